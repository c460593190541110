"""A notice as a picture for social media: the same words as the text, 1080 x 1080 pixels."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from outreach_app import resources
from outreach_app.domain.markdown import plain

SIZE, MARGIN, BAND = 1080, 84, 24
_INK, _MUTED, _BLUE, _PAPER = "#17212B", "#465462", "#0B5394", "#FFFFFF"
_BOLD = "fonts/AtkinsonHyperlegibleNext_700Bold.ttf"
_PLAIN = "fonts/AtkinsonHyperlegibleNext_400Regular.ttf"
_FOOT = 132


@dataclass(frozen=True, slots=True)
class Poster:
    """What stands on the picture.

    Attributes:
        head: kind and date, above the title.
        foot: office and where to ask.
    """

    head: str
    title: str
    text: str
    foot: str


def poster_png(poster: Poster) -> bytes:
    """Return the picture; the text is set as large as it fits, never below 26 pixels.

    What does not fit then ends with an ellipsis: the post's text says all of it.
    """
    image = Image.new("RGB", (SIZE, SIZE), _PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, BAND, SIZE), fill=_BLUE)
    draw.rectangle((0, SIZE - _FOOT, SIZE, SIZE), fill=_BLUE)
    y: float = MARGIN
    draw.text((MARGIN, y), poster.head, _BLUE, _font(_BOLD, 34))
    y = _block(draw, poster.title, _fit(draw, poster.title, _BOLD, (76, 64, 54, 46), 250), y + 70)
    room = SIZE - _FOOT - 48 - (y + 28)
    text = plain(poster.text)
    _block(draw, text, _fit(draw, text, _PLAIN, (44, 40, 36, 32, 29, 26), room), y + 28, room)
    draw.text((MARGIN, SIZE - _FOOT / 2), poster.foot, _PAPER, _font(_BOLD, 32), anchor="lm")
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def post_text(poster: Poster) -> str:
    """Return the words to post beside the picture."""
    return f"{poster.title}\n\n{plain(poster.text)}\n\n{poster.foot}\n"


def _font(name: str, pixels: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(resources.path(name)), pixels)


def _fit(
    draw: ImageDraw.ImageDraw, text: str, name: str, sizes: tuple[int, ...], room: float
) -> ImageFont.FreeTypeFont:
    for pixels in sizes:
        font = _font(name, pixels)
        if len(_lines(draw, text, font)) * pixels * 1.35 <= room:
            return font
    return _font(name, sizes[-1])


def _lines(draw: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    found: list[str] = []
    for paragraph in text.splitlines():
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}".strip()
            if line and draw.textlength(longer, font) > SIZE - 2 * MARGIN:
                found.append(line)
                longer = word
            line = longer
        found.append(line)
    return found


def _block(
    draw: ImageDraw.ImageDraw,
    text: str,
    font: ImageFont.FreeTypeFont,
    y: float,
    room: float = SIZE,
) -> float:
    step = font.size * 1.35
    lines = _lines(draw, text, font)
    most = max(1, int(room // step))
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1].rstrip(" ,.;:") + " …"]
    for line in lines:
        draw.text((MARGIN, y), line, _INK, font)
        y += step
    return y

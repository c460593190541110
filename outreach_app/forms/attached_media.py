"""Pictures, sounds and films beside a form, looked at before publication."""

from __future__ import annotations

import io
from collections.abc import Iterator

from PIL import Image

from outreach_app.forms.definition import Form
from outreach_app.forms.media import data_of, file_name
from outreach_app.forms.texts import Phrase

_SORTS = ("image", "big-image", "audio", "video")
_PICTURES = (".png", ".jpg", ".jpeg")
_BEGINNINGS = {
    ".mp3": (0, (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa")),
    ".ogg": (0, (b"OggS",)),
    ".wav": (8, (b"WAVE",)),
    ".m4a": (4, (b"ftyp",)),
    ".mp4": (4, (b"ftyp",)),
}
"""Where a sound or film says what it is, and how."""


def named(form: Form) -> Iterator[str]:
    """Yield the files that the texts of a form show or play, each once per text."""
    for texts in form.texts.values():
        for sort in _SORTS:
            shown = texts.media.get(sort)
            phrases = shown.by_language.values() if shown else ()
            yield from filter(None, map(_file, phrases))


def _file(phrase: Phrase) -> str | None:
    words = [part for part in phrase.parts if isinstance(part, str)]
    plain = len(words) == len(phrase.parts) and not phrase.blank
    return file_name("".join(words)) if plain else None


def is_whole(name: str, text: str) -> bool:
    """Tell whether an attachment is the picture, sound or film that its name says."""
    data, suffix = data_of(text), f".{name.lower().rpartition('.')[2]}"
    if not data:
        return False
    if suffix in _PICTURES:
        return _is_picture(data)
    place, signs = _BEGINNINGS.get(suffix, (0, (b"",)))
    return data[place:].startswith(signs)


def _is_picture(data: bytes) -> bool:
    try:
        with Image.open(io.BytesIO(data)) as picture:
            picture.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return False
    return True

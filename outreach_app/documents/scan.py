"""A picture or a PDF of a paper made small: scans are most of the bytes that travel.

What a camera writes beside the picture (place, time, device) is dropped with the rest.
"""

from __future__ import annotations

import io

import pypdfium2
from PIL import Image, ImageOps, UnidentifiedImageError

LONGEST_PX, QUALITY = 1400, 45
"""A family card of A4 stays readable; about 80 to 150 kB."""
LARGEST_BYTES, LARGEST_PIXELS = 30 * 2**20, 60_000_000


class NoPicture(ValueError):
    """The file is neither a picture nor a PDF, or much too large."""


def small(data: bytes, longest_px: int = LONGEST_PX) -> bytes:
    """Return the first page or the picture as a grey WebP, upright, at most `longest_px` long.

    Raises:
        NoPicture: it cannot be read as one.
    """
    if len(data) > LARGEST_BYTES:
        raise NoPicture("larger than 30 MB")
    try:
        image = _page(data) if data[:5] == b"%PDF-" else _picture(data)
    except (UnidentifiedImageError, OSError, ValueError, pypdfium2.PdfiumError) as error:
        raise NoPicture("neither a picture nor a PDF") from error
    grey = ImageOps.exif_transpose(image).convert("L")
    grey.thumbnail((longest_px, longest_px), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    grey.save(out, "WEBP", quality=QUALITY, method=6)
    return out.getvalue()


def _picture(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    if image.width * image.height > LARGEST_PIXELS:  # told before anything is unpacked
        raise NoPicture("too many pixels")
    image.load()
    return image


def _page(data: bytes) -> Image.Image:
    with pypdfium2.PdfDocument(data) as document:
        page = document[0]
        longest = max(page.get_width(), page.get_height(), 1.0)
        found: Image.Image = page.render(scale=min(LONGEST_PX / longest, 4.0)).to_pil()
        return found

"""A page as a picture, so that the preview is the print."""

from __future__ import annotations

import io

import pypdfium2


def picture(pdf: bytes, dpi: int = 203) -> bytes:
    """Return the first page as PNG; 203 dpi is what thermal printers have."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        image = document[0].render(scale=dpi / 72).to_pil()
    finally:
        document.close()
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()

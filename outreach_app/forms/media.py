"""Files that a form names: only plain names in the form's own folder.

Source: design page xforms.md, section 1 (media URIs).
"""

from __future__ import annotations

import base64
import binascii
import re

SORTS = ("images", "audio", "video", "file", "file-csv")
_URI = re.compile(r"(?:jr://(?P<sort>[a-z-]+)/)?(?P<name>[^/\\:\x00-\x1f]+)")
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


_DATA = re.compile(r"data:[\w/+.-]+;base64,(?P<data>[A-Za-z0-9+/=]*)")


def as_data(data: bytes, kind: str) -> str:
    """Return bytes as text, the way pictures stand among a form's attachments (RFC 2397)."""
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def data_of(text: str) -> bytes | None:
    """Return the bytes of a `data:` text, None for any other text."""
    found = _DATA.fullmatch(text)
    try:
        return base64.b64decode(found["data"], validate=True) if found else None
    except binascii.Error:
        return None


def file_name(uri: str) -> str | None:
    """Return the name of the file that `uri` means, None when it leaves the form's folder.

    `jr://images/a.png` and `a.png` are `a.png`; other schemes, folders, `..`, names that Windows
    keeps for devices and marks that turn the reading direction are refused.
    """
    found = _URI.fullmatch(uri.strip())
    if found is None or (found["sort"] and found["sort"] not in SORTS):
        return None
    name = found["name"]
    odd = name in (".", "..") or _RESERVED.fullmatch(name) or _TURNING.search(name)
    return None if odd or len(name) > 200 or name.endswith((".", " ")) else name

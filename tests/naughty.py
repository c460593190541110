"""Odd texts that every text field must give back, in `naughty.json` as codes: no editor harms them.

The first part is the Big List of Naughty Strings as the package `blns` has it (Max Woolf and
others, MIT); the rest are scripts of Indonesia, controls, formulas, markup, paths and long texts.
"""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

STRINGS: tuple[str, ...] = tuple(
    json.loads(Path(__file__).with_name("naughty.json").read_text(encoding="ascii"))
)
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def kept(text: str) -> str:
    """Return a text as a file holds it, written after the standards and not after our code.

    What XML 1.0 can hold, its line ends as XML 1.0 reads them, composed (Unicode NFC).
    """
    text = unicodedata.normalize("NFC", text)
    return _NO_XML.sub("", text).replace("\r\n", "\n").replace("\r", "\n")

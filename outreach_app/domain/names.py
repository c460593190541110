"""Names: one word is enough, 34 letters fit a passport, and search forgives spelling.

Source: domain.md 3.4 (Permendagri 73/2022; passport practice), section 4 (Fajar/Pajar Bulan).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

LONGEST, PASSPORT_LONGEST = 60, 34
Soft = Literal["title", "too_long_for_passport"]
Hard = Literal["empty", "too_long", "letters"]
_TITLE = r"(?:dr|drg|drs|dra|ir|prof|h|hj|kh)\."
_LEADING = re.compile(rf"^(?:{_TITLE}\s*)+", re.IGNORECASE)
_TRAILING = re.compile(r",.*$", re.DOTALL)
_ALONE = str.maketrans(
    {"Ł": "L", "ł": "l", "Ø": "O", "ø": "o", "Đ": "D", "đ": "d", "Æ": "AE", "æ": "ae"}
    | {"Œ": "OE", "œ": "oe", "ß": "ss", "Þ": "TH", "þ": "th", "Ð": "D", "ð": "d", "ı": "i"}
)
"""Letters that Unicode does not take apart into a plain one and a mark."""


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(_ALONE))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def fold(text: str) -> str:
    """Return `text` for comparing: no case, accents, marks or spaces, and P for F and V.

    `fold("Fajar Bulan") == fold("pajarbulan")`.
    """
    bare = re.sub(r"[^a-z0-9]", "", _plain(text).casefold())
    return bare.replace("f", "p").replace("v", "p")


def fold_words(text: str) -> list[str]:
    """Return the folded words of `text`, for a word index."""
    return [folded for word in text.split() if (folded := fold(word))]


def check(name: str) -> Hard | None:
    """Return why `name` can never be right, None when it can be; one word is a full name.

    Apostrophes, dots, commas and dashes pass: papers have them, the passport view drops them.
    """
    if not name.strip():
        return "empty"
    if len(name) > LONGEST:
        return "too_long"
    plain = _plain(name)
    spelled = re.fullmatch(r"[A-Za-z][A-Za-z '\u2019\u02bc.,\-]*", plain.strip())
    return None if spelled else "letters"


def warnings(name: str) -> tuple[Soft, ...]:
    """Return what an officer should look at: titles, and more than a passport holds."""
    found: list[Soft] = []
    if _LEADING.search(name.strip()) or _TRAILING.search(name):
        found.append("title")
    if too_long_for_passport(name):
        found.append("too_long_for_passport")
    return tuple(found)


def passport_view(name: str) -> str:
    """Return the name as a passport would print it: capitals, no marks, no titles, single spaces.

    Titles are leading ones with a dot (`Drs. H.`) and whatever follows a comma (`, S.Ked`); an
    initial inside a name stays. It may still be longer than `PASSPORT_LONGEST`: then the officer
    writes a shorter one.
    """
    bare = _TRAILING.sub("", _LEADING.sub("", name.strip()))
    words = re.sub(r"[^A-Za-z ]", "", _plain(bare)).upper().split()
    return " ".join(words)


def too_long_for_passport(name: str) -> bool:
    """Tell whether the passport view does not fit into a passport."""
    return len(passport_view(name)) > PASSPORT_LONGEST

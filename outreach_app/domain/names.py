"""Names: one word is enough, 34 letters fit a passport, and search forgives spelling.

Source: domain.md 3.4 (Permendagri 73/2022; passport practice), section 4 (Fajar/Pajar Bulan).
"""

from __future__ import annotations

import re
import unicodedata

LONGEST, PASSPORT_LONGEST = 60, 34
_TITLES = re.compile(r"\b(?:dr|drg|drs|dra|ir|prof|h|hj|kh)\.\s*", re.IGNORECASE)


def fold(text: str) -> str:
    """Return `text` for comparing: no case, accents, marks or spaces, and P for F.

    `fold("Fajar Bulan") == fold("pajarbulan")`.
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[^a-z0-9]", "", plain).replace("f", "p").replace("v", "p")


def fold_words(text: str) -> list[str]:
    """Return the folded words of `text`, for a word index."""
    return [folded for word in text.split() if (folded := fold(word))]


def passport_view(name: str) -> str:
    """Return the name as a passport would print it: capitals, no marks, no titles, single spaces.

    It may still be longer than `PASSPORT_LONGEST`: then the officer writes a shorter one.
    """
    bare = _TITLES.sub("", name)
    plain = unicodedata.normalize("NFKD", bare).encode("ascii", "ignore").decode()
    return " ".join(re.sub(r"[^A-Za-z ]", "", plain).upper().split())


def too_long_for_passport(name: str) -> bool:
    """Tell whether the passport view does not fit into a passport."""
    return len(passport_view(name)) > PASSPORT_LONGEST

"""Markdown that laptops, the desk and the page may show: no HTML, no pictures from elsewhere.

Checked before publishing; the views are built so that they would not load anything either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

MAX_BYTES = 60_000
_CODE = re.compile(r"`[^`\n]*`")
_HTML = re.compile(r"<[A-Za-z/!?][^\n]*")
_IMAGE = re.compile(r"!\[")
_LINK = re.compile(r"\[[^\]\n]*\]\(\s*<?([^)\s>]*)|^\s{0,3}\[[^\]\n]+\]:\s*<?(\S+)")
_SCHEME = re.compile(r"^(https://|mailto:|tel:|#)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something a text may not hold.

    Attributes:
        line: from 1; 0 for the whole text.
    """

    code: str
    line: int
    facts: dict[str, str] = field(default_factory=dict)


def faults(text: str) -> Iterator[Fault]:
    """Yield what a text may not hold, in the order of its lines."""
    if len(text.encode()) > MAX_BYTES:
        yield Fault("PUBLISH_020", 0, {"most": str(MAX_BYTES // 1000)})
        return
    for number, line in enumerate(text.splitlines(), 1):
        bare = _CODE.sub("", line)
        if _CONTROL.search(line):
            yield Fault("PUBLISH_024", number)
        if found := _HTML.search(bare):
            yield Fault("PUBLISH_021", number, {"what": found[0][:30]})
        if _IMAGE.search(bare):
            yield Fault("PUBLISH_022", number)
        for link in _LINK.finditer(bare):
            target = link[1] or link[2] or ""
            if not _SCHEME.match(target):
                yield Fault("PUBLISH_023", number, {"link": target[:60] or "-"})


_SIGNS = (
    (re.compile(r"^\s{0,3}#{1,6}\s+", re.M), ""),
    (re.compile(r"^\s{0,3}>\s?", re.M), ""),
    (re.compile(r"^(\s*)(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?", re.M), r"\1"),
    (re.compile(r"^\s*\|?[\s:|-]{3,}\|?\s*$", re.M), ""),
    (re.compile(r"\[([^\]\n]*)\]\([^)\n]*\)"), r"\1"),
    (re.compile(r"(\*\*|__|`|~~)"), ""),
    (re.compile(r"(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)"), ""),
    (re.compile(r"[ \t]*\|[ \t]*"), " "),
)


def plain(text: str) -> str:
    """Return the words of a text without its marks; lines stay lines."""
    for sign, instead in _SIGNS:
        text = sign.sub(instead, text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def excerpt(text: str, most: int) -> str:
    """Return the beginning of a text in one line, cut between words after `most` characters."""
    words = " ".join(plain(text).split())
    if len(words) <= most:
        return words
    return words[: most + 1].rsplit(" ", 1)[0].rstrip(" ,.;:") + " …"


WORDS_A_MINUTE = 180


def reading_minutes(text: str) -> int:
    """Return how long reading takes, at least one minute (180 words a minute, on a screen)."""
    return max(1, round(len(plain(text).split()) / WORDS_A_MINUTE))

"""The words under which a file is found, and the question put to the full-text index.

Found are: the name, folded (spelling, spaces), the local number and each of its ends, the ticket
with or without its zeros, and the last four digits of the NIK (ux L8).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from outreach_app.domain.names import fold
from outreach_app.store.rows import Record

_SIGNS = re.compile(r"[\W_]+")
NIK_TAIL = 4


def index_words(record: Record) -> tuple[str, str]:
    """Return what the index holds of a file: its words, and the end of its NIK."""
    words = {*_name_words(record.name), *_ends(record.number), *_ends(record.ticket)}
    if record.ticket:
        words.add(_bare(record.ticket))
    return " ".join(sorted(words - {""})), record.nik[-NIK_TAIL:]


def match_expression(text: str) -> str:
    """Return the FTS5 expression for what somebody typed, empty when it has no sign to look for.

    Every word must be found, in any order; or all of them written as one.
    """
    words = [word for word in text.split() if _bare(word)]
    if not words:
        return ""
    each = " AND ".join(f"({_any_of(word)})" for word in words)
    joined = _prefix(_bare(fold("".join(words))))
    return f"({each}) OR {joined}" if joined else each


def _any_of(word: str) -> str:
    bare = _bare(word)
    found = {_prefix(bare), _prefix(_bare(fold(word)))}
    if bare.isdigit() and len(bare) == NIK_TAIL:
        found.add(f'nik : "{bare}"')
    return " OR ".join(sorted(found - {""}))


def _prefix(word: str) -> str:
    return f'words : "{word}" *' if word else ""


def _name_words(name: str) -> Iterator[str]:
    yield from (_bare(fold(word)) for word in name.split())
    yield _bare(fold("".join(name.split())))


def _ends(number: str) -> Iterator[str]:
    """Yield `lb26d00700042k`, `26d00700042k` … `00042k` and `42k` for LB-26-D007-00042-K."""
    parts = [part for part in _SIGNS.split(number.casefold()) if part]
    for start in range(max(1, len(parts) - 1)):
        end = "".join(parts[start:])
        yield end
        yield end.lstrip("0") if end[:1] == "0" else ""
    if len(parts) == 2 and parts[1].isdigit():  # a ticket: A-014
        yield from (parts[1], parts[1].lstrip("0"), parts[0] + parts[1].lstrip("0"))


def _bare(text: str) -> str:
    return _SIGNS.sub("", text.casefold())

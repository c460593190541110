"""The Markdown of labels and hints: bold, italic, headings, links, lines. Escaped first.

Source: ODK docs (styling prompts); the subset of design page xforms.md, section 1. Whatever else
stands in a text, HTML too, is shown as it is written.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape, unescape

_LINK = re.compile(r"\[([^\[\]]+)\]\((https?://[^\s()<>\"]+|mailto:[^\s()<>\"]+)\)")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_ITALIC = re.compile(r"(?<![\w*])([*_])(?=[^\s*_])([^*_\n]*?[^\s*_])\1(?![\w*])")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_ENDED = re.compile(r"</h\d>$")
_TAG = re.compile(r"<[^>]*>")


@lru_cache(maxsize=4096)
def to_html(text: str) -> str:
    """Return `text` as HTML of `b i a br h1`-`h6` only; everything it holds is escaped."""
    found = ""
    for line in escape(text, quote=True).splitlines():
        heading = _HEADING.fullmatch(line.strip())
        size = len(heading[1]) if heading else 0
        begins = "" if not found or _ENDED.search(found) else "<br>"
        if heading:
            found += f"<h{size}>{_inline(heading[2])}</h{size}>"
        else:
            found += begins + _inline(line)
    return found


@lru_cache(maxsize=4096)
def to_plain(text: str) -> str:
    """Return `text` as it is read, without its marks; for lists, summaries and prints."""
    lines = [_HEADING.sub(r"\2", line.strip()) for line in escape(text, quote=True).splitlines()]
    return "\n".join(unescape(_TAG.sub("", _inline(line))) for line in lines)


def _inline(text: str) -> str:
    parts: list[str] = []
    at = 0
    for link in _LINK.finditer(text):
        parts += [_marks(text[at : link.start()]), f'<a href="{link[2]}">{_marks(link[1])}</a>']
        at = link.end()
    return "".join([*parts, _marks(text[at:])])


def _marks(text: str) -> str:
    return _ITALIC.sub(r"<i>\2</i>", _BOLD.sub(r"<b>\2</b>", text))

"""Patterns get both anchors when a form is published: phones match the whole answer (D11)."""

from __future__ import annotations

import re
from html import escape, unescape

from outreach_app.forms.problems import ExpressionError
from outreach_app.forms.xpath.lexer import Token, tokens

_BIND = re.compile(r"<bind\b[^>]*>")
_RULE = re.compile(r'\b(constraint|relevant|calculate|required|readonly)="([^"]*)"')
_NODE = re.compile(r'\bnodeset="([^"]*)"')


def anchor_patterns(xml: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the XForm with anchored patterns, and (path, pattern) of each that was wrapped."""
    wrapped: list[tuple[str, str]] = []

    def bind(match: re.Match[str]) -> str:
        node = _NODE.search(match[0])

        def rule(found: re.Match[str]) -> str:
            source, patterns = _anchored(unescape(found[2]))
            wrapped.extend((node[1] if node else "", pattern) for pattern in patterns)
            return f'{found[1]}="{escape(source)}"' if patterns else found[0]

        return _RULE.sub(rule, match[0])

    return _BIND.sub(bind, xml), wrapped


def _anchored(source: str) -> tuple[str, list[str]]:
    try:
        found = tokens(source)
    except ExpressionError:
        return source, []
    patterns: list[str] = []
    for at in range(len(found) - 1, -1, -1):  # from the end, so that places before stay right
        token = found[at]
        if token.kind == "call" and token.text == "regex" and (last := _last(found, at)):
            pattern, quote = last.text[1:-1], last.text[0]
            if not _whole(pattern):
                end = last.at + len(last.text)
                source = f"{source[: last.at]}{quote}^(?:{pattern})${quote}{source[end:]}"
                patterns.insert(0, pattern)
    return source, patterns


def _whole(pattern: str) -> bool:
    ends = pattern.endswith("$") and (len(pattern) - len(pattern[:-1].rstrip("\\"))) % 2 == 1
    return pattern.startswith("^") and ends


def _last(found: list[Token], call: int) -> Token | None:
    """Return the text that is the whole second argument of the call at `call`."""
    depth = 0
    for at in range(call + 1, len(found)):
        depth += (found[at].text in ("(", "[")) - (found[at].text in (")", "]"))
        if found[at].kind == "text":
            continue
        if depth == 1 and found[at].text == "," and found[at + 1].kind == "text":
            return found[at + 1] if found[at + 2].text == ")" else None
        if depth == 0:
            return None
    return None

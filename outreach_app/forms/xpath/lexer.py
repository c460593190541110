"""XPath text into tokens. Source: XPath 1.0, 3.7 (lexical structure)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from outreach_app.forms.problems import ExpressionError

Kind = Literal["number", "text", "name", "call", "operator", "symbol", "end"]

_NAME = r"[^\W\d][\w.\-]*(?::(?:[^\W\d][\w.\-]*|\*))?"
MAX_LENGTH = 20_000
"""Characters of one expression (design page xforms.md, section 7)."""
_TOKEN = re.compile(
    rf"""\s*(?:
      (?P<number>\d+(?:\.\d*)?|\.\d+)
    | (?P<text>"[^"]*"|'[^']*')
    | (?P<name>{_NAME})
    | (?P<symbol>::|//|\.\.|!=|<=|>=|[()\[\]@,./|+\-*=<>])
    )""",
    re.VERBOSE,
)
_GLUED = re.compile(r"(and|or|mod|div)[\d.]+$")
_OPEN = re.compile(r"\s*\(")
_OPERATORS = {"and", "or", "div", "mod"}
_SYMBOL_OPERATORS = {"|", "+", "-", "*", "=", "!=", "<", "<=", ">", ">=", "/", "//"}


@dataclass(frozen=True, slots=True)
class Token:
    """One token; `at` counts characters from 0."""

    kind: Kind
    text: str
    at: int


def tokens(source: str) -> list[Token]:
    """Return the tokens of `source`, the last of kind `end`.

    Raises:
        ExpressionError: FORMS_001 a character that begins no token, or an open quotation;
            FORMS_017 it is too long.
    """
    if len(source) > MAX_LENGTH:
        raise ExpressionError("FORMS_017", what="expression")
    found: list[Token] = []
    at, end = 0, len(source.rstrip())
    while at < end:
        match = _TOKEN.match(source, at)
        if match is None:
            rest = source[at:].strip()
            raise ExpressionError("FORMS_001", at=rest[:20])
        kind = match.lastgroup or ""
        text = match[kind]
        if kind == "name" and (sign := _GLUED.match(text)) and _operand(found):
            text = sign[1]
            found.append(Token("operator", text, match.start(kind)))
            at = match.start(kind) + len(text)
            continue
        found.append(Token(_kind(kind, text, found, source, match.end()), text, match.start(kind)))
        at = match.end()
    return [*found, Token("end", "", len(source))]


def _operand(before: list[Token]) -> bool:
    """Tell whether what was read last can stand left of an operator (XPath 1.0, 3.7)."""
    return bool(before) and (
        before[-1].kind in ("number", "text", "name")
        or before[-1].text in (")", "]", ".", "..")
        or (before[-1].text == "*" and before[-1].kind == "symbol")
    )


def _kind(group: str, text: str, before: list[Token], source: str, end: int) -> Kind:
    if group in ("number", "text"):
        return "number" if group == "number" else "text"
    operand_before = _operand(before)
    if group == "name":
        if operand_before and text in _OPERATORS:
            return "operator"
        return "call" if _OPEN.match(source, end) else "name"
    if text == "*":
        return "operator" if operand_before else "symbol"
    return "operator" if text in _SYMBOL_OPERATORS - {"/", "//"} else "symbol"

"""Tokens into an expression, by precedence. Source: XPath 1.0, 3.1-3.5."""

from __future__ import annotations

from outreach_app.forms.problems import ExpressionError
from outreach_app.forms.xpath.axes import AXES
from outreach_app.forms.xpath.lexer import Token, tokens
from outreach_app.forms.xpath.syntax import (
    Binary,
    Call,
    Expression,
    Filter,
    Negate,
    Number,
    Path,
    Step,
    Text,
    height,
)

_LEVELS = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"))
_TIGHTNESS = {sign: depth for depth, signs in enumerate(_LEVELS) for sign in signs}
_KINDS = ("node", "text", "comment", "processing-instruction")
MAX_HEIGHT = 200
"""Expressions inside one another; a form nested deeper is refused, not met in a village."""

_ANYWHERE = Step("descendant-or-self", "node()")


def parse(source: str) -> Expression:
    """Return the expression in `source`.

    Raises:
        ExpressionError: FORMS_001 with the place where it stops making sense; FORMS_017 it is
            nested too deeply.
    """
    parser = _Parser(tokens(source))
    try:
        found = parser.level(0)
    except RecursionError:
        raise ExpressionError("FORMS_017", what="expression") from None
    parser.expect("end")
    if height(found) > MAX_HEIGHT:
        raise ExpressionError("FORMS_017", what="expression")
    return found


class _Parser:
    def __init__(self, stream: list[Token]) -> None:
        self._tokens = stream
        self._at = 0

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        token = self._next
        self._at += 1
        return token

    def _is(self, text: str) -> bool:
        return self._next.text == text and self._next.kind in ("symbol", "operator")

    def _skip(self, text: str) -> bool:
        if self._is(text):
            self._at += 1
            return True
        return False

    def expect(self, what: str) -> None:
        """Take the symbol `what` (or the end), else fail with the place."""
        if what == "end" and self._next.kind == "end":
            return
        if not self._skip(what):
            raise ExpressionError("FORMS_001", at=self._next.text or "…")

    def level(self, depth: int) -> Expression:
        """Return an expression of the given precedence or tighter."""
        left = self._unary()
        while self._next.kind == "operator":
            sign = self._next.text
            at = _TIGHTNESS.get(sign, -1)
            if at < depth:
                break
            self._take()
            left = Binary(sign, left, self.level(at + 1))
        return left

    def _unary(self) -> Expression:
        if self._next.kind == "operator" and self._skip("-"):
            return Negate(self._unary())
        left = self._path()
        while self._skip("|"):
            left = Binary("|", left, self._path())
        return left

    def _path(self) -> Expression:
        if self._is("/") or self._is("//"):
            return self._from_root()
        start = self._primary()
        if start is None:
            return Path(".", tuple(self._steps()))
        predicates = tuple(self._predicates())
        if predicates:
            start = Filter(start, predicates)
        if self._is("/") or self._is("//"):
            lead = (_ANYWHERE,) if self._take().text == "//" else ()
            return Path(start, (*lead, *self._steps()))
        return start

    def _from_root(self) -> Expression:
        if self._take().text == "//":
            return Path("/", (_ANYWHERE, *self._steps()))
        if self._next.kind in ("name", "call") or self._next.text in ("*", ".", "..", "@"):
            return Path("/", tuple(self._steps()))
        return Path("/", ())

    def _primary(self) -> Expression | None:
        token = self._next
        if token.kind == "number":
            return Number(float(self._take().text))
        if token.kind == "text":
            return Text(self._take().text[1:-1])
        if token.kind == "call" and token.text not in _KINDS:
            return self._call()
        if self._skip("("):
            inner = self.level(0)
            self.expect(")")
            return inner
        return None

    def _call(self) -> Call:
        name = self._take().text
        self.expect("(")
        args: list[Expression] = []
        if not self._is(")"):
            args.append(self.level(0))
            while self._skip(","):
                args.append(self.level(0))
        self.expect(")")
        return Call(name, tuple(args))

    def _steps(self) -> list[Step]:
        steps = [self._step()]
        while self._is("/") or self._is("//"):
            if self._take().text == "//":
                steps.append(_ANYWHERE)
            steps.append(self._step())
        return steps

    def _step(self) -> Step:
        if self._skip(".."):
            return Step("parent", "node()", tuple(self._predicates()))
        if self._skip("."):
            return Step("self", "node()", tuple(self._predicates()))
        axis = "child"
        if self._tokens[self._at + 1 :] and self._tokens[self._at + 1].text == "::":
            axis = self._take().text
            self._take()
        elif self._skip("@"):
            axis = "attribute"
        if axis not in AXES:
            raise ExpressionError("FORMS_001", at=axis)
        return Step(axis, self._test(), tuple(self._predicates()))

    def _test(self) -> str:
        token = self._take()
        if token.kind == "call" and token.text in _KINDS:
            self.expect("(")
            named = token.text == _KINDS[3] and self._next.kind == "text"
            target = self._take().text[1:-1] if named else ""
            self.expect(")")
            return f"{token.text}({target})"
        if token.kind == "name" or token.text == "*":
            return token.text
        raise ExpressionError("FORMS_001", at=token.text or "…")

    def _predicates(self) -> list[Expression]:
        found: list[Expression] = []
        while self._skip("["):
            found.append(self.level(0))
            self.expect("]")
        return found

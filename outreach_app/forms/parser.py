"""Tokens into an expression, by precedence. Source: XPath 1.0, 3.1-3.5."""

from __future__ import annotations

from outreach_app.forms.lexer import Token, tokens
from outreach_app.forms.problems import ExpressionError
from outreach_app.forms.syntax import (
    Binary,
    Call,
    Expression,
    Filter,
    Negate,
    Number,
    Path,
    Step,
    Text,
)

_LEVELS = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"))
_AXES = (
    "child parent self descendant descendant-or-self ancestor ancestor-or-self "
    "preceding-sibling following-sibling attribute"
)
AXES = frozenset(_AXES.split())
_ANYWHERE = Step("descendant-or-self", "node()")


def parse(source: str) -> Expression:
    """Return the expression in `source`.

    Raises:
        ExpressionError: FORMS_001 with the place where it stops making sense.
    """
    parser = _Parser(tokens(source))
    found = parser.level(0)
    parser.expect("end")
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
        if depth == len(_LEVELS):
            return self._unary()
        left = self.level(depth + 1)
        while self._next.kind == "operator" and self._next.text in _LEVELS[depth]:
            operator = self._take().text
            left = Binary(operator, left, self.level(depth + 1))
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
        if token.kind == "call" and token.text not in ("node", "text"):
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
        if self._next.text in AXES and self._tokens[self._at + 1].text == "::":
            axis = self._take().text
            self._take()
        elif self._skip("@"):
            axis = "attribute"
        return Step(axis, self._test(), tuple(self._predicates()))

    def _test(self) -> str:
        token = self._take()
        if token.kind == "call" and token.text in ("node", "text"):
            self.expect("(")
            self.expect(")")
            return "node()"
        if token.kind == "name" or token.text == "*":
            return token.text
        raise ExpressionError("FORMS_001", at=token.text or "…")

    def _predicates(self) -> list[Expression]:
        found: list[Expression] = []
        while self._skip("["):
            found.append(self.level(0))
            self.expect("]")
        return found

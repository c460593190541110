"""Expressions compiled once to closures; nothing of the text is left at run time."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from outreach_app.forms.problems import ExpressionError
from outreach_app.forms.xpath import paths, quick, values
from outreach_app.forms.xpath.axes import in_order
from outreach_app.forms.xpath.library import CALLS
from outreach_app.forms.xpath.parser import parse
from outreach_app.forms.xpath.scope import EvaluationError, Run, Scope, nodes_of
from outreach_app.forms.xpath.syntax import (
    Binary,
    Call,
    Expression,
    Filter,
    Negate,
    Number,
    Path,
    Text,
)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How paths and comparisons are meant.

    Attributes:
        in_form: an empty node-set equals '' (D26), and an absolute path inside a repeat means the
            own card; else bare XPath 1.0.
        namespaces: prefix -> URI, for bare XPath; None: local names decide.
        late: an unknown function is met when it is called, not when the expression is read.
    """

    in_form: bool = True
    namespaces: Mapping[str, str] | None = None
    late: bool = False


FORM = Dialect()


def _unknown(name: str) -> Run:
    def run(_: Scope) -> values.Value:
        raise EvaluationError("FORMS_002", function=name)

    return run


def _divide(left: float, right: float) -> float:
    if right:
        return left / right
    if not left or math.isnan(left) or math.isnan(right):
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1, right)


def _remainder(left: float, right: float) -> float:
    return math.fmod(left, right) if right and math.isfinite(left) else math.nan


_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "mod": _remainder,
    "div": _divide,
}


def compile_text(source: str, dialect: Dialect = FORM) -> Run:
    """Return a closure that evaluates `source`.

    Raises:
        ExpressionError: FORMS_001 no expression; FORMS_002 unknown function; FORMS_003 wrong
            number of arguments; FORMS_017 too long or too deep.
    """
    return compile_expression(parse(source), dialect)


def compile_words(source: str) -> Run:
    """Return a closure whose value is only wanted as text, as that of a column mostly is."""
    expression = parse(source)
    name = quick.column(expression)
    if name is None:
        return compile_expression(expression)
    return lambda c: (c.node.strings(name) or _BLANK)[0]


_BLANK = ("",)


def compile_expression(expression: Expression, dialect: Dialect = FORM) -> Run:
    """Return a closure that evaluates `expression` in a `Scope`.

    Raises:
        ExpressionError: FORMS_002 unknown function; FORMS_003 wrong number of arguments.
    """
    return _Compiler(dialect).run(expression)


class _Compiler:
    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect

    def run(self, expression: Expression) -> Run:
        match expression:
            case Number(value=number):
                return lambda _: number
            case Text(value=text):
                return lambda _: text
            case Negate(argument=Number(value=number)):
                return lambda _: -number
            case Negate(argument=argument):
                inner = self.run(argument)
                return lambda c: -values.to_number(inner(c))
            case Call():
                return self._call(expression)
            case Binary():
                return self._binary(expression)
            case Filter(argument=argument, predicates=predicates):
                inner = self.run(argument)
                select = paths.predicates(predicates, self.run, self.dialect.in_form)
                return lambda c: select(c, nodes_of(inner(c), "[ ]"))
            case Path():
                return paths.path(expression, self.run, self.dialect)

    def _call(self, call: Call) -> Run:
        known = CALLS.get(call.name)
        if known is None and self.dialect.late:
            return _unknown(call.name)
        if known is None:
            raise ExpressionError("FORMS_002", function=call.name)
        if not known.least <= len(call.args) <= known.most:
            raise ExpressionError("FORMS_003", function=call.name)
        return known.build(*[self.run(arg) for arg in call.args])

    def _binary(self, binary: Binary) -> Run:
        left, right = self.run(binary.left), self.run(binary.right)
        sign = binary.operator
        if sign == "or":
            return lambda c: values.to_bool(left(c)) or values.to_bool(right(c))
        if sign == "and":
            return lambda c: values.to_bool(left(c)) and values.to_bool(right(c))
        if sign == "|":
            return lambda c: in_order(nodes_of(left(c), "|") + nodes_of(right(c), "|"))
        if compare := self._comparison(sign):
            return lambda c: compare(left(c), right(c))
        count, number = _ARITHMETIC[sign], values.to_number
        return lambda c: count(number(left(c)), number(right(c)))

    def _comparison(self, sign: str) -> values.Compare | None:
        if sign in ("=", "!="):
            return values.equality(negated=sign == "!=", empty_is_blank=self.dialect.in_form)
        return values.ordering(sign) if sign in ("<", "<=", ">", ">=") else None

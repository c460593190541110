"""The parts of an expression, as the parser returns them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Number:
    """A literal number."""

    value: float


@dataclass(frozen=True, slots=True)
class Text:
    """A literal text."""

    value: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function call; `name` as written, with its prefix."""

    name: str
    args: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Binary:
    """An operator between two expressions."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Negate:
    """A minus before an expression."""

    argument: Expression


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path; `test` is a name, `*`, `p:*`, or a test such as `node()`."""

    axis: str
    test: str
    predicates: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """A location path.

    Attributes:
        start: `/` for the document, `.` for the context node, else an expression.
    """

    start: str | Expression
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """An expression with predicates: `(…)[1]`."""

    argument: Expression
    predicates: tuple[Expression, ...]


Expression: TypeAlias = Number | Text | Call | Binary | Negate | Path | Filter


def walk(expression: Expression) -> Iterator[Expression]:
    """Yield `expression` and every expression inside it, predicates included."""
    yield expression
    for part in _parts(expression):
        yield from walk(part)


def _parts(expression: Expression) -> Iterator[Expression]:
    match expression:
        case Call(args=args):
            yield from args
        case Binary(left=left, right=right):
            yield left
            yield right
        case Negate(argument=argument):
            yield argument
        case Filter(argument=argument, predicates=predicates):
            yield argument
            yield from predicates
        case Path(start=start, steps=steps):
            if not isinstance(start, str):
                yield start
            for step in steps:
                yield from step.predicates
        case _:
            return


def height(expression: Expression) -> int:
    """Return how deep expressions stand inside one another, counted without recursion."""
    tallest, waiting = 0, [(expression, 1)]
    while waiting:
        here, depth = waiting.pop()
        tallest = max(tallest, depth)
        waiting += [(part, depth + 1) for part in _parts(here)]
    return tallest

"""Which columns of which lists a form reads, so that a list can be held to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from outreach_app.forms.advice import Written
from outreach_app.forms.xpath.syntax import (
    Binary,
    Call,
    Expression,
    Filter,
    Negate,
    Path,
    Step,
    walk,
)
from outreach_app.forms.xpath.syntax import Text as Literal


@dataclass(frozen=True, slots=True)
class Offered:
    """Value or label of the choices at `path`: an expression on each of the `rows`."""

    path: str
    rows: Expression
    row: Expression


@dataclass(frozen=True, slots=True)
class Use:
    """The question at `path` reads `column` of a list.

    Attributes:
        offered: as value or label of a choice, so it may be blank in no row.
    """

    list: str
    column: str
    path: str
    offered: bool = False


def uses(written: Iterable[Written], offered: Iterable[Offered]) -> list[Use]:
    """Return what expressions and choices read of lists; what cannot be foreseen is left out."""
    found: dict[Use, None] = {}
    for choice in offered:
        for name in _lists(choice.rows):
            found |= {Use(name, c, choice.path, True): None for c in _of_row(choice.row)}
    for one in written:
        for part in walk(one.expression):
            found |= {Use(name, c, one.path): None for name, c in _read(part)}
    return list(found)


def _lists(rows: Expression) -> Iterator[str]:
    """Yield the lists whose rows these are."""
    match rows:
        case Path(start=Call(name="instance", args=(Literal(value=name), *_)), steps=(_, _)):
            yield name
        case Call(args=args):
            for argument in args[:1]:
                yield from _lists(argument)
        case Filter(argument=argument):
            yield from _lists(argument)


def _read(part: Expression) -> Iterator[tuple[str, str]]:
    """Yield (list, column) of one path or `pulldata`."""
    match part:
        case Call(name="pulldata", args=(Literal(value=name), column, key, *_)):
            for named in (column, key):
                if isinstance(named, Literal) and not set("/@") & set(named.value):
                    yield name, named.value
        case Path(
            start=Call(name="instance", args=(Literal(value=name), *_)), steps=(root, row, *rest)
        ) if _is_child(root) and _is_child(row):
            columns = [c for predicate in row.predicates for c in _of_row(predicate)]
            yield from ((name, c) for c in [*columns, *_first(rest)])


def _of_row(part: Expression) -> Iterator[str]:
    """Yield the columns that an expression reads of the row that it stands on."""
    match part:
        case Path(start="."):
            yield from _first(part.steps)
        case Path(start=start) if not isinstance(start, str):
            yield from _of_row(start)
        case Filter(argument=argument) | Negate(argument=argument):
            yield from _of_row(argument)
        case Binary(left=left, right=right):
            yield from _of_row(left)
            yield from _of_row(right)
        case Call(args=args):
            for argument in args:
                yield from _of_row(argument)


def _first(steps: Iterable[Step]) -> Iterator[str]:
    """Yield the column that a path from a row leads to."""
    step = next((s for s in steps if s.axis != "self"), None)
    if step is not None and _is_child(step):
        yield step.test.rpartition(":")[2]


def _is_child(step: Step) -> bool:
    return step.axis == "child" and step.test != "*" and not step.test.endswith((":*", "()"))

"""What an author should know though the form works: where phones of the same office differ.

Source: design page xforms.md, sections 2, 3 and 6; the decisions are named in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from outreach_app.forms.graph import Reference, references
from outreach_app.forms.xpath.syntax import Binary, Call, Expression, Path, Text, walk

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_NOT_ON_PHONES = {"substring", "floor", "ceiling"}
_NEED_AN_ARGUMENT = {"string", "number", "string-length", "normalize-space"}
_OF_MANY = {"sum", "count", "max", "min", "join", "concat", "count-non-empty"}
_COMPARE = {"=", "!=", "<", "<=", ">", ">="}
_COUNTS = {"+", "-", "*", "div", "mod", "<", "<=", ">", ">="}


@dataclass(frozen=True, slots=True)
class Written:
    """One expression of a form: `what` it rules (`calculate` …) at which path."""

    what: str
    path: str
    expression: Expression


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to tell: a code of the catalogue, where, and which part is meant."""

    code: str
    what: str
    path: str
    part: str


def advise(found: list[Written], repeats: frozenset[str]) -> list[Advice]:
    """Return what to tell about these expressions, each thing once."""
    told: dict[Advice, None] = {}
    for one in found:
        for part in walk(one.expression):
            for check in _CHECKS:
                for code, name in check(part, one, repeats):
                    told[Advice(code, one.what, one.path, name)] = None
    return list(told)


Told = Iterator[tuple[str, str]]


def _not_on_phones(part: Expression, _: Written, __: frozenset[str]) -> Told:
    """Functions that phones lack, whole or without an argument (D21)."""
    if not isinstance(part, Call):
        return
    if part.name in _NOT_ON_PHONES or (part.name in _NEED_AN_ARGUMENT and not part.args):
        yield "FORMS_101", part.name


def _bare_dates(part: Expression, _: Written, __: frozenset[str]) -> Told:
    """A date as plain text beside an operator is no number on phones (D2)."""
    if isinstance(part, Binary) and part.operator in _COUNTS:
        for side in (part.left, part.right):
            if isinstance(side, Text) and _DATE.fullmatch(side.value):
                yield "FORMS_102", side.value
    if isinstance(part, Call) and part.name == "number":
        yield from (
            ("FORMS_102", a.value)
            for a in part.args
            if isinstance(a, Text) and _DATE.fullmatch(a.value)
        )


def _one_of_many(part: Expression, one: Written, repeats: frozenset[str]) -> Told:
    """The first of several answers is taken where one is wanted; phones stop (D5)."""
    wanted: tuple[Expression, ...] = ()
    if isinstance(part, Binary) and part.operator not in ("|", "and", "or"):
        wanted = (part.left, part.right)
    if isinstance(part, Call) and part.name in ("if", "date", "round", "int", "string", "number"):
        wanted = part.args
    if part is one.expression and one.what == "calculate":
        wanted = (*wanted, part)
    for side in wanted:
        for read in _reads(side, one, repeats):
            if any(read.path.startswith(f"{r}/") and not _inside(one.path, r) for r in repeats):
                yield "FORMS_103", read.path.rpartition("/")[2]


def _many_of_one(part: Expression, one: Written, repeats: frozenset[str]) -> Told:
    """`sum(${n})` inside the repeat of n is the sum of one answer."""
    if not isinstance(part, Call) or part.name not in _OF_MANY - {"concat", "join"}:
        return
    for side in part.args[:1]:
        for read in _reads(side, one, repeats):
            around = [r for r in repeats if f"{read.path}/".startswith(f"{r}/")]
            if around and all(_inside(one.path, r) for r in around):
                yield "FORMS_104", f"{part.name}({read.path.rpartition('/')[2]})"


def _own_repeat(part: Expression, one: Written, repeats: frozenset[str]) -> Told:
    """The repeat itself from inside it: all cards here, one on phones (D4)."""
    if isinstance(part, Call) and part.name == "count":
        for side in part.args[:1]:
            if isinstance(side, Path) and side.start == "/":
                path = "/" + "/".join(step.test.rpartition(":")[2] for step in side.steps)
                if path in repeats and _inside(one.path, path):
                    yield "FORMS_105", path.rpartition("/")[2]


def _patterns(part: Expression, _: Written, __: frozenset[str]) -> Told:
    """A pattern that is no literal cannot be anchored for phones (D11)."""
    if isinstance(part, Call) and part.name == "regex" and not isinstance(part.args[-1], Text):
        yield "FORMS_106", "regex"


def _reads(side: Expression, one: Written, repeats: frozenset[str]) -> list[Reference]:
    """Return what a path reads, when it is one without predicates: those choose."""
    if not isinstance(side, Path) or any(s.predicates for s in side.steps):
        return []
    return list(references(side, one.path, repeats))


def _inside(path: str, repeat: str) -> bool:
    return path.startswith(f"{repeat}/")


_CHECKS: tuple[Callable[[Expression, Written, frozenset[str]], Told], ...] = (
    _not_on_phones, _bare_dates, _one_of_many, _many_of_one, _own_repeat, _patterns,
)  # fmt: skip

KNOWN_APPEARANCES = frozenset(
    """multiline numbers url masked thousands-sep counter month-year year no-calendar minimal
    search autocomplete quick quickcompact compact columns columns-pack no-buttons likert
    list-nolabel label rating hidden-answer vertical no-ticks picker horizontal
    horizontal-compact field-list table-list summary warn""".split()  # noqa: SIM905 - a list of words
)
"""Those that mean something here, or do no harm."""
PLAIN_HERE = frozenset(["map", "maps", "placement-map", "image-map"])
NOT_DRAWN = frozenset(["annotate"])
"""Nothing is drawn on a scan here."""
CALENDARS = frozenset(
    ["ethiopian", "coptic", "islamic", "bikram-sambat", "myanmar", "persian", "buddhist", "thai"]
)
_KNOWN = re.compile(r"columns-\d+|w\d+|compact-\d+|quickcompact-\d+|paper-\w+")


def appearance_code(word: str) -> str | None:
    """Return what to tell about one word of an appearance, None for nothing."""
    if word in CALENDARS:
        return "FORMS_108"
    if word in NOT_DRAWN:
        return "FORMS_114"
    if word in PLAIN_HERE:
        return "FORMS_109"
    return None if word in KNOWN_APPEARANCES or _KNOWN.fullmatch(word) else "FORMS_107"

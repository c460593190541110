"""Where an expression is evaluated, and what it may call there."""

from __future__ import annotations

import random as _random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from outreach_app.clock import WIB
from outreach_app.forms.problems import ExpressionError
from outreach_app.forms.xpath.nodes import DOCUMENT, Node
from outreach_app.forms.xpath.values import Value

MANY = 10_000
MAX_STEPS = 300_000
"""Nodes that one evaluation may look at: about a second on a weak laptop (R28)."""
MAX_RESULT = 1_000_000
"""Characters of a text that an expression may make."""


@dataclass(slots=True)
class Surroundings:
    """What all expressions of one open file share.

    Attributes:
        document: above the form's root node.
        singles: nodes that stand once in the form, outside every repeat, by path.
        lists: secondary instances by id; each a node whose children are the instance's content.
        now: office time; one value per opening of the file, moved on by the session.
        new_id: makes a UUID.
        draw: a number in [0, 1); inject for tests.
        choice_label: (question path, choice value, context node) -> label.
        text: id of an itext -> its text in the language being shown, None when there is none.
        locate: where the laptop is, as a geopoint; blank when nothing can tell.
        language: `id` or `en`, for names of months and days.
        properties: of the device and user: `deviceid`, `username`, `email`, `phonenumber`.
        orders: of lists shuffled without a seed, kept while the file is open.
        left: nodes that the evaluation under way may still look at.
    """

    document: Node = field(default_factory=lambda: Node("", kind=DOCUMENT))
    singles: Mapping[str, Node] = field(default_factory=dict)
    lists: Mapping[str, Node] = field(default_factory=dict)
    now: datetime = datetime(1970, 1, 1, tzinfo=WIB)
    new_id: Callable[[], str] = lambda: "00000000-0000-4000-8000-000000000000"
    draw: Callable[[], float] = _random.random
    choice_label: Callable[[str, str, Node], str] = lambda _path, _value, _node: ""
    text: Callable[[str, Node], str | None] = lambda _id, _node: None
    locate: Callable[[], str] = lambda: ""
    language: str = "id"
    version: str = ""
    properties: Mapping[str, str] = field(default_factory=dict)
    orders: dict[object, list[Node]] = field(default_factory=dict)
    left: float = MAX_STEPS

    def begin(self) -> Surroundings:
        """Let an evaluation begin, with all the steps it may take."""
        self.left = MAX_STEPS
        return self

    def spend(self, steps: float) -> None:
        """Count work done.

        Raises:
            EvaluationError: FORMS_024 this evaluation has taken all it may.
        """
        self.left -= steps
        if self.left < 0:
            raise EvaluationError("FORMS_024")


class Scope:
    """The place of one evaluation.

    Attributes:
        node: the context node; changes inside predicates.
        current: the node that the expression belongs to.
        position: of `node` among the `size` nodes that a predicate looks at.
    """

    __slots__ = ("around", "current", "node", "position", "size")

    def __init__(
        self,
        node: Node,
        around: Surroundings,
        current: Node | None = None,
        position: int = 1,
        size: int = 1,
    ) -> None:
        self.node, self.around = node, around
        self.current = node if current is None else current
        self.position, self.size = position, size


Run: TypeAlias = Callable[[Scope], Value]


@dataclass(frozen=True, slots=True)
class Known:
    """A function that expressions may call."""

    least: int
    most: int
    build: Callable[..., Run]


CALLS: dict[str, Known] = {}


class EvaluationError(ExpressionError):
    """An expression cannot be evaluated with these values; its node keeps what it has."""


def call(
    name: str, least: int, most: int | None = None
) -> Callable[[Callable[..., Run]], Callable[..., Run]]:
    """Register a builder: it gets compiled arguments and returns a closure."""

    def register(build: Callable[..., Run]) -> Callable[..., Run]:
        CALLS[name] = Known(least, least if most is None else most, build)
        return build

    return register


def plain(name: str, least: int, most: int | None = None) -> Callable[..., Callable[..., Value]]:
    """Register a function of its arguments' values alone."""

    def register(function: Callable[..., Value]) -> Callable[..., Value]:
        def build(*runs: Run) -> Run:
            if len(runs) == 1:
                (run,) = runs
                return lambda c: function(run(c))
            return lambda c: function(*[run(c) for run in runs])

        CALLS[name] = Known(least, least if most is None else most, build)
        return function

    return register


def bounded(text: str) -> str:
    """Return `text` when it is not too long.

    Raises:
        EvaluationError: FORMS_024 it is.
    """
    if len(text) > MAX_RESULT:
        raise EvaluationError("FORMS_024")
    return text


def nodes_of(value: Value, function: str) -> list[Node]:
    """Return the nodes in `value`.

    Raises:
        EvaluationError: FORMS_018 it is not a node-set.
    """
    if isinstance(value, list):
        return value
    raise EvaluationError("FORMS_018", function=function)

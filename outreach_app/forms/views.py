"""What a front end draws: plain, frozen, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose.

    Attributes:
        media: as of `ItemView`.
    """

    value: str
    label: str
    media: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ItemView:
    """One thing to draw. Texts may hold Markdown: draw `markdown.to_html(…)`, list `to_plain(…)`.

    Attributes:
        path: with card positions, `/data/child[2]/name`.
        kind: as of `definition.Item`, or `group` (a heading), `repeat` (begin of cards; can add
            unless readonly), `card`.
        value: in lexical form; several choices are separated by spaces.
        problem: why the present answer is refused, None when it is not.
        missing: required and empty; `missing_text` says so.
        range: (start, end, step) of a range.
        guidance: a longer hint, shown on demand.
        media: `image`, `big-image`, `audio`, `video` -> name of a file beside the form.
        parameters: of the control as the form writes them: `rows`, `placeholder`,
            `tick-interval`, `max-pixels`, `mediatype`, `accept`, `accuracyThreshold` …
        row: of a card: who it is while the file is open, wherever it moves; 0 for anything else.
    """

    path: str
    name: str
    kind: str
    appearance: tuple[str, ...] = ()
    label: str = ""
    hint: str = ""
    value: str = ""
    relevant: bool = True
    required: bool = False
    readonly: bool = False
    choices: tuple[Choice, ...] = ()
    problem: str | None = None
    missing: bool = False
    missing_text: str = ""
    range: tuple[float, float, float] | None = None
    guidance: str = ""
    media: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)
    row: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """One section: what is drawn together."""

    path: str
    title: str
    items: tuple[ItemView, ...]
    appearance: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """What blocks finishing.

    Attributes:
        page: path of its section.
        missing: not answered, rather than answered wrongly.
    """

    path: str
    text: str
    page: str
    label: str
    missing: bool


@dataclass(frozen=True, slots=True)
class Notice:
    """A soft warning that stands; it is recorded and goes on."""

    path: str
    text: str
    page: str


@dataclass(frozen=True, slots=True)
class NodeState:
    """What the rules say of one node.

    Attributes:
        broken: `required`, `constraint` or None; tested in this order (ODK).
        message: what the form says about it, empty when it says nothing.
    """

    relevant: bool
    readonly: bool
    required: bool
    broken: str | None
    message: str


@dataclass(frozen=True, slots=True)
class Loss:
    """A card that an answer would take away although somebody filled it in.

    Attributes:
        path: of the card.
        title: as its heading says.
        answers: (label, value) of what stands in it.
    """

    path: str
    title: str
    answers: tuple[tuple[str, str], ...]

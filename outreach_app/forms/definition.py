"""A form as published: read once from XForm XML, compiled, then shared by every open file.

Source: ODK XForms specification (structure, bind attributes, body elements).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from outreach_app.forms.shape import Shape
from outreach_app.forms.texts import Phrase, Texts
from outreach_app.forms.xpath.nodes import Node
from outreach_app.forms.xpath.scope import Run

__all__ = [
    "Bind",
    "Form",
    "Item",
    "Itemset",
    "Phrase",
    "Range",
    "Rule",
    "SetValue",
    "Sights",
    "Texts",
]


@dataclass(frozen=True, slots=True)
class Itemset:
    """Where the choices of a question come from.

    Attributes:
        rows: closure that yields the rows, the filter applied; None for fixed choices.
        value: of a row.
        label: of a row, in the language being shown.
        key: itext id of a row, where its label is one; leads to pictures and sounds.
        fixed: (value, label) of choices that stand in the question itself.
        filtered: the rows depend on other answers.
        told: the labels hold answers.
    """

    rows: Run | None = None
    value: Run | None = None
    label: Run | None = None
    key: Run | None = None
    fixed: tuple[tuple[str, Texts | None], ...] = ()
    filtered: bool = False
    told: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers a range offers, in the unit of its question."""

    start: float
    end: float
    step: float


@dataclass(frozen=True, slots=True)
class Bind:
    """The rules of one node; None where there is none."""

    kind: str = "string"
    relevant: Run | None = None
    calculate: Run | None = None
    constraint: Run | None = None
    required: Run | None = None
    readonly: Run | None = None
    constraint_text: Texts | None = None
    required_text: Texts | None = None
    preload: str = ""
    saveto: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is drawn: a question, a note, a group or a repeat.

    Attributes:
        kind: `text int decimal date time dateTime select_one select_multiple rank range note
            trigger geopoint geotrace geoshape barcode file group repeat`.
        appearance: words as written in the form.
        parameters: attributes of the control, and hints of its bind, as the form writes them.
        count: how many cards a repeat has, None when people add them.
        fixed: people may neither add nor remove cards.
    """

    path: str
    kind: str
    appearance: tuple[str, ...] = ()
    label: Texts | None = None
    hint: Texts | None = None
    itemset: Itemset | None = None
    items: tuple[Item, ...] = ()
    count: Run | None = None
    fixed: bool = False
    range: Range | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)

    def walk(self) -> Iterator[Item]:
        """Yield this item and all inside it, in order."""
        yield self
        for item in self.items:
            yield from item.walk()


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing to recompute, in an order in which nothing is done twice.

    Attributes:
        what: `relevant`, `calculate`, `choices` or `count`.
        positional: it reads its row's number, so it runs again when rows come or go.
        spoken: it reads texts of the form, so it runs again in another language.
    """

    what: str
    path: str
    run: Run
    positional: bool = False
    spoken: bool = False


@dataclass(frozen=True, slots=True)
class SetValue:
    """An action: `ref` gets a value at an event.

    Attributes:
        events: `odk-instance-first-load odk-instance-load odk-new-repeat xforms-value-changed
            xforms-revalidate`.
        place: path of the control or repeat that it stands in, empty in the model.
        repeat: path of the nearest repeat that it stands in.
        run: evaluated in the context of the target.
        select: finds the target when `ref` has predicates.
        locates: it records where the laptop is (`odk:setgeopoint`).
    """

    ref: str
    run: Run
    events: frozenset[str]
    place: str = ""
    repeat: str = ""
    select: Run | None = None
    locates: bool = False


@dataclass(frozen=True, slots=True)
class Sights:
    """Who looks at what.

    Attributes:
        seen_by: path -> the questions whose view reads it, other than that of the path itself.
        restless: questions to draw anew whenever anything changes.
    """

    seen_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    restless: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Form:
    """A compiled form; never changes, safe to share.

    Attributes:
        start: what a new file looks like; `shapes` holds the pattern of every path.
        rules: in order of computation.
        dependents: path -> (place in `rules` of what reads it, path of the ancestor that both
            stand below, empty when any card reads any).
        own: path -> places of the rules of that path.
        lists: rows that stand in the form itself, by id.
        files: id -> name of the file it is read from; `last-saved` for the last saved record.
        languages: as the form names them.
        sights: who must be drawn anew when an answer changes.
        locates: it records where the laptop is (`odk:setgeopoint`); tell the person.
    """

    form_id: str
    version: str
    title: str
    start: Shape
    items: tuple[Item, ...]
    binds: Mapping[str, Bind]
    rules: tuple[Rule, ...]
    dependents: Mapping[str, tuple[tuple[int, str], ...]]
    own: Mapping[str, tuple[int, ...]]
    lists: Mapping[str, Node]
    files: Mapping[str, str]
    texts: Mapping[str, Texts]
    languages: tuple[str, ...] = ()
    default_language: str = ""
    locates: bool = False
    set_values: tuple[SetValue, ...] = ()
    sights: Sights = field(default_factory=Sights)
    shapes: Mapping[str, Shape] = field(default_factory=dict)
    questions: Mapping[str, Item] = field(default_factory=dict)

    def bind(self, path: str) -> Bind:
        """Return the rules of a node; a node without any has defaults."""
        return self.binds.get(path, _NO_RULES)


_NO_RULES = Bind()

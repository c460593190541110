"""A form as published: read once from XForm XML, compiled, then shared by every open file.

Source: ODK XForms specification (structure, bind attributes, body elements).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from outreach_app.forms.calls import Context, Run
from outreach_app.forms.nodes import Node
from outreach_app.forms.values import to_text
from outreach_app.i18n import Language


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text with answers in it: parts are text or expressions."""

    parts: tuple[str | Run, ...]

    def text(self, context: Context) -> str:
        """Return the text with its answers filled in."""
        return "".join(p if isinstance(p, str) else to_text(p(context)) for p in self.parts)


@dataclass(frozen=True, slots=True)
class Texts:
    """One text in the form's languages; `-` and missing fall back to the default language."""

    by_language: Mapping[str, Phrase]
    default: str

    def phrase(self, language: Language) -> Phrase | None:
        """Return the text in `language`."""
        wanted = next((k for k in self.by_language if _speaks(k, language)), self.default)
        found = self.by_language.get(wanted)
        if found is None or found.parts in ((), ("-",)):
            found = self.by_language.get(self.default)
        return None if found is None or found.parts in ((), ("-",)) else found


def _speaks(name: str, language: Language) -> bool:
    return name == language or name.endswith(f"({language})")


@dataclass(frozen=True, slots=True)
class Itemset:
    """Where the choices of a question come from.

    Attributes:
        rows: closure that yields the rows, the filter applied.
        value: column of the stored value.
        label: column of the label, or of its text id when `translated`.
        filtered: the rows depend on other answers.
    """

    rows: Run
    value: str
    label: str
    translated: bool
    filtered: bool


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


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is drawn: a question, a note, a group or a repeat.

    Attributes:
        kind: `text int decimal date time dateTime select_one select_multiple note trigger group
            repeat`.
        appearance: words as written in the form.
        count: how many cards a repeat has, None when people add them.
    """

    path: str
    kind: str
    appearance: tuple[str, ...] = ()
    label: Texts | None = None
    hint: Texts | None = None
    itemset: Itemset | None = None
    items: tuple[Item, ...] = ()
    count: Run | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """One node of the primary instance: what a new file looks like."""

    name: str
    path: str
    default: str = ""
    repeated: bool = False
    children: tuple[Shape, ...] = ()

    def grow(self, parent: Node | None = None) -> Node:
        """Return fresh nodes of this shape."""
        node = Node(self.name, self.path, parent, self.default)
        node.repeated = self.repeated
        node.children = [child.grow(node) for child in self.children]
        return node


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing to recompute, in an order in which nothing is done twice.

    Attributes:
        what: `relevant`, `calculate` or `choices`.
    """

    what: str
    path: str
    run: Run


@dataclass(frozen=True, slots=True)
class SetValue:
    """An action: `ref` gets a value when the file opens, or when `trigger` changes."""

    ref: str
    run: Run
    trigger: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A compiled form; never changes, safe to share.

    Attributes:
        rules: in order of computation.
        dependents: path -> places in `rules` that read it.
        lists: rows that stand in the form itself, by id.
        files: id -> name of the CSV it is read from.
    """

    form_id: str
    version: str
    title: str
    shape: Shape
    items: tuple[Item, ...]
    binds: Mapping[str, Bind]
    rules: tuple[Rule, ...]
    dependents: Mapping[str, tuple[int, ...]]
    lists: Mapping[str, Node]
    files: Mapping[str, str]
    texts: Mapping[str, Texts]
    set_values: tuple[SetValue, ...] = ()
    shapes: Mapping[str, Shape] = field(default_factory=dict)
    questions: Mapping[str, Item] = field(default_factory=dict)

    def bind(self, path: str) -> Bind:
        """Return the rules of a node; a node without any has defaults."""
        return self.binds.get(path, _NO_RULES)


_NO_RULES = Bind()

"""The engine as the conformance judge asks for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from outreach_app.forms import Session
from outreach_app.forms import load as read_form
from outreach_app.forms.xpath import values
from outreach_app.forms.xpath.compiler import Dialect, compile_text
from outreach_app.forms.xpath.moments import ZONE
from outreach_app.forms.xpath.nodes import DOCUMENT, Node
from outreach_app.forms.xpath.scope import Scope, Surroundings
from outreach_app.forms.xpath.trees import read_tree


def evaluate(expr: str, xml: str, context: str, ns: dict[str, str], tz: str, kind: str) -> Any:
    """Return the value of bare XPath; of a node-set the number of nodes."""
    token = ZONE.set(ZoneInfo(tz))
    try:
        document = read_tree(xml, doctype=True)
        around = _surroundings(document, ZoneInfo(tz), context)
        bare = Dialect(in_form=False, namespaces=ns, late=True)
        found = compile_text(context, bare)(Scope(document, around))
        node = found[0] if isinstance(found, list) and found else document
        value = compile_text(expr, bare)(Scope(node, around))
        return _as(kind, value)
    finally:
        ZONE.reset(token)


def _as(kind: str, value: values.Value) -> Any:
    if kind == "boolean":
        return values.to_bool(value)
    if kind == "number":
        return values.to_number(value)
    if kind == "nodeset":
        return len(values.to_nodes(value))
    return values.to_text(value)


def _surroundings(document: Node, zone: ZoneInfo, context: str) -> Surroundings:
    lists = {}
    texts: dict[str, Node] = {}
    for node in document.walk():
        if node.name == "instance":
            key = next((a.text for a in node.attributes if a.name == "id"), "")
            lists[key] = node
        if node.name == "text" and node.parent is not None and node.parent.name == "translation":
            key = next((a.text for a in node.attributes if a.name == "id"), "")
            first = any(a.name == "default" for a in node.parent.attributes)
            texts = {**texts, key: node} if first or key not in texts else texts
    answers = Node("", kind=DOCUMENT)
    first = next((n for n in document.walk() if n.name == "instance"), None)
    answers.children = [c for c in first.children if c.name] if first else []
    return Surroundings(
        document=answers if first and "instance" in context else Node("", kind=DOCUMENT),
        lists=lists,
        now=datetime.now(zone),
        language="en",
        text=lambda name, _: texts[name].string().strip() if name in texts else None,
    )


def load(form_xml: str) -> Filled:
    """Return an open file of the form; raises when the form must be refused."""
    return Filled(form_xml)


class Filled:
    """One open file, with the judge's names."""

    def __init__(self, form_xml: str) -> None:
        form = read_form(form_xml, strict=False)
        now = datetime.now(ZONE.get())
        self.session = Session(
            form, today=now.date(), now=now, new_id=lambda: str(uuid4()), lookup={}
        )
        self.language = form.default_language or "en"
        for error in self.session.errors.values():
            raise error

    def answer(self, ref: str, value: Any) -> None:
        if isinstance(value, list):
            value = " ".join(map(str, value))
        if isinstance(value, bool):
            value = "true" if value else "false"
        self.session.answer(ref, "" if value is None else str(value))

    def value(self, ref: str) -> str:
        return self.session.value(ref)

    def is_relevant(self, ref: str) -> bool:
        return self.session.state(ref).relevant

    def is_readonly(self, ref: str) -> bool:
        return self.session.state(ref).readonly

    def is_required(self, ref: str) -> bool:
        return self.session.state(ref).required

    def violation(self, ref: str) -> str | None:
        return self.session.state(ref).broken

    def message(self, ref: str) -> str | None:
        return self.session.state(ref).message or None

    def choices(self, ref: str) -> list[tuple[str, str]]:
        return [(c.value, c.label) for c in self.session.choices(ref, self.language)]

    def add_repeat(self, ref: str) -> None:
        self.session.add(ref)

    def remove_repeat(self, ref: str) -> None:
        self.session.remove(ref)

    def count_repeat(self, ref: str) -> int:
        return self.session.count(ref)

    def serialize(self) -> str:
        return self.session.xml()

    def set_language(self, name: str) -> None:
        self.language = name
        self.session.speak(name)

    def label(self, ref: str) -> str:
        return self.session.label(ref, self.language)

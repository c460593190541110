"""XForm XML into a compiled `Form`."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import ParseError, fromstring

from outreach_app.forms.body import Body
from outreach_app.forms.calls import Run
from outreach_app.forms.compiler import compile_expression
from outreach_app.forms.definition import Bind, Form, Item, Phrase, Rule, SetValue, Shape, Texts
from outreach_app.forms.graph import ordered, references, spread
from outreach_app.forms.nodes import Node
from outreach_app.forms.parser import parse
from outreach_app.forms.problems import ExpressionError
from outreach_app.forms.syntax import Expression

X = "{http://www.w3.org/2002/xforms}"
H = "{http://www.w3.org/1999/xhtml}"
JR = "{http://openrosa.org/javarosa}"
ODK = "{http://www.opendatakit.org/xforms}"


def load(xml: str) -> Form:
    """Return the compiled form in `xml`.

    Raises:
        ExpressionError: an expression cannot be understood, FORMS_004 reads an unknown answer,
            FORMS_005 answers depend on each other in a circle, FORMS_006 the XML is no form.
    """
    try:
        return Reader(fromstring(xml)).form()
    except ParseError as error:
        raise ExpressionError("FORMS_006") from error


class Reader:
    """Reads one form; thrown away afterwards."""

    def __init__(self, html: Element) -> None:
        model, body = html.find(f"{H}head/{X}model"), html.find(f"{H}body")
        first = model.find(f"{X}instance") if model is not None else None
        if model is None or body is None or first is None or len(first) == 0:
            raise ExpressionError("FORMS_006")
        self.model, self.body, self.main = model, body, first[0]
        self.title = html.findtext(f"{H}head/{H}title") or ""
        repeats = {r.get("nodeset", "") for r in body.iter(f"{X}repeat")}
        self.shape = self._shape(self.main, "", repeats)
        self.shapes = {s.path: s for s in _shapes(self.shape)}
        self.texts = self._texts()
        self.reads: dict[tuple[str, str], set[str]] = {}
        self.rules: dict[tuple[str, str], Rule] = {}

    def form(self) -> Form:
        """Return the compiled form."""
        binds = dict(map(self._bind, self.model.findall(f"{X}bind")))
        items = Body(self).items(self.body, "")
        questions = {item.path: item for item in _questions(items)}
        for item in questions.values():
            if item.itemset and item.itemset.filtered:
                self.rules["choices", item.path] = Rule("choices", item.path, item.itemset.rows)
        for key in self.rules:
            self.reads.setdefault(key, set())
        order = ordered(self.rules, {k: self._deep(r) for k, r in self.reads.items()})
        lists, files = self._lists()
        return Form(
            form_id=self.main.get("id") or _local(self.main),
            version=self.main.get("version") or self.main.get(f"{JR}version") or "",
            title=self.title,
            shape=self.shape,
            items=items,
            binds=binds,
            rules=tuple(self.rules[key] for key in order),
            dependents=self._dependents(order),
            lists=lists,
            files=files,
            texts=self.texts,
            set_values=tuple(self._set_values()),
            shapes=self.shapes,
            questions=questions,
        )

    def compile(self, source: str, here: str, key: tuple[str, str] | None = None) -> Run:
        """Return the closure of `source`, which belongs to `here`; note what it reads."""
        expression = parse(source)
        self._check(expression, here)
        if key:
            self.reads.setdefault(key, set()).update(references(expression, here))
        return compile_expression(expression)

    def _check(self, expression: Expression, here: str) -> None:
        for path in references(expression, here):
            if path not in self.shapes:
                raise ExpressionError("FORMS_004", name=path.rpartition("/")[2])

    def _deep(self, reads: set[str]) -> set[str]:
        return set().union(*spread(reads, self.shapes).values()) if reads else set()

    def _dependents(self, order: list[tuple[str, str]]) -> dict[str, tuple[int, ...]]:
        found: dict[str, list[int]] = {}
        for place, key in enumerate(order):
            for path in sorted(self._deep(self.reads[key])):
                found.setdefault(path, []).append(place)
        return {path: tuple(places) for path, places in found.items()}

    def _shape(self, element: Element, above: str, repeats: set[str]) -> Shape:
        path = f"{above}/{_local(element)}"
        children: dict[str, Shape] = {}
        for child in element:
            shape = self._shape(child, path, repeats)
            # pyxform writes a template and a first card; both have the same shape.
            children.setdefault(shape.name, shape)
        text = "" if children else (element.text or "").strip()
        return Shape(_local(element), path, text, path in repeats, tuple(children.values()))

    def _bind(self, element: Element) -> tuple[str, Bind]:
        path = element.get("nodeset", "")

        def run(name: str, *, rule: bool = False) -> Run | None:
            source = element.get(name)
            if source is None:
                return None
            compiled = self.compile(source, path, (name, path) if rule else None)
            if rule:
                self.rules[name, path] = Rule(name, path, compiled)
            return compiled

        return path, Bind(
            kind=element.get("type", "string").rpartition(":")[2],
            relevant=run("relevant", rule=True),
            calculate=run("calculate", rule=True),
            constraint=run("constraint"),
            required=run("required"),
            readonly=run("readonly"),
            constraint_text=self.text_of(element.get(f"{JR}constraintMsg"), path),
            required_text=self.text_of(element.get(f"{JR}requiredMsg"), path),
            preload=" ".join(
                filter(None, (element.get(f"{JR}preload"), element.get(f"{JR}preloadParams")))
            ),
        )

    def text_of(self, source: str | None, path: str) -> Texts | None:
        """Return the texts that `source` names: a reference to itext, or the text itself."""
        if not source:
            return None
        if source.startswith("jr:itext("):
            return self.texts.get(source[len("jr:itext(") :].strip(")").strip("'\" "))
        return Texts({"": Phrase((source,))}, "")

    def _texts(self) -> dict[str, Texts]:
        found: dict[str, dict[str, Phrase]] = {}
        default = ""
        for translation in self.model.iterfind(f"{X}itext/{X}translation"):
            language = translation.get("lang", "")
            if not default or translation.get("default"):
                default = language
            for text in translation:
                for value in text.iterfind(f"{X}value"):
                    if value.get("form") in (None, "long"):
                        found.setdefault(text.get("id", ""), {})[language] = self.phrase(value)
        return {key: Texts(by_language, default) for key, by_language in found.items()}

    def phrase(self, element: Element) -> Phrase:
        """Return the text of an element with its `output` parts compiled."""
        parts: list[str | Run] = [element.text or ""]
        for output in element.iterfind(f"{X}output"):
            parts.append(compile_expression(parse(output.get("value", ""))))
            parts.append(output.tail or "")
        return Phrase(tuple(p for p in parts if p != ""))

    def _lists(self) -> tuple[dict[str, Node], dict[str, str]]:
        lists: dict[str, Node] = {}
        files: dict[str, str] = {}
        for instance in self.model.findall(f"{X}instance")[1:]:
            name, source = instance.get("id", ""), instance.get("src")
            if source:
                files[name] = source.rpartition("/")[2]
            elif len(instance):
                lists[name] = _rows(instance[0])
        return lists, files

    def _set_values(self) -> Iterator[SetValue]:
        for action in self.model.iterfind(f"{X}setvalue"):
            yield self._action(action, "")
        for control in self.body.iter():
            for action in control.findall(f"{X}setvalue"):
                if "xforms-value-changed" in action.get("event", ""):
                    yield self._action(action, control.get("ref", ""))

    def _action(self, action: Element, trigger: str) -> SetValue:
        ref = action.get("ref", "")
        source = action.get("value") or f"'{action.text or ''}'"
        return SetValue(ref, self.compile(source, ref), trigger)


def _rows(element: Element) -> Node:
    node = Node(_local(element), "", None, (element.text or "").strip() if not len(element) else "")
    for child in element:
        row = _rows(child)
        row.parent = node
        node.children.append(row)
    return node


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _shapes(shape: Shape) -> Iterator[Shape]:
    yield shape
    for child in shape.children:
        yield from _shapes(child)


def _questions(items: tuple[Item, ...]) -> Iterator[Item]:
    for item in items:
        yield item
        yield from _questions(item.items)

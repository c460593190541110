"""XForm XML into a compiled `Form`."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from outreach_app.forms import entities, itext
from outreach_app.forms.advice import Advice, Written, advise
from outreach_app.forms.body import Body
from outreach_app.forms.definition import Bind, Form, Item, Phrase, Rule, Texts
from outreach_app.forms.graph import Reference, ordered, references
from outreach_app.forms.inline_lists import cut, read_lists
from outreach_app.forms.list_uses import Offered, Use, uses
from outreach_app.forms.problems import ExpressionError
from outreach_app.forms.set_values import SetValues
from outreach_app.forms.shape import patterns, read_shape, several
from outreach_app.forms.sights import sights
from outreach_app.forms.xpath.compiler import compile_expression
from outreach_app.forms.xpath.nodes import ELEMENT, Node
from outreach_app.forms.xpath.parser import parse
from outreach_app.forms.xpath.scope import EvaluationError, Run
from outreach_app.forms.xpath.syntax import Call, Expression, Text, walk
from outreach_app.forms.xpath.trees import read_tree

X = "{http://www.w3.org/2002/xforms}"
H = "{http://www.w3.org/1999/xhtml}"
JR = "{http://openrosa.org/javarosa}"
ODK = "{http://www.opendatakit.org/xforms}"
EV = "{http://www.w3.org/2001/xml-events}"
ENTITIES = "{http://www.opendatakit.org/xforms/entities}"
ENTITIES_KNOWN = (2025, 1)
"""Year and number of the newest entities specification that is carried faithfully."""
Key = tuple[str, str]
_SPOKEN = {"jr:itext", "jr:choice-name", "format-date", "format-date-time"}


def load(xml: str, *, strict: bool = True) -> Form:
    """Return the compiled form in `xml`.

    Args:
        xml: the XForm.
        strict: refuse expressions that read what is not there, as publication does; else they
            find nothing, as on phones.

    Raises:
        ExpressionError: an expression cannot be understood, FORMS_004 reads an unknown answer,
            FORMS_005 answers depend on each other in a circle, FORMS_006 the XML is no form,
            FORMS_017 it is nested too deeply, FORMS_039 reads a list that is not there.
    """
    return _read(xml, strict=strict)[0]


def read(xml: str) -> tuple[Form, list[Advice], list[Use]]:
    """Return what `load` does, what the author should know of it, and what it reads of lists."""
    form, reader = _read(xml, strict=True)
    _read_lists(form)
    told = advise(reader.written, reader.repeats)
    return form, told, uses(reader.written, reader.offered)


def _read_lists(form: Form) -> None:
    """Meet what is wrong with a list now, not in a village."""
    try:
        for rows in form.lists.values():
            _ = rows.children
    except EvaluationError as error:
        raise ExpressionError(error.code, **error.facts) from error


def _read(xml: str, *, strict: bool) -> tuple[Form, Reader]:
    xml, plain = itext.cut(xml)
    xml, rows = cut(xml)
    tree = read_tree(xml)
    try:
        reader = Reader(fromstring(xml.strip()), tree, rows, plain, strict=strict)
        return reader.form(), reader
    except RecursionError:
        raise ExpressionError("FORMS_017", what="XML") from None


class Reader:
    """Reads one form; thrown away afterwards."""

    def __init__(
        self, html: Element, tree: Node, rows: dict[int, str], plain: itext.Plain, *, strict: bool
    ) -> None:
        self._strict, self._rows = strict, rows
        model, body = html.find(f"{H}head/{X}model"), html.find(f"{H}body")
        first = model.find(f"{X}instance") if model is not None else None
        if model is None or body is None or first is None or len(first) == 0:
            raise ExpressionError("FORMS_006")
        self.model, self.body, self.main = model, body, first[0]
        self.title = html.findtext(f"{H}head/{H}title") or ""
        self._refuse_submission()
        self._refuse_newer_entities()
        self.instances = _instances(tree)
        ids = (a.text for i in self.instances for a in i.attributes if a.name == "id")
        self._lists_named = frozenset(ids)
        self.repeats = frozenset(
            (*(r.get("nodeset", "").strip() for r in body.iter(f"{X}repeat")),
             *several(_content(self.instances[0]), ""))
        )  # fmt: skip
        self.start = read_shape(_content(self.instances[0]), "", self.repeats)
        self.shapes = patterns(self.start)
        translations = model.findall(f"{X}itext/{X}translation")
        self.languages, self.texts = itext.read(translations, plain, self.phrase)
        self.written: list[Written] = []
        self.offered: list[Offered] = []
        self.reads: dict[Key, frozenset[Reference]] = {}
        self.rules: dict[Key, Rule] = {}

    def form(self) -> Form:
        """Return the compiled form."""
        binds = dict(map(self._bind, self.model.findall(f"{X}bind")))
        entities.check(self.start, binds)
        items = Body(self).items(self.body, "")
        questions = {item.path: item for item in _questions(items)}
        set_values = SetValues(self, strict=self._strict).read()
        order = ordered(self.rules, {k: self._paths(self.reads[k]) for k in self.rules})
        found = list(read_lists(self.instances, self._rows))
        return Form(
            form_id=self.main.get("id") or _local(self.main),
            version=self.main.get("version") or self.main.get(f"{JR}version") or "",
            title=self.title,
            start=self.start,
            items=items,
            binds=binds,
            rules=tuple(self.rules[key] for key in order),
            dependents=self._dependents(order),
            own=_places(order),
            lists={name: one for name, one in found if isinstance(one, Node)},
            files={name: one for name, one in found if isinstance(one, str)},
            texts=self.texts,
            languages=self.languages,
            default_language=self.texts.default,
            locates=any(True for _ in self.model.iter(f"{ODK}setgeopoint"))
            or any(True for _ in self.body.iter(f"{ODK}setgeopoint")),
            set_values=set_values,
            sights=sights(_questions(items), binds, self.written, self.repeats, self._deep),
            shapes=self.shapes,
            questions=questions,
        )

    def rule(self, what: str, path: str, source: str) -> Run:
        """Return the closure of `source`; it runs again when what it reads changes."""
        expression = parse(source)
        self.written.append(Written(what, path, expression))
        read = references(expression, path, self.repeats)
        self._check(read, expression)
        run = compile_expression(expression)
        self.reads[what, path] = read
        called = {e.name for e in walk(expression) if isinstance(e, Call)}
        spoken = bool(called & _SPOKEN)
        self.rules[what, path] = Rule(what, path, run, "position" in called, spoken)
        return run

    def compile(self, what: str, source: str, here: str) -> Run:
        """Return the closure of `source`, which belongs to `here`; it runs when it is asked."""
        expression = parse(source)
        self.written.append(Written(what, here, expression))
        self._check(references(expression, here, self.repeats), expression)
        return compile_expression(expression)

    def _check(self, found: frozenset[Reference], expression: Expression) -> None:
        for reference in found if self._strict else ():
            if not reference.named and reference.path not in self.shapes:
                raise ExpressionError("FORMS_004", name=reference.path.rpartition("/")[2])
        for part in walk(expression) if self._strict else ():
            match part:
                case Call(name="instance" | "pulldata", args=(Text(value=name), *_)):
                    if name not in self._lists_named:
                        raise ExpressionError("FORMS_039", name=name)

    def offer(self, path: str, rows: str, row: str) -> None:
        """Note that the choices at `path` show `row` of each of the `rows`."""
        if row:
            self.offered.append(Offered(path, parse(rows), parse(row)))

    def told(self, source: str, key: Run | None) -> bool:
        """Tell whether the labels of the list that `source` names hold answers."""
        lively = self.texts.lively
        if key is None or not lively:
            return False
        named = [n for n, i in enumerate(self.instances) if _named(i, source)]
        if any(key in self._rows.get(n, "") for n in named for key in lively):
            return True
        nodes = (node for n in named if n for node in self.instances[n].walk())
        return any(node.text in lively for node in nodes)

    def missing(self, path: str) -> list[Item]:
        """Return nothing to draw for a control without a node, or refuse the form."""
        if self._strict:
            raise ExpressionError("FORMS_004", name=path.rpartition("/")[2])
        return []

    def _refuse_submission(self) -> None:
        for submission in self.model.findall(f"{X}submission"):
            method = submission.get("method", "post")
            if method not in ("post", "form-data-post") or submission.get("base64RsaPublicKey"):
                raise ExpressionError("FORMS_007", name="submission", control=method)

    def _refuse_newer_entities(self) -> None:
        version = self.model.get(f"{ENTITIES}entities-version", "")
        numbers = tuple(int(n) for n in version.split(".")[:2] if n.isdigit())
        if version and (len(numbers) < 2 or numbers > ENTITIES_KNOWN):
            raise ExpressionError("FORMS_030", what=version)

    def _paths(self, found: frozenset[Reference]) -> frozenset[str]:
        return frozenset(p for r in found for p in self._deep(r))

    def _deep(self, reference: Reference) -> list[str]:
        path = reference.path
        if reference.named:
            within = self._inside(path)
            return [p for p in within if reference.named in ("*", p.rpartition("/")[2])]
        shape = self.shapes.get(path)
        if not reference.below or (shape is not None and not shape.children):
            return [path]
        return [path, *self._inside(path)]

    def _inside(self, path: str) -> list[str]:
        return [p for p in self.shapes if p.startswith(f"{path}/")]

    def _dependents(self, order: list[Key]) -> dict[str, tuple[tuple[int, str], ...]]:
        found: dict[str, dict[tuple[int, str], None]] = {}
        for place, key in enumerate(order):
            for reference in self.reads[key]:
                for path in self._deep(reference):
                    found.setdefault(path, {})[place, reference.anchor] = None
        return {path: tuple(sorted(places)) for path, places in found.items()}

    def _bind(self, element: Element) -> tuple[str, Bind]:
        path = self.ref(element.get("nodeset", ""), "")
        shape = self.shapes.get(path)
        group = shape is not None and bool(shape.children)  # has no value to calculate

        def run(name: str, *, rule: bool = False) -> Run | None:
            source = element.get(name)
            if source is None or not source.strip():
                return None
            return self.rule(name, path, source) if rule else self.compile(name, source, path)

        return path, Bind(
            kind=element.get("type", "string").rpartition(":")[2],
            relevant=run("relevant", rule=True),
            calculate=None if group else run("calculate", rule=True),
            constraint=run("constraint"),
            required=run("required"),
            readonly=run("readonly"),
            constraint_text=self.text_of(element.get(f"{JR}constraintMsg"), path),
            required_text=self.text_of(element.get(f"{JR}requiredMsg"), path),
            preload=" ".join(
                filter(None, (element.get(f"{JR}preload"), element.get(f"{JR}preloadParams")))
            ),
            saveto=element.get(f"{ENTITIES}saveto", ""),
        )

    def text_of(self, source: str | None, path: str) -> Texts | None:
        """Return the texts that `source` names: a reference to itext, or the text itself."""
        if not source:
            return None
        if source.startswith("jr:itext("):
            key = source[len("jr:itext(") :].removesuffix(")").strip()
            if key[:1] in "'\"" and key[1:-1].count(key[0]) == 0:
                return self.texts.get(key[1:-1]) or Texts({"": Phrase((f"[{key[1:-1]}]",))}, "")
            expression = parse(source)
            return Texts({"": Phrase((compile_expression(expression),), (expression,))}, "")
        return Texts({"": Phrase((source,))}, "")

    def ref(self, source: str, here: str) -> str:
        """Return the definition path that a `ref` or `nodeset` names, from the group it is in."""
        source = source.strip().removeprefix("current()/")
        if not source.startswith("/"):
            source = f"{here or self.start.path}/{source}"
        parts: list[str] = []
        for part in source.split("/"):
            if part == ".." and parts:
                parts.pop()
            elif part not in ("", "."):
                name = part.partition("[")[0]
                parts.append(name if name.startswith("@") else name.rpartition(":")[2])
        return "/" + "/".join(parts)

    def phrase(self, element: Element) -> Phrase:
        """Return the text of an element with its `output` parts compiled."""
        parts: list[str | Run] = [" ".join((element.text or "").split(" "))]
        asked: list[Expression] = []
        for output in element:
            if output.tag == f"{X}output":
                source = output.get("value") or output.get("ref") or "''"
                asked.append(parse(source))
                parts.append(compile_expression(asked[-1]))
            parts.append(output.tail or "")
        if len(parts) == 1:
            parts = [str(parts[0]).strip()]
        return Phrase(tuple(p for p in parts if p != ""), tuple(asked))


def _instances(tree: Node) -> list[Node]:
    model = next(n for n in tree.walk() if n.name == "model")
    return [n for n in model.children if n.name == "instance"]


def _content(instance: Node) -> Node:
    return next(n for n in instance.children if n.kind == ELEMENT)


def _named(instance: Node, source: str) -> bool:
    return any(fact.text in source for fact in instance.attributes)


def _places(order: list[Key]) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for place, (_, path) in enumerate(order):
        found[path] = (*found.get(path, ()), place)
    return found


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _questions(items: tuple[Item, ...]) -> Iterator[Item]:
    for item in items:
        yield from item.walk()

"""The body of an XForm: what is drawn, in order."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from outreach_app.forms.definition import Item, Itemset, Range, Texts
from outreach_app.forms.problems import ExpressionError
from outreach_app.forms.xpath.compiler import compile_words
from outreach_app.forms.xpath.scope import Run

if TYPE_CHECKING:
    from outreach_app.forms.reader import Reader

_X = "{http://www.w3.org/2002/xforms}"
_COUNT = "{http://openrosa.org/javarosa}count"
_TYPES = {
    "int": "int",
    "integer": "int",
    "decimal": "decimal",
    "date": "date",
    "time": "time",
    "dateTime": "dateTime",
    "geopoint": "geopoint",
    "geotrace": "geotrace",
    "geoshape": "geoshape",
    "barcode": "barcode",
}
_ODK, _ORX = "{http://www.opendatakit.org/xforms}", "{http://openrosa.org/xforms}"
_FIXED = "{http://openrosa.org/javarosa}noAddRemove"
_NO_CONTROLS = ("label", "hint", "help", "setvalue", "setgeopoint", "recordaudio")
_STRUCTURAL = ("ref", "nodeset", "appearance")
_CONTROLS = {
    "upload": "file",
    "select1": "select_one",
    "select": "select_multiple",
    "trigger": "trigger",
    "rank": "rank",
    "range": "range",
}


class Body:
    """Reads the controls below `h:body`."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._binds = {b.get("nodeset", ""): b for b in reader.model.findall(f"{_X}bind")}

    def items(self, element: Element, above: str) -> tuple[Item, ...]:
        """Return what stands directly below `element`, groups without a node passed through."""
        found: list[Item] = []
        for child in element:
            name = _name(child)
            if name == "group":
                found += self._group(child, above)
            elif name == "repeat":
                found += self._repeat(child, None, above)
            elif name not in _NO_CONTROLS:
                found += self._question(child, name, above)
        return tuple(found)

    def _group(self, element: Element, above: str) -> list[Item]:
        repeat = element.find(f"{_X}repeat")
        others = [c for c in element if c is not repeat and _name(c) not in _NO_CONTROLS]
        if repeat is not None and not others:
            return self._repeat(repeat, self._label(element, "label"), above)
        own = element.get("ref") or element.get("nodeset")
        path = self._reader.ref(own, above) if own else above or self._reader.start.path
        if path not in self._reader.shapes:
            return self._reader.missing(path)
        return [
            Item(
                path=path,
                kind="group",
                appearance=_words(element),
                label=self._label(element, "label"),
                items=self.items(element, path),
            )
        ]

    def _repeat(self, element: Element, label: Texts | None, above: str) -> list[Item]:
        path = self._reader.ref(element.get("nodeset", ""), above)
        shape = self._reader.shapes.get(path)
        if shape is None or not shape.repeated:
            return self._reader.missing(path)
        count = element.get(_COUNT)
        item = Item(
            path=path,
            kind="repeat",
            appearance=_words(element),
            label=label,
            items=self.items(element, path),
            count=self._reader.rule("count", path, count) if count else None,
            fixed=element.get(_FIXED) == "true()",
        )
        return [item]

    def _question(self, element: Element, name: str, above: str) -> list[Item]:
        path = self._reader.ref(element.get("ref", ""), above)
        if path not in self._reader.shapes:
            return self._reader.missing(path)
        item = Item(
            path=path,
            kind=self._kind(name, path),
            appearance=_words(element),
            label=self._label(element, "label"),
            hint=self._label(element, "hint"),
            itemset=self._itemset(element, path),
            range=_range(element) if name == "range" else None,
            parameters=self._parameters(element, path),
        )
        return [item]

    def _parameters(self, element: Element, path: str) -> dict[str, str]:
        bind = self._binds.get(path)
        hints = {k: v for k, v in (bind.attrib if bind is not None else {}).items() if "}" in k}
        named = {_local(k): v for k, v in hints.items() if k.startswith((_ODK, _ORX))}
        return named | {_local(k): v for k, v in element.items() if k not in _STRUCTURAL}

    def _kind(self, name: str, path: str) -> str:
        if name in _CONTROLS:
            return _CONTROLS[name]
        if name != "input":
            raise ExpressionError("FORMS_007", name=path.rpartition("/")[2], control=name)
        bind = self._binds.get(path)
        kind = (bind.get("type", "") if bind is not None else "").rpartition(":")[2]
        fixed = bind is not None and bind.get("readonly") == "true()" and not bind.get("calculate")
        if fixed and kind in ("", "string"):
            return "note"
        return _TYPES.get(kind, "text")

    def _label(self, element: Element, name: str) -> Texts | None:
        found = element.find(f"{_X}{name}")
        if found is None:
            return None
        if ref := found.get("ref"):
            return self._reader.text_of(ref, "")
        return Texts({"": self._reader.phrase(found)}, "")

    def _itemset(self, element: Element, path: str) -> Itemset | None:
        itemset = element.find(f"{_X}itemset")
        if itemset is None:
            return self._inline(element)
        source = itemset.get("nodeset", "")
        run = self._reader.rule("choices", path, source)
        filtered = bool(self._reader.reads["choices", path])
        if not filtered:
            del self._reader.rules["choices", path], self._reader.reads["choices", path]
        for part in (itemset.find(f"{_X}value"), itemset.find(f"{_X}label")):
            self._reader.offer(path, source, part.get("ref", "") if part is not None else "")
        key = _key(itemset.find(f"{_X}label"))
        return Itemset(
            rows=run,
            value=_column(itemset.find(f"{_X}value")),
            label=_column(itemset.find(f"{_X}label")),
            key=key,
            filtered=filtered,
            told=self._reader.told(source, key),
        )

    def _inline(self, element: Element) -> Itemset | None:
        """Choices written into the question itself, as old converters did."""
        items = element.findall(f"{_X}item")
        if not items:
            return None
        fixed = tuple(
            ((item.findtext(f"{_X}value") or "").strip(), self._label(item, "label"))
            for item in items
        )
        phrases = [p for _, t in fixed if t for p in t.by_language.values()]
        return Itemset(fixed=fixed, told=any(phrase.asked for phrase in phrases))


def _key(label: Element | None) -> Run | None:
    """Return what yields the itext id of a row: of `jr:itext(itextId)` the part in brackets."""
    source = label.get("ref", "").strip() if label is not None else ""
    if not source.startswith("jr:itext(") or not source.endswith(")"):
        return None
    return compile_words(source[len("jr:itext(") : -1])


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _column(element: Element | None) -> Run | None:
    source = element.get("ref", "") if element is not None else ""
    return compile_words(source) if source else None


def _range(element: Element) -> Range:
    try:
        start, end, step = (float(element.get(name, "")) for name in ("start", "end", "step"))
    except ValueError:
        start = end = step = math.nan
    if not all(map(math.isfinite, (start, end, step))) or not step:
        raise ExpressionError("FORMS_007", name=element.get("ref", ""), control="range")
    return Range(start, end, abs(step))


def _words(element: Element) -> tuple[str, ...]:
    return tuple(element.get("appearance", "").split())

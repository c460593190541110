"""The body of an XForm: what is drawn, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from outreach_app.forms.definition import Item, Itemset, Texts
from outreach_app.forms.problems import ExpressionError

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
}
_NO_CONTROLS = ("label", "hint", "help", "setvalue")
_CONTROLS = {"select1": "select_one", "select": "select_multiple", "trigger": "trigger"}


class Body:
    """Reads the controls below `h:body`."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._binds = {b.get("nodeset", ""): b for b in reader.model.findall(f"{_X}bind")}

    def items(self, element: Element, above: str) -> tuple[Item, ...]:
        """Return what stands directly below `element`, groups without a node passed through."""
        found: list[Item] = []
        for child in element:
            name = child.tag.rpartition("}")[2]
            if name == "group":
                found += self._group(child, above)
            elif name == "repeat":
                found.append(self._repeat(child, None))
            elif name not in _NO_CONTROLS:
                found.append(self._question(child, name))
        return tuple(found)

    def _group(self, element: Element, above: str) -> list[Item]:
        repeat = element.find(f"{_X}repeat")
        if repeat is not None:
            return [self._repeat(repeat, self._label(element, "label"))]
        path = element.get("ref", above)
        return [
            Item(
                path=path,
                kind="group",
                appearance=_words(element),
                label=self._label(element, "label"),
                items=self.items(element, path),
            )
        ]

    def _repeat(self, element: Element, label: Texts | None) -> Item:
        path = element.get("nodeset", "")
        count = element.get(_COUNT)
        return Item(
            path=path,
            kind="repeat",
            appearance=_words(element),
            label=label,
            items=self.items(element, path),
            count=self._reader.compile(count, path, ("count", path)) if count else None,
        )

    def _question(self, element: Element, name: str) -> Item:
        path = element.get("ref", "")
        if path not in self._reader.shapes:
            raise ExpressionError("FORMS_004", name=path.rpartition("/")[2])
        return Item(
            path=path,
            kind=self._kind(name, path),
            appearance=_words(element),
            label=self._label(element, "label"),
            hint=self._label(element, "hint"),
            itemset=self._itemset(element, path),
        )

    def _kind(self, name: str, path: str) -> str:
        if name in _CONTROLS:
            return _CONTROLS[name]
        if name not in ("input", "range"):
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
        value, label = itemset.find(f"{_X}value"), itemset.find(f"{_X}label")
        column = label.get("ref", "") if label is not None else ""
        translated = column.startswith("jr:itext(")
        source = itemset.get("nodeset", "")
        return Itemset(
            rows=self._reader.compile(source, path, ("choices", path)),
            value=value.get("ref", "") if value is not None else "",
            label=column[len("jr:itext(") : -1] if translated else column,
            translated=translated,
            filtered="[" in source,
        )

    def _inline(self, element: Element) -> Itemset | None:
        """Choices written into the question itself, as old converters did."""
        if not element.findall(f"{_X}item"):
            return None
        raise ExpressionError("FORMS_007", name=element.get("ref", ""), control="item")


def _words(element: Element) -> tuple[str, ...]:
    return tuple(element.get("appearance", "").split())

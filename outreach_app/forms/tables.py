"""Rows of looked-up lists from CSV, XML or GeoJSON, read once and shared by every open file.

Rows are kept as columns. So 50,000 of them cost an opening nothing, and a lookup little until
somebody scans them.
"""

from __future__ import annotations

import csv
import io
import json
from functools import lru_cache
from itertools import zip_longest
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from outreach_app.forms import plain_rows
from outreach_app.forms.problems import ExpressionError
from outreach_app.forms.xpath.columns import Columns, Late, Table
from outreach_app.forms.xpath.nodes import ELEMENT, Node
from outreach_app.forms.xpath.scope import EvaluationError
from outreach_app.forms.xpath.trees import MAX_TEXT, read_tree

NO_FEATURE = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)


@lru_cache(maxsize=32)
def rows(text: str, name: str = ".csv") -> Node:
    """Return the instance node of a list file; the text is read when a rule first looks at it.

    A file that is not what its name says is an `EvaluationError` (FORMS_006) then.

    Args:
        text: of the file; blank for one that is not there yet.
        name: of the file: `.xml` is taken as it is, `.geojson` and CSV become `root/item/…`.
    """
    if name.endswith(".xml") and text.strip():
        return Late("instance", lambda: _xml(text))
    instance = Node("instance")
    geo = name.endswith(".geojson") and text.strip()
    instance.append(Table(lambda: _geojson(text) if geo else csv_columns(text)))
    return instance


def inline(text: str, instance: Node) -> Node:
    """Return the rows of `text`, which stood in `instance`; read as those of a file are."""
    late = Late(instance.name, lambda: _inline(text))
    late.attributes = instance.attributes
    return late


def _inline(text: str) -> list[Node]:
    if (cut := plain_rows.columns(text)) is not None:
        return [_trimmed(*cut)]
    whole = f"<instance>{text}</instance>"
    try:
        roots = [(root.tag, _columns_of(root)) for root in fromstring(whole)]
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise EvaluationError("FORMS_006") from error
    plain = [(name, *found) for name, found in roots if found is not None]
    if len(plain) < len(roots):
        return trimmed(_tree(whole).children[0]).children
    return [_trimmed(*one) for one in plain]


def _trimmed(name: str, row: str, columns: Columns) -> Table:
    return _table(name, row, [(n, [text.strip() for text in texts]) for n, texts in columns])


def _table(name: str, row: str, columns: Columns) -> Table:
    return Table(lambda: columns, name, row)


def trimmed(instance: Node) -> Node:
    """Return a list without the blanks between its elements, cut off from the form's XML."""
    for node in list(instance.walk()):
        if node.children:
            node.children = [c for c in node.children if c.kind == ELEMENT]
        else:
            node.text = node.text.strip()
    instance.parent = None
    return instance


def _tree(text: str) -> Node:
    try:
        return read_tree(text)
    except ExpressionError as error:
        raise EvaluationError(error.code, **error.facts) from error


def _xml(text: str) -> list[Node]:
    """The file's own root; rows of leaves alone become columns, anything else a tree."""
    if (cut := plain_rows.columns(text)) is not None:
        return [_table(*cut)]
    try:
        top = fromstring(text.strip())
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise EvaluationError("FORMS_006") from error
    plain = _columns_of(top)
    if plain is not None:
        return [_table(top.tag, *plain)]
    document = _tree(text)
    for node in list(document.walk()):
        node.children = [c for c in node.children if c.kind == ELEMENT]
    return document.children


def _columns_of(top: Element) -> tuple[str, Columns] | None:
    """Return the name of rows that are all alike, and their columns; None when they are not."""
    if top.attrib or "}" in top.tag or not len(top):
        return None
    names = [cell.tag for cell in top[0]]
    wanted = [top[0].tag, *names]
    if len(set(names)) < len(names) or any("}" in tag for tag in wanted):
        return None
    cells: list[list[str]] = [[] for _ in names]
    for row in top:
        if row.attrib or [row.tag, *[cell.tag for cell in row]] != wanted:
            return None
        for column, cell in zip(cells, row, strict=True):
            if cell.attrib or len(cell) or len(cell.text or "") > MAX_TEXT:
                return None
            column.append(cell.text or "")
    return top[0].tag, list(zip(names, cells, strict=True))


def _geojson(text: str) -> Columns:
    """One FeatureCollection: geometry as points, `id`, and every property (ODK XForms spec)."""
    try:
        found = [feature(one) for one in json.loads(text)["features"]]
    except NO_FEATURE as error:
        raise EvaluationError("FORMS_006") from error
    names = dict.fromkeys(name for row in found for name in row)
    return [(name, [row.get(name, "") for row in found]) for name in names]


def feature(one: dict[str, Any]) -> dict[str, str]:
    """Return the row of one feature; one that is none raises one of `NO_FEATURE`."""
    geometry, properties = one["geometry"], one.get("properties") or {}
    depth = {"Point": 0, "LineString": 1, "Polygon": 2}[geometry["type"]]
    places = geometry["coordinates"]
    points = [places] if depth == 0 else places if depth == 1 else places[0]
    shape = "; ".join(f"{lat} {lon} 0 0" for lon, lat, *_ in points)
    found = {"geometry": shape, "id": str(one.get("id") or properties.get("id") or "")}
    return found | {str(k): "" if v is None else str(v) for k, v in properties.items()}


def csv_columns(text: str) -> Columns:
    """Return the columns of a CSV; one that is none is an `EvaluationError` (FORMS_006)."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    sign = separator(text)
    return _split(text, sign) or _parsed(text, sign)


def separator(text: str) -> str:
    """Return what stands between the cells of a CSV, as its headings tell."""
    return ";" if ";" in text.partition("\n")[0] else ","


def _split(text: str, sign: str) -> Columns | None:
    """Return the columns of a file without quotes whose lines are all of one length, else None.

    Cutting the whole text at once takes a fifth of the time that a CSV reader does.
    """
    lines = text.removesuffix("\n").split("\n")
    width = lines[0].count(sign) + 1
    even = all(line.count(sign) == width - 1 for line in lines)
    if '"' in text or "\r" in text or "" in lines or not even:
        return None
    cells = sign.join(lines).split(sign)
    return [(cells[n].strip(), cells[n + width :: width]) for n in range(width)]


def _parsed(text: str, sign: str) -> Columns:
    lines = csv.reader(io.StringIO(text, newline=None), delimiter=sign)
    try:
        names = [name.strip() for name in next(lines, [])]
        cells = list(zip_longest(*filter(None, lines), fillvalue=""))
    except csv.Error as error:
        raise EvaluationError("FORMS_006") from error
    lacking = [("",) * len(cells[0])] * len(names) if cells else [()] * len(names)
    return list(zip(names, [*cells, *lacking[len(cells) :]], strict=False))

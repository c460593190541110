"""Rows of looked-up lists from CSV, XML or GeoJSON, read once and shared by every open file.

Columns are kept as they stand; a row becomes a node when a lookup asks for it, a cell when it is
read. So 50,000 rows cost little until somebody scans them.
"""

from __future__ import annotations

import csv
import io
import json
from functools import lru_cache
from typing import Any

from outreach_app.forms.problems import ExpressionError
from outreach_app.forms.xpath.nodes import ELEMENT, Node
from outreach_app.forms.xpath.trees import read_tree


class _Row(Node):
    """One row; its cells are made when they are read."""

    __slots__ = ("_cells", "_columns")

    def __init__(self, parent: Node, columns: tuple[str, ...], cells: list[str]) -> None:
        super().__init__("item", "", parent)
        self._columns, self._cells = columns, cells

    def named(self, name: str) -> list[Node]:
        """Return the cell of column `name`."""
        self._grow()
        return super().named(name)

    def cell(self, name: str) -> str:
        """Return the text of column `name` without making a node of it."""
        return self._cells[self._columns.index(name)] if name in self._columns else ""

    def string(self) -> str:
        """Return all cells joined, as of any element."""
        self._grow()
        return super().string()

    def _grow(self) -> None:
        if not self.children:
            pairs = zip(self._columns, self._cells, strict=False)
            self.children = [Node(name, "", self, cell) for name, cell in pairs if name]


@lru_cache(maxsize=32)
def rows(text: str, name: str = ".csv") -> Node:
    """Return the instance node of a list file.

    Args:
        text: of the file; blank for one that is not there yet.
        name: of the file: `.xml` is taken as it is, `.geojson` and CSV become `root/item/…`.

    Raises:
        ExpressionError: FORMS_006 the file is not what its name says.
    """
    if not text.strip():
        return _csv("")
    if name.endswith(".xml"):
        return _xml(text)
    return _geojson(text) if name.endswith(".geojson") else _csv(text)


def _xml(text: str) -> Node:
    instance = Node("instance")
    for top in read_tree(text).children:
        if top.kind == ELEMENT:
            instance.append(top)
    for node in list(instance.walk()):
        node.children = [c for c in node.children if c.kind == ELEMENT]
    return instance


def _geojson(text: str) -> Node:
    """One FeatureCollection: geometry as points, `id`, and every property (ODK XForms spec)."""
    try:
        features = json.loads(text)["features"]
        cells = [_feature(feature) for feature in features]
    except (ValueError, KeyError, TypeError) as error:
        raise ExpressionError("FORMS_006") from error
    root = Node("root")
    for row in cells:
        item = Node("item")
        root.append(item)
        for name, cell in row.items():
            item.append(Node(name, text=cell))
    instance = Node("instance")
    instance.append(root)
    return instance


def _feature(feature: dict[str, Any]) -> dict[str, str]:
    geometry, properties = feature["geometry"], feature.get("properties") or {}
    depth = {"Point": 0, "LineString": 1, "Polygon": 2}[geometry["type"]]
    places = geometry["coordinates"]
    points = [places] if depth == 0 else places if depth == 1 else places[0]
    shape = "; ".join(f"{lat} {lon} 0 0" for lon, lat, *_ in points)
    found = {"geometry": shape, "id": str(feature.get("id") or properties.get("id") or "")}
    return found | {str(k): "" if v is None else str(v) for k, v in properties.items()}


def _csv(text: str) -> Node:
    text = text.removeprefix("\ufeff")
    heading = text.partition("\n")[0]
    lines = csv.reader(io.StringIO(text), delimiter=";" if ";" in heading else ",")
    columns = tuple(name.strip() for name in next(lines, []))
    root = Node("root")
    blanks = [""] * len(columns)
    root.children = [_Row(root, columns, (line + blanks)[: len(columns)]) for line in lines if line]
    instance = Node("instance")
    instance.append(root)
    return instance

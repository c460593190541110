"""Rows of looked-up lists from CSV, XML or GeoJSON, read once and shared by every open file.

A CSV file is read when a rule first looks at it, and kept as columns. So 50,000 rows cost an
opening nothing, and a lookup little until somebody scans them.
"""

from __future__ import annotations

import csv
import io
import json
from functools import lru_cache
from itertools import zip_longest
from typing import Any

from outreach_app.forms.problems import ExpressionError
from outreach_app.forms.xpath.columns import Columns, Table
from outreach_app.forms.xpath.nodes import ELEMENT, Node
from outreach_app.forms.xpath.scope import EvaluationError
from outreach_app.forms.xpath.trees import read_tree


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
    instance = Node("instance")
    instance.append(Table(lambda: _columns(text)))
    return instance


def _columns(text: str) -> Columns:
    text = text.removeprefix("\ufeff")
    heading = text.partition("\n")[0]
    lines = csv.reader(io.StringIO(text, newline=None), delimiter=";" if ";" in heading else ",")
    try:
        names = [name.strip() for name in next(lines, [])]
        cells = list(zip_longest(*filter(None, lines), fillvalue=""))
    except csv.Error as error:
        raise EvaluationError("FORMS_006") from error
    lacking = [("",) * len(cells[0])] * len(names) if cells else [()] * len(names)
    return list(zip(names, [*cells, *lacking[len(cells) :]], strict=False))

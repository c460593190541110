"""Rows of looked-up lists from CSV text, read once and shared by every open file."""

from __future__ import annotations

import csv
import io
from functools import lru_cache

from outreach_app.forms.nodes import Node


@lru_cache(maxsize=32)
def rows(text: str) -> Node:
    """Return `root/item/column` nodes of CSV `text`; GeoJSON and XML lists are not read here."""
    root = Node("root", "")
    for line in csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))):
        item = Node("item", "", root)
        item.children = [Node(name, "", item, cell or "") for name, cell in line.items() if name]
        root.children.append(item)
    return root

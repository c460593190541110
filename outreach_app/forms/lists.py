"""The lists that an open file looks things up in: inline, from files, and the last saved record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from outreach_app.forms import tables
from outreach_app.forms.definition import Form
from outreach_app.forms.xpath.nodes import Node

LAST_SAVED = "last-saved"


def of_form(
    form: Form, lookup: Mapping[str, str], last_saved: Mapping[str, Any] | None
) -> dict[str, Node]:
    """Return every secondary instance of `form` by id; one whose file is not there is empty.

    Args:
        form: whose lists they are.
        lookup: file name -> text.
        last_saved: `record()` of the file saved last, of any version of the form.
    """
    found = dict(form.lists)
    for name, file in form.files.items():
        if file == LAST_SAVED:
            found[name] = _saved(form.start.name, last_saved or {})
        else:
            found[name] = tables.rows(lookup.get(file, ""), file)
    return found


def _saved(root: str, record: Mapping[str, Any]) -> Node:
    instance = Node("instance")
    instance.append(_grown(root, record))
    return instance


def _grown(name: str, value: Any) -> Node:
    node = Node(name)
    if isinstance(value, Mapping):
        for inner, one in value.items():
            if inner.startswith("@"):
                continue
            for each in one if isinstance(one, list) else [one]:
                node.append(_grown(inner, each))
    else:
        node.text = str(value)
    return node

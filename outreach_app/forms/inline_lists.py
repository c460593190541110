"""Lists that stand in the form itself: cut out as text, read when a rule first looks at them.

Only where a cut is plain to see; comments, CDATA, prefixes or an `instance` inside another leave
the form's XML as it is, and such lists are read with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from outreach_app.forms import tables
from outreach_app.forms.xpath.nodes import ATTRIBUTE, Node

_OPEN = re.compile(
    r"""<((?:[\w.-]+:)?instance)((?:\s(?:[^<>"']|"[^"<]*"|'[^'<]*')*)?)>""", re.ASCII
)
_INSIDE = re.compile(r"<(?:[\w.-]+:)?instance[\s/>]", re.ASCII)
_PREFIX = re.compile(r"""<[^\s<>]*:|[\w.-]:[\w.-]+\s*=\s*["']""", re.ASCII)


def cut(xml: str) -> tuple[str, dict[int, str]]:
    """Return a form without the rows of its lists, and those by the number of their instance."""
    start = max(xml.find("?>") + 2, 0) if xml.lstrip().startswith("<?xml") else 0
    found = None if "<!" in xml or "<?" in xml[start:] else _spans(xml)
    texts: dict[int, str] = {}
    kept, last = [], 0
    for number, (begin, end) in enumerate(found or ()):
        text = xml[begin:end]
        if number and text.strip() and not (":" in text and _PREFIX.search(text)):
            kept.append(xml[last:begin])
            texts[number], last = text, end
    return "".join((*kept, xml[last:])), texts


def _spans(xml: str) -> list[tuple[int, int]] | None:
    """Return where the content of each instance begins and ends; None when one holds another."""
    found = []
    opened = _OPEN.search(xml)
    while opened is not None:
        begin = end = opened.end()
        if not opened[2].endswith("/"):
            end = xml.find(f"</{opened[1]}>", begin)
            if end < 0 or _INSIDE.search(xml, begin, end):
                return None
        found.append((begin, end))
        opened = _OPEN.search(xml, end)
    return found


def read_lists(instances: list[Node], texts: Mapping[int, str]) -> Iterator[tuple[str, Node | str]]:
    """Yield (id, rows) of every list of a form, or (id, file name) of one that is in a file.

    Args:
        instances: of the form, the first one its answers.
        texts: rows that were cut out, by number of the instance.
    """
    for number, instance in enumerate(instances[1:], start=1):
        facts = {a.name: a.text for a in instance.attributes if a.kind == ATTRIBUTE}
        name, source = facts.get("id", ""), facts.get("src")
        if source:
            yield name, source.rpartition("/")[2]
        elif number in texts:
            yield name, tables.inline(texts[number], instance)
        else:
            yield name, tables.trimmed(instance)

"""What stands in what on a page: the engine tells a flat list, in order; paths say the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from outreach_app.forms import ItemView, Page

APART = ("note", "group", "repeat", "card")
"""What is drawn and not answered."""

_TITLE_OF_TABLE = "generated_table_list_label"
"""What pyxform calls the note that keeps the title of a table."""

_WIDTH = re.compile(r"w(\d{1,2})")


@dataclass(slots=True)
class Part:
    """One thing on a page with what stands in it."""

    view: ItemView
    parts: list[Part] = field(default_factory=list)

    def walk(self) -> Iterator[Part]:
        """Yield this and all below it, in order."""
        yield self
        for part in self.parts:
            yield from part.walk()

    @property
    def asked(self) -> list[ItemView]:
        """Return the questions below it."""
        return [p.view for p in self.walk() if p.view.kind not in APART]


def tree(page: Page) -> Part:
    """Return a page as a tree; its root is the page itself, as a group."""
    root = Part(ItemView(page.path, "", "group", page.appearance, page.title))
    above: list[Part] = [root]
    for view in page.items:
        if not page.title and view.name.startswith(_TITLE_OF_TABLE):
            continue  # it stands above the page already
        while len(above) > 1 and not _inside(view, above[-1].view):
            above.pop()
        part = Part(view)
        above[-1].parts.append(part)
        if view.kind in ("group", "repeat", "card"):
            above.append(part)
    return root


def _inside(view: ItemView, holder: ItemView) -> bool:
    if holder.kind == "repeat":
        return view.kind == "card" and view.path.rpartition("[")[0] == holder.path
    return view.path.startswith(f"{holder.path}/")


def width(view: ItemView) -> int:
    """Return the number of the appearance `w1`…`w12`, 0 when there is none."""
    found = (_WIDTH.fullmatch(look) for look in view.appearance)
    return next((int(m[1]) for m in found if m), 0)


def columns(group: Part) -> int:
    """Return into how many columns a group is divided: its own `wN`, else 4 if a part has one.

    As web forms do: a question `w2` in a group `w4` takes half the row.
    """
    own = width(group.view)
    if own:
        return min(own, 12)
    return 4 if any(width(part.view) for part in group.parts if part.view.kind != "card") else 1

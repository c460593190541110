"""The sections of an open file: what each is called and how it stands."""

from __future__ import annotations

from collections.abc import Collection

from outreach_app.forms import Page
from outreach_app.ui.page_tree import APART


def title_of(page: Page) -> str:
    """Return a section's title; a table keeps its own in the note above it."""
    labels = (view.label for view in page.items if view.kind == "note")
    return page.title or next((text for text in labels if text.strip()), "")


def standing_of(page: Page, tried: Collection[str], *, shown: bool) -> str:
    """Return the word for a section: `done`, `now`, `look` or, for not yet, `open`.

    Args:
        page: the section.
        tried: paths of questions that the officer has passed.
        shown: it is the one being filled.
    """
    if any(v.problem or (v.path in tried and v.missing) for v in page.items):
        return "look"
    if shown:
        return "now"
    asked = [v for v in page.items if v.kind not in APART]
    if not any(v.path in tried for v in asked):
        return "open"
    return "look" if any(v.missing for v in asked) else "done"

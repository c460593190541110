"""Which widget a part of a page gets."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from outreach_app.ui.blocks import Block, Host, NoteView
from outreach_app.ui.cards import CardBlock, RepeatBlock
from outreach_app.ui.page_tree import Part
from outreach_app.ui.questions.kinds import field_for

_APART: dict[str, type[NoteView | Block]] = {
    "note": NoteView,
    "group": Block,
    "repeat": RepeatBlock,
    "card": CardBlock,
}


def widget_for(part: Part, host: Host) -> QWidget:
    """Return a new widget for a part."""
    kind = _APART.get(part.view.kind)
    return kind(host) if kind else field_for(part.view, host.around)

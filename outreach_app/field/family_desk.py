"""L7: the next family member, with what the family shares taken over after one look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QVBoxLayout, QWidget

from outreach_app.casework import family
from outreach_app.casework.open_file import OpenFile
from outreach_app.domain.services import Service
from outreach_app.field.file_desk import FileDesk
from outreach_app.forms import ItemView
from outreach_app.i18n import language, tr
from outreach_app.ui import markup
from outreach_app.ui.answers import shown_value
from outreach_app.ui.buttons import button, label

if TYPE_CHECKING:
    from outreach_app.field.window import FieldWindow


class FamilyPage(QWidget):
    """What comes from the first member, as one block that a single Enter confirms."""

    def __init__(
        self,
        from_first: family.Shared,
        views: Sequence[ItemView],
        services: tuple[Service, ...],
    ) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addWidget(label(tr("Next family member"), "title"))
        column.addWidget(label(tr("Service"), "label"))
        self.service = QComboBox()
        for one in services:
            self.service.addItem(one.title(language()), one.code)
        self.service.setCurrentIndex(max(0, self.service.findData(from_first.service)))
        self.service.setAccessibleName(tr("Service"))
        column.addWidget(self.service)
        column.addWidget(label(tr("From {name}", name=from_first.name), "label"))
        card, grid = QFrame(), QGridLayout()
        card.setObjectName("card")
        grid.setColumnStretch(1, 1)
        for at, view in enumerate(views):
            grid.addWidget(label(markup.plain(view.label), "hint"), at, 0)
            grid.addWidget(label(shown_value(view)), at, 1)
        card.setLayout(grid)
        column.addWidget(card)
        text = tr("NIK, name, birth, papers and declarations are never copied.")
        column.addWidget(label(text, "hint"))
        column.addStretch(1)
        self.setFocusProxy(self.service)


def show_family(window: FieldWindow, number: str) -> None:
    """Show what the next member takes over, then the form."""
    place = window.open_laptop.place
    from_first = family.shared(place, number)
    same_form = tuple(s for s in window.open_laptop.services() if s.form == from_first.form_id)
    views = family.shared_views(place, number, language())
    page = FamilyPage(from_first, views, same_form)

    def go_on() -> None:
        opened: list[OpenFile] = []
        service = str(page.service.currentData())
        if window.guarded(lambda: opened.append(family.start_member(place, number, service))):
            FileDesk(window, opened[0]).show_form()

    others = [button(tr("Back"), window.show_home, "Escape")]
    primary = button(tr("Use all and go on"), go_on, "Ctrl+Return", primary=True)
    window.show_page(page, lambda: show_family(window, number), others, primary)

"""Erasing a file on request, in the clerk's window: said plainly, confirmed twice, then listed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from outreach_app.clock import at_office
from outreach_app.domain.erasure_entries import bases
from outreach_app.i18n import day, language, tr
from outreach_app.officeapi import erasure_messages as em
from outreach_app.officeapi.erasure_client import ErasureClient
from outreach_app.ui import theme
from outreach_app.ui.buttons import button, label
from outreach_app.ui.dates import shown, typed
from outreach_app.ui.tables import fill, table

if TYPE_CHECKING:
    from outreach_app.desk.window import DeskWindow

_WIDTH = 520


class ErasePage(QWidget):
    """What erasing does, and everything it asks for; the button wakes when all of it is there."""

    ready = Signal(bool)

    def __init__(self, number: str, name: str) -> None:
        super().__init__()
        self.number = number
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addWidget(label(tr("Erase file {number}", number=number), "title"))
        column.addWidget(label(f"{number} · {name}", "big"))
        text = tr(
            "All answers, scans and reasons of this file go, here and on every laptop that had it. "
            "Nobody can bring them back. The number, the ground and the date stay."
        )
        column.addWidget(label(text, "problem"))
        self.basis = QComboBox()
        self.basis.setAccessibleName(tr("Legal ground"))
        self.basis.addItem(tr("Choose a ground"), "")
        for key, basis in bases().items():
            self.basis.addItem(f"{basis.title(language())} ({basis.law})", key)
        self.asked = QLineEdit()
        self.asked.setPlaceholderText(tr("28-12-2026"))
        self.asked.setAccessibleName(tr("Day of the request"))
        self.confirm = QLineEdit()
        self.confirm.setAccessibleName(tr("Type the file's number once more"))
        self.sure = QCheckBox(tr("I have checked who asked, and that the ground holds."))
        for head, widget in (
            (tr("Legal ground"), self.basis),
            (tr("Day of the request"), self.asked),
            (tr("Type the file's number once more"), self.confirm),
        ):
            column.addWidget(label(head, "label"))
            widget.setMaximumWidth(theme.px(_WIDTH))
            column.addWidget(widget)
        column.addWidget(self.sure)
        text = tr("Tell the person afterwards that it was done (UU 27/2022, Article 45).")
        column.addWidget(label(text, "hint"))
        column.addStretch(1)
        self.basis.currentIndexChanged.connect(self._look)
        self.asked.textChanged.connect(self._look)
        self.confirm.textChanged.connect(self._look)
        self.sure.toggled.connect(self._look)
        self.setFocusProxy(self.basis)

    def _look(self) -> None:
        same = self.confirm.text().strip().upper() == self.number
        said = bool(self.basis.currentData()) and bool(self.asked.text().strip())
        self.ready.emit(said and same and self.sure.isChecked())

    def said(self) -> em.Erase:
        """Return what the clerk asks for."""
        return em.Erase(
            erasure_id=str(uuid4()),
            basis=str(self.basis.currentData()),
            asked_on=typed(self.asked.text()),
            confirm=self.confirm.text(),
        )


class ErasedPage(QWidget):
    """Everything that was erased, and who does not know yet."""

    def __init__(self, rows: Sequence[em.Erased]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.addWidget(label(tr("Erased files"), "title"))
        if not rows:
            column.addWidget(label(tr("Nothing was erased."), "hint"))
        heads = ("Number", "Legal ground", "Asked for", "Erased", "Clerk", "Laptops")
        self.table = table([tr(head) for head in heads], (190, 330, 120, 120, 110, 300))
        fill(self.table, [_cells(row) for row in rows])
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)


def _cells(row: em.Erased) -> list[str]:
    basis = bases().get(row.basis)
    waits = tr("not yet: {laptops}", laptops=", ".join(row.waiting))
    done = tr("all have it") if row.clean else tr("traces are cleaned at the next start")
    erased = day(at_office(row.erased_ms).date())
    ground = basis.title(language()) if basis else row.basis
    return [
        row.number,
        ground,
        shown(row.asked_on),
        erased,
        row.clerk,
        waits if row.waiting else done,
    ]


class ErasureDesk(QObject):
    """Erasing, for one window."""

    def __init__(self, window: DeskWindow) -> None:
        super().__init__(window)
        self._window = window
        self._calls = ErasureClient(window.client)

    def ask(self, number: str, name: str, back: Callable[[], object]) -> None:
        """Show what erasing a file would do."""
        page = ErasePage(number, name)
        others = [button(tr("Back"), back, "Escape")]
        primary = button(tr("Erase for good"), lambda: self._erase(page), primary=True)
        primary.setEnabled(False)
        page.ready.connect(primary.setEnabled)
        self._window.show_page(page, lambda: self.ask(number, name, back), others, primary)

    def _erase(self, page: ErasePage) -> None:
        def erased(row: em.Erased) -> None:
            self.show()
            text = tr(
                "File {number} was erased. Laptops learn it when they call.", number=row.number
            )
            self._window.frame.banner.show_text(text, "info")

        self._window.ask(lambda: self._calls.erase(page.number, page.said()), erased)

    def show(self) -> None:
        """Show what was erased."""
        self._window.ask(self._calls.listed, self._show)

    def _show(self, rows: Sequence[em.Erased]) -> None:
        others = [
            button(tr("Back"), self._window.show_menu, "Escape"),
            button(tr("Refresh"), self.show, "F5"),
        ]
        self._window.show_page(ErasedPage(rows), lambda: self._show(rows), others)

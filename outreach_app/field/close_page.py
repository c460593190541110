"""L10: close the day; every line is a sum that must hold before the manifest is signed.

A difference needs a reason and never blocks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from outreach_app.casework.day_accounts import DayAccount
from outreach_app.casework.days import Manifest
from outreach_app.domain import day_accounts, queue
from outreach_app.domain.day_accounts import Sum
from outreach_app.domain.entries import Account, DayClosed
from outreach_app.i18n import language, number, tr
from outreach_app.ui import theme
from outreach_app.ui.buttons import label

_PARTS = {
    "berkas": "files",
    "ulang": "reprints",
    "rusak": "spoilt",
    "awal": "at the start",
    "catatan": "recorded",
    "uang_muka": "handed out",
    "belanja": "spent",
}
_TITLES = {"tiket": "Tickets", "slip": "Slips", "uang": "Cash (Rp)"}


def title(what: str) -> str:
    """Return a line's name for people."""
    item = day_accounts.rules().items.get(what)
    if what in _TITLES or item is None:
        return tr(_TITLES.get(what, what))
    return item.title(language())


def parts(line: Sum) -> str:
    """Return `58 = served 55 + went home 2 + absent 1`."""
    told = f"{number(line.expected)} ="
    for at, (name, count) in enumerate(line.parts):
        words = queue.state_title(name, language()) if name in queue.STATES else tr(_PARTS[name])
        sign = " -" if count < 0 else " +" if at else ""
        told += f"{sign} {words} {number(abs(count))}"
    return told


class _Line:
    """One sum with what the team counted and why it differs."""

    def __init__(self, line: Sum, grid: QGridLayout, row: int) -> None:
        self.line = line
        self.count = QLineEdit()
        self.count.setFixedWidth(theme.px(110))
        self.count.setAccessibleName(tr("{what}, counted", what=title(line.what)))
        self.reason = QComboBox()
        self.reason.addItem(tr("reason?"), "")
        for key in day_accounts.rules().reasons:
            self.reason.addItem(day_accounts.reason_title(key, language()), key)
        self.reason.setAccessibleName(tr("Reason"))
        self.difference = QLabel()
        self.sum = label(parts(line))
        grid.addWidget(label(title(line.what), "label"), row, 0)
        grid.addWidget(self.sum, row, 1)
        if line.counted is None:
            grid.addWidget(self.count, row, 2)
            grid.addWidget(self.difference, row, 3)
            grid.addWidget(self.reason, row, 4)
        else:
            grid.addWidget(self.difference, row, 3)
        self.count.textChanged.connect(self.show)
        self.show()

    def show(self) -> None:
        """Say whether the line holds; ask for a reason only when it does not."""
        read = self.read()
        told = tr("fits") if read.holds else tr("difference {n}", n=number(read.difference))
        if read.counted is None:
            told = tr("not counted")
        self.difference.setText(told)
        bad = "bad" if not read.holds else "ok" if read.counted is not None else "hint"
        self.difference.setProperty("role", bad)
        self.difference.style().unpolish(self.difference)
        self.difference.style().polish(self.difference)
        self.reason.setVisible(not read.holds)

    def read(self) -> Sum:
        """Return the line with what was counted."""
        text = self.count.text().replace(".", "").strip()
        return replace(self.line, counted=int(text)) if text.isdigit() else self.line

    def change(self, line: Sum) -> None:
        """Show another expected sum."""
        self.line = line
        self.sum.setText(parts(line))
        self.show()


class ClosePage(QScrollArea):
    """What closing now would declare, and what the team counts."""

    def __init__(self, body: DayClosed, account: DayAccount, waiting: Sequence[str] = ()) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        inside = QWidget()
        inside.setObjectName("page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(8)
        column.addWidget(label(tr("Close the day"), "title"))
        for alarm in account.alarms:
            column.addWidget(label(alarm_text(alarm), "warn"))
        if waiting:
            names = ", ".join(waiting[:20])
            column.addWidget(
                label(tr("Still waiting, tell them: {tickets}", tickets=names), "warn")
            )
        column.addWidget(self._card(body, account))
        self.note = QLineEdit()
        self.note.setPlaceholderText(tr("Note, e.g. why paper differs (may stay empty)"))
        self.note.setAccessibleName(tr("Note, e.g. why paper differs (may stay empty)"))
        column.addWidget(self.note)
        text = tr("Waiting tickets become absent. The day can be opened again by the team lead.")
        column.addWidget(label(text, "hint"))
        column.addWidget(
            label(tr("After closing: send by network, by USB, or at the office."), "hint")
        )
        column.addStretch(1)
        self.setWidget(inside)
        self.setFocusProxy(self.spoilt)

    def _card(self, body: DayClosed, account: DayAccount) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        grid = QGridLayout(card)
        grid.setColumnStretch(1, 1)
        grid.addWidget(label(tr("Drafts"), "label"), 0, 0)
        grid.addWidget(label(tr("{n} not finished", n=body.drafts_left)), 0, 1)
        heads = ((2, tr("Counted")), (3, ""), (4, ""))
        for column, head in heads:
            grid.addWidget(label(head, "hint"), 0, column)
        self.lines = {
            line.what: _Line(line, grid, row) for row, line in enumerate(account.lines, 1)
        }
        row = len(account.lines) + 1
        self.spoilt = QLineEdit("0")
        self.spoilt.setFixedWidth(theme.px(110))
        self.spoilt.setAccessibleName(tr("Spoilt slips"))
        self.spoilt.textChanged.connect(self._spoilt)
        grid.addWidget(label(tr("Spoilt slips"), "label"), row, 0)
        grid.addWidget(self.spoilt, row, 2)
        numbers = f"{body.numbers[0]} – {body.numbers[-1]}" if body.numbers else "-"
        manifest = tr("{n} files", n=len(body.numbers)) + f"  ·  {numbers}"
        grid.addWidget(label(tr("Manifest"), "label"), row + 1, 0)
        grid.addWidget(label(manifest), row + 1, 1, 1, 4)
        return card

    def _spoilt(self) -> None:
        line = self.lines["slip"]
        counts = dict(line.line.parts)
        spoilt = int(self.spoilt.text()) if self.spoilt.text().isdigit() else 0
        line.change(day_accounts.slips(counts["berkas"], counts["ulang"], spoilt, None))

    def accounts(self) -> tuple[Account, ...]:
        """Return every line as counted, with its reason."""
        found = []
        for line in self.lines.values():
            read = line.read()
            if read.counted is not None:
                reason = str(line.reason.currentData()) if not read.holds else ""
                found.append(Account(read.what, read.expected, read.counted, reason))
        return tuple(found)


def alarm_text(alarm: day_accounts.Alarm) -> str:
    """Return a warning in words."""
    if alarm.what == "anggaran":
        source = "Over the budget: Rp {spent} of Rp {budget}"
        if alarm.level == "low":
            source = "Most of the budget is spent: Rp {spent} of Rp {budget}"
        return tr(source, spent=number(alarm.amount), budget=number(alarm.limit))
    return tr("{what} is low: {n} left", what=title(alarm.what), n=alarm.amount)


class ManifestPage(QWidget):
    """The manifest of a closed day."""

    def __init__(self, manifest: Manifest) -> None:
        super().__init__()
        body = manifest.body
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.addWidget(label(tr("The day is closed."), "title"))
        column.addWidget(label(tr("{n} files", n=len(body.numbers)), "big"))
        tickets = day_accounts.tickets(body.tickets, sum(body.tickets.values()))
        column.addWidget(label(f"{tr('Tickets')}: {parts(tickets)}"))
        for text in _also(manifest):
            column.addWidget(label(text))
        for account in body.accounts:
            told = f"{title(account.what)}: {number(account.counted)} / {number(account.expected)}"
            if account.reason:
                told += f"  ({day_accounts.reason_title(account.reason, language())})"
            column.addWidget(label(told))
        code = f"{manifest.entry_number} · {manifest.head[:10]}"
        column.addWidget(label(tr("Manifest: entry {code}", code=code), "label"))
        column.addStretch(1)


def _also(manifest: Manifest) -> list[str]:
    """Return what else the manifest declares: first and last number, slips, scans, the former."""
    body, told = manifest.body, []
    if body.numbers:
        told.append(tr("Numbers: {first} – {last}", first=body.numbers[0], last=body.numbers[-1]))
    for name, counts in ((tr("Slips"), body.slips), (tr("Scans"), body.scans)):
        if counts:
            kinds = ", ".join(f"{kind} {number(count)}" for kind, count in counts.items())
            told.append(f"{name}: {number(sum(counts.values()))} ({kinds})")
    if body.supersedes:
        told.append(tr("Replaces manifest {former}.", former=body.supersedes))
    return told

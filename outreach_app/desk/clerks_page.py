"""Clerks' accounts at the desk, and the own passphrase."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from outreach_app.domain import roles
from outreach_app.errors import UserProblem
from outreach_app.i18n import language, tr
from outreach_app.officeapi import clerk_messages as cm
from outreach_app.ui import theme
from outreach_app.ui.buttons import button, label
from outreach_app.ui.passphrase_card import OwnPassphraseCard, PassphraseCard
from outreach_app.ui.tables import fill, table

_HEADS, _WIDTHS = ("Name", "Account", "Role", "Standing"), (240, 160, 300)
_ROW, _SHOWN, _LONGEST = 40, 6, 60


class ClerksPage(QScrollArea):
    """Accounts, where the clerk may see them, and the own passphrase.

    Args:
        clerks: every account; None for who may not set them.

    Signals:
        changed: (old passphrase, new one).
        saved: (account, name, role, passphrase; empty leaves an account its own).
        ended: (account).
    """

    changed = Signal(str, str)
    saved = Signal(str, str, str, str)
    ended = Signal(str)

    def __init__(self, clerks: Sequence[cm.ClerkRow] | None) -> None:
        super().__init__()
        self._clerks, self._asked = clerks or (), ""
        self.mine = OwnPassphraseCard()
        self.mine.wanted.connect(self.changed)
        inside = QWidget()
        inside.setObjectName("page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(10)
        cards = QHBoxLayout()
        cards.setSpacing(16)
        if clerks is not None:
            column.addWidget(label(tr("Who works at this desk"), "title"))
            self._list(column)
            self.account = AccountCard(self._clerks)
            self.account.wanted.connect(self.saved)
            self.table.itemSelectionChanged.connect(self._chosen_anew)
            cards.addWidget(self.account, 1, Qt.AlignmentFlag.AlignTop)
        cards.addWidget(self.mine, 1, Qt.AlignmentFlag.AlignTop)
        if clerks is None:
            cards.addStretch(1)
        column.addLayout(cards)
        column.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusProxy(self.mine.old if clerks is None else self.account.clerk)

    def _list(self, column: QVBoxLayout) -> None:
        self.table = table([tr(head) for head in _HEADS], _WIDTHS)
        self.table.setAccessibleName(tr("Clerks' accounts"))
        fill(self.table, [_row(one) for one in self._clerks])
        self.table.clearSelection()
        # One row more than shown, for the head; a long list scrolls.
        self.table.setFixedHeight(theme.px(_ROW) * (min(len(self._clerks), _SHOWN) + 1))
        column.addWidget(self.table)
        row = QHBoxLayout()
        hint = tr("What an ended account wrote still names it, so its name is never given again.")
        row.addWidget(label(hint, "hint"), 1)
        self.take_away = button(tr("End the account"), self._end)
        row.addWidget(self.take_away)
        column.addLayout(row)

    def chosen(self) -> cm.ClerkRow | None:
        """Return the account of the selected row."""
        rows = self.table.selectionModel().selectedRows()
        return self._clerks[rows[0].row()] if rows else None

    def _chosen_anew(self) -> None:
        self._asked = ""
        self.take_away.setText(tr("End the account"))
        if (one := self.chosen()) is not None and not one.ended:
            self.account.show_account(one)

    def _end(self) -> None:
        """Ask once on the button itself; the second press means it."""
        one = self.chosen()
        if one is None or one.ended:
            return
        if self._asked == one.clerk:
            self.ended.emit(one.clerk)
        else:
            self._asked = one.clerk
            self.take_away.setText(tr("Yes, {name} signs in no more", name=one.name))


class AccountCard(PassphraseCard):
    """A new account, or another role or passphrase for one that is there.

    Signals:
        wanted: (account, name, role, passphrase).
    """

    wanted = Signal(str, str, str, str)

    def __init__(self, clerks: Sequence[cm.ClerkRow]) -> None:
        super().__init__(tr("Add a clerk, or change the chosen one"))
        self._there = {one.clerk for one in clerks if not one.ended}
        self.clerk, self.name, self.role = QLineEdit(), QLineEdit(), QComboBox()
        for role in roles.roles("office"):
            self.role.addItem(roles.title(role, language()), role)
        for field, name in (
            (self.clerk, tr("Account, a short name for signing in")),
            (self.name, tr("Name")),
            (self.role, tr("Role")),
        ):
            field.setAccessibleName(name)
        self.clerk.setMaxLength(_LONGEST)
        self.name.setMaxLength(_LONGEST)
        self.put([self.clerk, self.name], [self.role])
        hint = tr("The passphrase may stay empty for an account that is there: it keeps its own.")
        self.column.addWidget(label(hint, "hint"))
        self.second.returnPressed.connect(self.enter)
        self.column.addWidget(button(tr("Save the account"), self.enter))

    def show_account(self, one: cm.ClerkRow) -> None:
        """Take an account's facts over."""
        self.clerk.setText(one.clerk)
        self.name.setText(one.name)
        self.role.setCurrentIndex(self.role.findData(one.role))

    def enter(self) -> None:
        """Want the account as typed."""
        account, name = self.clerk.text().strip().lower(), " ".join(self.name.text().split())
        known = account in self._there
        if not account or not (name or known):
            self.refused(UserProblem("ACCOUNT_002"))
        elif self.same():
            role, typed = str(self.role.currentData()), self.first.text()
            self.wanted.emit(account, name, role, typed)


def _row(one: cm.ClerkRow) -> list[str]:
    standing = tr("ended") if one.ended else ""
    return [one.name, one.clerk, roles.title(one.role, language()), standing]

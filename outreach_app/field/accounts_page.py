"""Who may open this laptop: the own passphrase, and for a team lead everybody's account."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from outreach_app.domain import roles
from outreach_app.errors import UserProblem
from outreach_app.i18n import language, tr
from outreach_app.identity import Officer
from outreach_app.ui import theme
from outreach_app.ui.buttons import button, label
from outreach_app.ui.passphrase_card import OwnPassphraseCard, PassphraseCard
from outreach_app.ui.tables import fill, table

_HEADS, _WIDTHS = ("Name", "Initials", "Role"), (220, 90, 160)
_ROW = 40
_LONGEST_NAME, _LONGEST_INITIALS = 60, 3


class AccountsPage(QScrollArea):
    """Accounts, the own passphrase, and a new officer.

    Args:
        officers: of this laptop.
        mine: who is signed in.
        may_set: may add officers and take their accounts away.

    Signals:
        changed: (old passphrase, new one).
        added: (name, initials, role, passphrase).
        removed: (officer id).
    """

    changed = Signal(str, str)
    added = Signal(str, str, str, str)
    removed = Signal(str)

    def __init__(self, officers: Sequence[Officer], mine: str, *, may_set: bool) -> None:
        super().__init__()
        self._officers, self._asked = officers, ""
        self.mine = OwnPassphraseCard()
        self.mine.wanted.connect(self.changed)
        self.new = _New()
        self.new.wanted.connect(self.added)
        inside = QWidget()
        inside.setObjectName("page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(10)
        column.addWidget(label(tr("Who may open this laptop"), "title"))
        column.addWidget(self._list(mine, may_set=may_set))
        cards = QHBoxLayout()
        cards.setSpacing(16)
        cards.addWidget(self.mine, 1, Qt.AlignmentFlag.AlignTop)
        if may_set:
            cards.addWidget(self.new, 1, Qt.AlignmentFlag.AlignTop)
        else:
            cards.addStretch(1)
        column.addLayout(cards)
        column.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusProxy(self.mine.old)

    def _list(self, mine: str, *, may_set: bool) -> QFrame:
        card, column = _card()
        self.table = table([tr(head) for head in _HEADS], _WIDTHS)
        self.table.setAccessibleName(tr("Officers of this laptop"))
        fill(self.table, [self._row(one, mine) for one in self._officers])
        # One row more than shown, for the head; a long list scrolls.
        self.table.setFixedHeight(theme.px(_ROW) * (min(len(self._officers), 5) + 1))
        column.addWidget(self.table)
        if may_set:
            hint = tr(
                "Who forgot the passphrase gets the account anew: take it away and add it again."
                " Files, drafts and the queue stay."
            )
            row = QHBoxLayout()
            row.addWidget(label(hint, "hint"), 1)
            self.take_away = button(tr("Take the account away"), self._remove)
            self.table.itemSelectionChanged.connect(self._ask_again)
            row.addWidget(self.take_away)
            column.addLayout(row)
        else:
            column.addWidget(label(tr("The team lead adds officers here."), "hint"))
        return card

    def _row(self, one: Officer, mine: str) -> list[str]:
        name = tr("{name} (you)", name=one.name) if one.officer_id == mine else one.name
        return [name, one.initials, roles.title(one.role, language())]

    def chosen(self) -> Officer | None:
        """Return the officer of the selected row."""
        at = self.table.currentRow()
        return self._officers[at] if 0 <= at < len(self._officers) else None

    def _ask_again(self) -> None:
        self._asked = ""
        self.take_away.setText(tr("Take the account away"))

    def _remove(self) -> None:
        """Ask once on the button itself; the second press means it."""
        one = self.chosen()
        if one is None:
            return
        if self._asked == one.officer_id:
            self.removed.emit(one.officer_id)
        else:
            self._asked = one.officer_id
            self.take_away.setText(tr("Yes, {name} can open it no more", name=one.name))


class _New(PassphraseCard):
    """A new officer."""

    wanted = Signal(str, str, str, str)

    def __init__(self) -> None:
        super().__init__(tr("Add an officer"))
        self.column.addWidget(label(tr("He or she types the passphrase, nobody else."), "hint"))
        self.name, self.initials, self.role = QLineEdit(), QLineEdit(), QComboBox()
        self.name.setMaxLength(_LONGEST_NAME)
        self.initials.setMaxLength(_LONGEST_INITIALS)
        self.initials.setFixedWidth(theme.px(120))
        for role in ("petugas", "ketua_tim"):
            self.role.addItem(roles.title(role, language()), role)
        names = ((self.name, tr("Name")), (self.initials, tr("Initials")), (self.role, tr("Role")))
        for field, name in names:
            field.setAccessibleName(name)
        self.put([self.name], [self.initials, self.role])
        self.second.returnPressed.connect(self.enter)
        self.column.addWidget(button(tr("Save the account"), self.enter))

    def enter(self) -> None:
        """Want the officer added as typed."""
        name, initials = " ".join(self.name.text().split()), self.initials.text().strip().upper()
        if not name or not initials:
            self.refused(UserProblem("IDENTITY_026"))
        elif self.same():
            self.wanted.emit(name, initials, str(self.role.currentData()), self.first.text())


def _card() -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    card.setObjectName("card")
    column = QVBoxLayout(card)
    column.setContentsMargins(16, 12, 16, 12)
    column.setSpacing(6)
    return card, column

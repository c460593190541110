"""One laptop: how it stands in words, what that means, what may be done."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from outreach_app.clock import at_office
from outreach_app.desk.clock_words import clock_words
from outreach_app.i18n import clock_time, day, tr
from outreach_app.officeapi import messages as m
from outreach_app.ui import theme
from outreach_app.ui.buttons import label


def standing_words(row: m.DeviceRow) -> tuple[str, str]:
    """Return what a laptop's standing means, and the role of the label."""
    if row.standing == "frozen":
        return tr(
            "Two stories came under its numbers: its disk was copied, or an older state restored."
            " Both are kept, nothing new is taken in. Look, choose, then enrol it again."
        ), "problem"
    if row.standing == "revoked":
        return tr(
            "Its permission was taken away. What it sends is stored and held for a clerk;"
            " nothing of the office goes to it."
        ), "problem"
    return tr("It sends and receives."), "ok"


class LaptopPage(QWidget):
    """Facts of a laptop, a reason to take its permission away, and a code in big letters.

    Attributes:
        reason: why its permission is taken away.
    """

    def __init__(self, row: m.DeviceRow) -> None:
        super().__init__()
        self.row = row
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(10)
        column.addWidget(label(f"{row.device} · {row.name}", "title"))
        column.addWidget(label(*standing_words(row)))
        self.code = label("", "called")
        self.code.hide()
        column.addWidget(self.code)
        self.code_hint = label(tr("Type this code on the laptop. It works once, for 48 hours."))
        self.code_hint.hide()
        column.addWidget(self.code_hint)
        column.addWidget(self._facts())
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(tr("Reason to take its permission away (required)"))
        self.reason.setAccessibleName(self.reason.placeholderText())
        self.reason.setVisible(row.standing != "revoked")
        column.addWidget(self.reason)
        column.addStretch(1)

    def _facts(self) -> QFrame:
        card, row = QFrame(), self.row
        card.setObjectName("card")
        grid = QGridLayout(card)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setColumnStretch(1, 1)
        unknown = tr("not known")
        facts = (
            (tr("Unit"), row.unit or "-"),
            (tr("Last contact"), _moment(row.last_contact_ms) or tr("never")),
            (tr("Entries at the office"), str(row.stored)),
            (tr("Of them held"), str(row.held_entries)),
            *_unreadable(row.unreadable),
            (
                tr("Not sent when it called last"),
                unknown if row.unsent is None else str(row.unsent),
            ),
            (
                tr("Clock"),
                unknown if row.clock_offset_s is None else clock_words(row.clock_offset_s),
            ),
            (tr("Open day"), row.open_day or tr("none")),
            *_given_back(row.gave_back),
            *_recovered(row.recovery),
        )
        for at, (name, text) in enumerate(facts):
            head = label(name, "label")
            head.setFixedWidth(theme.px(280))
            grid.addWidget(head, at, 0)
            grid.addWidget(label(text), at, 1)
        return card

    def show_code(self, code: m.EnrolmentCode) -> None:
        """Show a code to type on the laptop."""
        self.code.setText(code.code)
        self.code.show()
        self.code_hint.show()


def _given_back(told: m.GaveBack | None) -> tuple[tuple[str, str], ...]:
    if told is None:
        return ()
    head = tr("Since the office was restored")
    if not told.done:
        return ((head, tr("has not called; what only it has is missing")),)
    text = tr("gave back {n} entries of the office", n=told.entries)
    if told.unproved:
        text += "; " + tr("{n} not proved, kept out", n=told.unproved)
    return ((head, text),)


def _recovered(codes: tuple[m.RecoveryCode, ...]) -> tuple[tuple[str, str], ...]:
    """Return the newest recovery code in words."""
    if not codes:
        return ()
    code = codes[0]
    made = tr(
        "no. {n}, made {when} by {clerk} for {told}: {reason}",
        n=code.number,
        when=_moment(code.made_ms),
        clerk=code.made_by,
        told=code.told,
        reason=code.reason,
    )
    used = tr("not used as far as the office knows")
    if code.used_ms:
        used = tr("used {when} by {officer}", when=_moment(code.used_ms), officer=code.used_by)
    return ((tr("Recovery code"), f"{made}; {used}"),)


def _unreadable(count: int) -> tuple[tuple[str, str], ...]:
    if not count:
        return ()
    text = tr("{n}: stored, passed over; of a newer program or damaged. Tell support.", n=count)
    return ((tr("Could not be read"), text),)


def _moment(at_ms: int) -> str:
    at = at_office(at_ms)
    return f"{day(at.date())} {clock_time(at)}" if at_ms else ""

"""L11 and the status sentence: what waits, what arrived, honestly (ux section 5)."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout, QWidget

from outreach_app.casework.link import SyncState
from outreach_app.clock import at_office
from outreach_app.i18n import clock_time, day, number, tr
from outreach_app.ui.buttons import label
from sync.engine import Progress


def size_text(count: int) -> str:
    """Return bytes as `2,1 MB` or `14 KB`."""
    if count >= 1_000_000:
        return f"{count / 1_000_000:.1f} MB".replace(".", ",")
    return f"{max(1, count // 1000)} KB"


def contact_text(state: SyncState) -> str:
    """Return when the office was last reached."""
    if not state.last_contact_ms:
        return tr("never")
    at = at_office(state.last_contact_ms, state.offset_s)
    return f"{day(at.date())} {clock_time(at)}"


def sentence(state: SyncState) -> tuple[str, str]:
    """Return the status sentence and its level, worst news first."""
    last = tr("Office last reached: {when}", when=contact_text(state))
    if state.standing == "revoked":
        return tr("The office has stopped this laptop. Files are safe. Phone the office."), "error"
    if state.standing == "frozen":
        return tr("A copy of this laptop exists. Files are safe. Phone the office."), "error"
    places = state.places
    if not state.unsent_entries:
        return f"{tr('Everything has reached the office.')} {last}", "ok"
    size = size_text(places.unsent_bytes)
    waiting = tr(
        "Not sent yet: {files} files, {entries} entries ({size})",
        files=number(places.unsent),
        entries=number(state.unsent_entries),
        size=size,
    )
    return f"{waiting} · {last}", "warn" if places.unsent >= 100 else ""


class SendPage(QWidget):
    """Sends now; capture never waits for it."""

    def __init__(self, state: SyncState) -> None:
        super().__init__()
        self.facts, self.result = label(""), label("", "label")
        self.bar = QProgressBar()
        self.bar.setRange(0, max(1, state.unsent_entries))
        self._total = max(1, state.unsent_entries)
        card = QFrame()
        card.setObjectName("card")
        inner = QVBoxLayout(card)
        inner.addWidget(self.facts)
        inner.addWidget(self.bar)
        inner.addWidget(self.result)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.addWidget(label(tr("Send to the office"), "title"))
        column.addWidget(card)
        column.addWidget(label(tr("You may go on serving and leave this page."), "hint"))
        column.addStretch(1)
        self.show_state(state)

    def show_state(self, state: SyncState) -> None:
        """Show where the files stand."""
        p = state.places
        lines = (
            tr("Drafts on this laptop: {n}", n=p.drafts),
            tr("Finished, not sent yet: {n} ({size})", n=p.unsent, size=size_text(p.unsent_bytes)),
            tr("Reached the office: {n}", n=p.at_office),
            tr("Decided by the office: {n}", n=p.decided),
            tr("Held by the office: {n}", n=p.held),
            tr("Office last reached: {when}", when=contact_text(state)),
            tr("Laptop clock differs by {s} s", s=abs(state.offset_s)),
        )
        self.facts.setText("\n".join(lines))

    def show_progress(self, progress: Progress) -> None:
        """Show how far the run is."""
        self.bar.setMaximum(max(self._total, progress.sent + progress.left))
        self.bar.setValue(progress.sent)
        self.result.setText(
            tr(
                "Sent {sent}, left {left}; {up} up, {down} down",
                sent=progress.sent,
                left=progress.left,
                up=size_text(progress.bytes_up),
                down=size_text(progress.bytes_down),
            )
        )

    def show_result(self, text: str) -> None:
        """Say how it ended."""
        self.result.setText(text)

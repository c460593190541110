"""Audit at the desk: feeds verified, samples drawn, what was found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import uuid4

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from outreach_app.desk.finding_bar import FindingBar, standing_text
from outreach_app.desk.threads_page import about_text
from outreach_app.i18n import tr
from outreach_app.officeapi import audit_messages as am
from outreach_app.ui import theme
from outreach_app.ui.buttons import button, label, lead_of
from outreach_app.ui.dates import shown, typed
from outreach_app.ui.flow import in_flow
from outreach_app.ui.tables import fill, table

_WHY = {
    "checkpoint": "the checkpoint is not the office's, or says otherwise",
    "hash": "an entry was changed",
    "previous": "the chain is broken",
    "commitment": "a body was changed",
    "gap": "an entry is missing",
    "head": "the end is missing",
    "signature": "a signature does not hold",
    "two_stories": "the office told this laptop something else",
}
_FINDINGS = {"": "not looked at", "TIDAK_ADA": "no finding", "RINGAN": "light", "BERAT": "grave"}


class AuditPage(QWidget):
    """Feeds above, samples below.

    Args:
        verified: feeds as the office walked them.
        samples: newest first.
        draw: asks for a sample.
        look: opens the checklist of a file: (sample, number).
        follow: writes down what becomes of a finding: (sample id, step).
    """

    def __init__(
        self,
        verified: am.Verified,
        listed: am.SampleList,
        draw: Callable[[am.DrawSample], object],
        look: Callable[[am.Sample, str], object],
        follow: Callable[[str, am.FollowUp], object],
    ) -> None:
        super().__init__()
        self._draw, self._look = draw, look
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.addWidget(label(tr("Feeds of the laptops"), "title"))
        for feed in verified.feeds:
            good = not feed.why
            column.addWidget(label(_feed_text(feed), "ok" if good else "problem"))
        for text, good in _own_texts(verified.own):
            column.addWidget(label(text, "ok" if good else "problem"))
        column.addWidget(label(tr("Audit sample"), "title"))
        column.addWidget(self._new())
        heads = [
            tr(h) for h in ("Sample", "Number", "About", "Finding", "Follow-up", "Looked at by")
        ]
        self.rows = [(sample, item) for sample in listed.samples for item in sample.items]
        self.table = table(heads, (290, 200, 200, 130, 330), self._opened)
        fill(self.table, [_cells(sample, item) for sample, item in self.rows])
        self.finding = FindingBar(listed.clerks, follow)
        self.finding.hide()
        self.table.itemSelectionChanged.connect(self._selected)
        column.addWidget(self.table, 1)
        column.addWidget(self.finding)
        self._selected()

    def _selected(self) -> None:
        at = self.table.currentRow()
        if 0 <= at < len(self.rows):
            self.finding.show_item(*self.rows[at])

    def _new(self) -> QWidget:
        row: list[QWidget] = []
        self.since, self.until, self.how_many = QLineEdit(), QLineEdit(), QLineEdit("10")
        self.seed = QLineEdit()
        for text, field, width in (
            ("From", self.since, 130),
            ("To", self.until, 130),
            ("Size", self.how_many, 60),
            ("Seed (may stay empty)", self.seed, 160),
        ):
            field.setFixedWidth(theme.px(width))
            field.setAccessibleName(tr(text))
            row += [lead_of(tr(text)), field]
        return in_flow([*row, button(tr("Draw"), self.draw)])

    def draw(self) -> None:
        """Ask for the sample that stands in the fields."""
        size = self.how_many.text().strip()
        self._draw(
            am.DrawSample(
                sample_id=str(uuid4()),
                since=typed(self.since.text()),
                until=typed(self.until.text()),
                size=int(size) if size.isdigit() else 0,
                seed=self.seed.text(),
            )
        )

    def _opened(self, at: int) -> None:
        sample, item = self.rows[at]
        self._look(sample, item.number)

    def open_current(self) -> None:
        """Open the checklist of the selected file."""
        if 0 <= self.table.currentRow() < len(self.rows):
            self._opened(self.table.currentRow())


def _feed_text(feed: am.FeedVerified) -> str:
    if feed.why:
        why = tr(_WHY[feed.why])
        return tr(
            "{device}: from number {at}: {why}", device=feed.device, at=feed.broken_at, why=why
        )
    return tr(
        "{device}: {count} entries whole, signed up to {signed}",
        device=feed.device,
        count=feed.entries,
        signed=feed.signed_to,
    ) + _since(feed)


def _since(feed: am.FeedVerified) -> str:
    return " · " + tr("walked from checkpoint {n}", n=feed.since) if feed.since else ""


def _own_texts(feeds: Sequence[am.FeedVerified]) -> list[tuple[str, bool]]:
    """Return what to say of the office's own feeds, and whether it is good: faults, else a sum."""
    faults = [
        tr(
            "What the office wrote for {device}: from number {at}: {why}",
            device=feed.device or tr("all laptops"),
            at=feed.broken_at,
            why=tr(_WHY[feed.why]),
        )
        for feed in feeds
        if feed.why
    ]
    if faults or not feeds:
        return [(text, False) for text in faults]
    entries = sum(feed.entries for feed in feeds)
    told = tr(
        "What the office wrote: {count} entries in {feeds} feeds whole",
        count=entries,
        feeds=len(feeds),
    )
    return [(told, True)]


def _cells(sample: am.Sample, item: am.SampleItem) -> tuple[str, ...]:
    since, until = shown(sample.since), shown(sample.until)
    name = tr("{since} to {until}, seed {seed}", since=since, until=until, seed=sample.seed)
    about, finding = about_text(item.service), finding_text(item.finding)
    return (name, item.number, about, finding, standing_text(item), item.clerk)


def finding_text(code: str) -> str:
    """Return the words of a finding."""
    return tr(_FINDINGS.get(code, code))

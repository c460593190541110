"""What a page of one laptop's entries has in common: read once, and written at its end.

A judgement gets its place in the laptop's office feed at once and is stored with the others of its
page. The public states of files are read again when all of the page is in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Column, Connection, select

from outreach_app.domain import entries as e
from outreach_app.domain.erasure_entries import OF_LAPTOPS, number_in
from outreach_app.office import case_status
from outreach_app.office.erasure_tables import erasure
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.lineage import former_names, newest, take_again
from outreach_app.office.office import Office
from outreach_app.office.settlement_tables import settled
from outreach_app.office.tables import device
from sync.entry import Entry, Head

OFFICE = "office"
"""Author of what the office writes without a clerk."""


@dataclass(slots=True)
class ArrivingPage:
    """One page while it is taken in; `close` it before its transaction ends.

    Attributes:
        device: `D007`, who sent it.
        former_devices: what it was called before.
        erased: numbers in this page whose file was erased.
        settled: numbers in this page about whose file a clerk has said something.
    """

    office: Office
    tx: LedgerTransaction
    feed_id: bytes
    device: str
    former_devices: frozenset[str]
    erased: frozenset[str]
    settled: frozenset[str]
    _head: Head | None = None
    _office_feed: bytes = b""
    _told: list[Entry] = field(default_factory=list)
    _touched: dict[str, None] = field(default_factory=dict)
    _files: list[e.RecordFinished] = field(default_factory=list)

    def tell(self, judged: e.IntakeJudged) -> int:
        """Tell the laptop a judgement; return its number in the office feed."""
        if self._head is None:
            self._office_feed = self.office.feed_for(newest(self.tx.connection, self.feed_id))
            self._head = self.tx.lock_office_feed(self._office_feed)
        one = self.office.next_entry(
            self._office_feed, self._head, author=OFFICE, kind=e.INTAKE_JUDGED, body=judged
        )
        self._told.append(one)
        self._head = one.head
        return one.number

    def learn_again(self, entry: Entry) -> None:
        """Take in what the laptop says that it was; files after it are judged by that."""
        connection = self.tx.connection
        take_again(connection, self.office.keys.office_id, entry.body or b"")
        self.former_devices = former_names(connection, self.feed_id)

    def add(self, file: e.RecordFinished) -> None:
        """Let the status page know of a file at the end."""
        self._files.append(file)
        self.touch(file.number)

    def touch(self, number: str) -> None:
        """Read the public state of a file again at the end."""
        self._touched[number] = None

    def flush(self) -> None:
        """Store what was told, so that others may write into the same office feed."""
        self.tx.append_office_run(self._told)
        self._told, self._head = [], None

    def close(self) -> None:
        """Store what was told, and where the files of the page stand now."""
        self.flush()
        case_status.begin(self.tx.connection, self._files)
        case_status.settle(self.tx.connection, *self._touched)


def open_page(
    office: Office, tx: LedgerTransaction, feed_id: bytes, entries: Iterable[Entry]
) -> ArrivingPage:
    """Return the page of these entries, with what is known of its laptop and its files."""
    bodies = (one.body for one in entries if one.kind in OF_LAPTOPS and one.body is not None)
    numbers = {number_in(body) for body in bodies}
    serial = tx.connection.scalar(select(device.c.device_number).where(device.c.feed_id == feed_id))
    return ArrivingPage(
        office,
        tx,
        feed_id,
        f"D{serial:03d}",
        former_names(tx.connection, feed_id),
        _among(tx.connection, erasure.c.number, numbers),
        _among(tx.connection, settled.c.number, numbers),
    )


def _among(connection: Connection, column: Column[str], numbers: set[str]) -> frozenset[str]:
    return frozenset(connection.scalars(select(column).where(column.in_(numbers))))

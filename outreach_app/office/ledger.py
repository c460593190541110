"""The ledger: feeds of all laptops and of the office, as `sync.storage.OfficeStorage` asks.

Other rooms of the office work on `LedgerTransaction.connection`, so that what they write and the
entry that tells it commit together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, insert, or_, select, update

from outreach_app.clock import Clock
from outreach_app.office.engine import Database
from outreach_app.office.entry_rows import ENTRY, OFFICE_ENTRY, add_arrived, add_written, as_entry
from outreach_app.office.lineage import formers
from outreach_app.office.tables import (
    device,
    device_feed,
    entry,
    evidence,
    office_entry,
    office_feed,
    refusal,
)
from sync.entry import Entry, Head
from sync.errors import ChainBroken, DeviceUnknown
from sync.storage import Device, DeviceFeed, Evidence, OfficeFeed


@dataclass(frozen=True, slots=True)
class LedgerTransaction:
    """One transaction of the ledger, a `sync.storage.OfficeTransaction`.

    Attributes:
        connection: open, in this transaction.
        now: the office's clock in milliseconds, for the time of arrival.
    """

    connection: Connection
    now: Callable[[], int]

    def add_device(self, device_: Device) -> None:
        """Enrol a device; nothing happens if it is there.

        Raises:
            ChainBroken: the feed id is taken by another device.
        """
        known = self.device(device_.feed_id)
        if known == device_:
            return
        if known is not None:
            raise ChainBroken("the feed id is taken by another device")
        self.connection.execute(
            insert(device).values(
                feed_id=device_.feed_id,
                device_number=device_.device_number,
                unit=device_.unit,
                signing_key=device_.signing_key,
                sealing_key=device_.sealing_key,
                certificate=device_.certificate,
            )
        )
        empty = _feed_values(DeviceFeed(Head(0, device_.feed_id)))
        self.connection.execute(insert(device_feed).values(feed_id=device_.feed_id, **empty))

    def device(self, feed_id: bytes) -> Device | None:
        """Return an enrolled device, revoked or not."""
        found = self.connection.execute(select(device).where(device.c.feed_id == feed_id)).first()
        return Device(*found) if found else None

    def lock_feed(self, feed_id: bytes) -> DeviceFeed:
        """Return the row of a device's feed, locked until the transaction ends.

        Raises:
            DeviceUnknown: there is no such device.
        """
        row = self.connection.execute(
            select(device_feed).where(device_feed.c.feed_id == feed_id).with_for_update()
        ).first()
        if row is None:
            raise DeviceUnknown("no such device")
        head = Head(row.head_number, row.head_hash)
        return DeviceFeed(head, row.safe, row.forked_at, row.revoked_at)

    def set_feed(self, feed_id: bytes, feed: DeviceFeed) -> None:
        """Replace the row that `lock_feed` returned."""
        self.connection.execute(
            update(device_feed).where(device_feed.c.feed_id == feed_id).values(_feed_values(feed))
        )

    def hashes_at(self, feed_id: bytes, number: int) -> frozenset[bytes]:
        """Return every hash stored at a number, all branches; `{feed_id}` for 0."""
        if number == 0:
            return frozenset({feed_id})
        query = select(entry.c.hash).where(entry.c.feed_id == feed_id, entry.c.number == number)
        return frozenset(self.connection.scalars(query))

    def store(
        self, feed_id: bytes, entries: Sequence[Entry], evidence: Evidence, *, held: bool
    ) -> int:
        """Store entries and evidence under their keys; return how many entries were new."""
        known = self._known(feed_id, entries)
        new = [one for one in entries if (one.number, one.hash) not in known]
        if new:
            add_arrived(self.connection, new, held=held, arrived_ms=self.now())
        self._keep_evidence(feed_id, evidence)
        return len(new)

    def entries_after(self, feed_id: bytes, number: int, limit: int) -> Sequence[Entry]:
        """Return stored entries that are not held, above `number`, in order, at most `limit`."""
        query = (
            select(*ENTRY)
            .where(entry.c.feed_id == feed_id, entry.c.number > number, ~entry.c.held)
            .order_by(entry.c.number)
            .limit(limit)
        )
        return [as_entry(row) for row in self.connection.execute(query)]

    def held_entries(self, feed_id: bytes) -> Sequence[Entry]:
        """Return the held entries of a feed by number, then hash."""
        query = (
            select(*ENTRY)
            .where(entry.c.feed_id == feed_id, entry.c.held)
            .order_by(entry.c.number, entry.c.hash)
        )
        return [as_entry(row) for row in self.connection.execute(query)]

    def record_refusal(self, feed_id: bytes, reason: str, time_ms: int) -> None:
        """Write down that something claiming to be of this feed was refused."""
        self.connection.execute(
            insert(refusal).values(feed_id=feed_id, reason=reason, time_ms=time_ms)
        )

    def add_office_feed(self, feed_id: bytes, audience: bytes) -> None:
        """Start an office feed; nothing happens if it is there."""
        if self._office_head(feed_id) is None:
            self.connection.execute(
                insert(office_feed).values(
                    feed_id=feed_id, audience=audience, head_number=0, head_hash=feed_id
                )
            )

    def office_feeds(self, device_feed_id: bytes) -> Sequence[OfficeFeed]:
        """Return the feeds for this device, its own first, then those for all, oldest first.

        What was written for it before it was enrolled again is among its own.
        """
        own = (device_feed_id, *formers(self.connection, device_feed_id))
        mine: ColumnElement[bool] = office_feed.c.audience.in_(own)
        query = (
            select(office_feed)
            .where(or_(mine, office_feed.c.audience == b""))
            .order_by(
                (office_feed.c.audience == device_feed_id).desc(), mine.desc(), office_feed.c.id
            )
        )
        return [
            OfficeFeed(row.feed_id, row.audience, Head(row.head_number, row.head_hash))
            for row in self.connection.execute(query)
        ]

    def lock_office_feed(self, feed_id: bytes) -> Head:
        """Return an office feed's head, its row locked until the transaction ends.

        Raises:
            ChainBroken: there is no such feed.
        """
        head = self._office_head(feed_id)
        if head is None:
            raise ChainBroken("there is no such office feed")
        return head

    def append_office(self, entry: Entry) -> None:
        """Add an entry to an office feed and move its head.

        Raises:
            ChainBroken: it does not follow the head.
        """
        self.append_office_run([entry])

    def append_office_run(self, entries: Sequence[Entry]) -> None:
        """Add entries that follow each other to an office feed and move its head; raises as above.

        Args:
            entries: of one feed; may be empty.
        """
        if not entries:
            return
        first, last = entries[0], entries[-1]
        moved = self.connection.execute(
            update(office_feed)
            .where(
                office_feed.c.feed_id == first.feed_id,
                office_feed.c.head_number == first.number - 1,
                office_feed.c.head_hash == first.previous,
            )
            .values(head_number=last.number, head_hash=last.hash)
        )
        if moved.rowcount == 0:
            raise ChainBroken("the entry does not follow the head of the office feed")
        add_written(self.connection, entries)

    def office_entries_after(self, feed_id: bytes, number: int, limit: int) -> Sequence[Entry]:
        """Return at most `limit` entries of an office feed above `number`, in order."""
        query = (
            select(*OFFICE_ENTRY)
            .where(office_entry.c.feed_id == feed_id, office_entry.c.number > number)
            .order_by(office_entry.c.number)
            .limit(limit)
        )
        return [as_entry(row) for row in self.connection.execute(query)]

    def _office_head(self, feed_id: bytes) -> Head | None:
        row = self.connection.execute(
            select(office_feed).where(office_feed.c.feed_id == feed_id).with_for_update()
        ).first()
        return Head(row.head_number, row.head_hash) if row else None

    def _known(self, feed_id: bytes, entries: Sequence[Entry]) -> set[tuple[int, bytes]]:
        if not entries:
            return set()
        span = entry.c.number.between(entries[0].number, entries[-1].number)
        query = select(entry.c.number, entry.c.hash).where(entry.c.feed_id == feed_id, span)
        return {(row.number, row.hash) for row in self.connection.execute(query)}

    def _keep_evidence(self, feed_id: bytes, kept: Evidence) -> None:
        key = and_(evidence.c.feed_id == feed_id, evidence.c.sealed_digest == kept.sealed_digest)
        if self.connection.execute(select(evidence.c.feed_id).where(key)).first() is None:
            self.connection.execute(
                insert(evidence).values(
                    feed_id=feed_id,
                    sealed_digest=kept.sealed_digest,
                    outer=kept.outer,
                    signature=kept.signature,
                    arrived_ms=self.now(),
                )
            )


@dataclass(frozen=True, slots=True)
class Ledger:
    """The office's database, a `sync.storage.OfficeStorage`; call from any thread."""

    database: Database
    clock: Clock

    @contextmanager
    def transaction(self) -> Iterator[LedgerTransaction]:
        """Open a transaction for writing: commits at the end, rolls back on an error.

        One at a time: judging, deciding and telling lock files, office feeds and laptops in orders
        of their own, and none may wait for another in a circle.

        Raises:
            sync.errors.OfficeBusy: a lock could not be had in time; nothing was written.
        """
        with self.database.writing(alone=True) as connection:
            yield LedgerTransaction(connection, self.clock.now_ms)

    @contextmanager
    def arriving(self) -> Iterator[LedgerTransaction]:
        """Open a transaction that locks one laptop's feed and nothing else; raises as above.

        So laptops on PostgreSQL send at the same time, and none waits while files are judged.
        """
        with self.database.writing() as connection:
            yield LedgerTransaction(connection, self.clock.now_ms)

    @contextmanager
    def reading(self) -> Iterator[LedgerTransaction]:
        """Open a transaction that only reads."""
        with self.database.reading() as connection:
            yield LedgerTransaction(connection, self.clock.now_ms)


@dataclass(frozen=True, slots=True)
class Arrivals:
    """The ledger as the exchange sees it, a `sync.storage.OfficeStorage`."""

    ledger: Ledger

    def transaction(self) -> AbstractContextManager[LedgerTransaction]:
        """Return `Ledger.arriving`."""
        return self.ledger.arriving()


def _feed_values(feed: DeviceFeed) -> dict[str, object]:
    return {
        "head_number": feed.head.number,
        "head_hash": feed.head.hash,
        "safe": feed.safe,
        "forked_at": feed.forked_at,
        "revoked_at": feed.revoked_at,
    }

"""Outreach days as the office sees them come in: opened, going on, closed by a manifest."""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec
from sqlalchemy import Connection, func, insert, select, update

from outreach_app.domain import entries as e
from outreach_app.office.entry_rows import office_ms
from outreach_app.office.tables import day, manifest
from sync.entry import Entry


@dataclass(slots=True)
class DayKeeper:
    """Keeps the newest day of one feed while its entries are projected in order.

    Entries between `day.opened` and `day.closed` belong to the day; later ones (a reprint, say)
    are told to it but do not move its end.
    """

    connection: Connection
    feed_id: bytes
    day_id: str = ""
    _closed: bool = False
    _last: dict[str, object] = field(default_factory=dict)

    def load(self) -> DayKeeper:
        """Read where the feed stands and return self."""
        query = (
            select(day.c.day_id, day.c.opened_entry)
            .where(day.c.feed_id == self.feed_id)
            .order_by(day.c.opened_entry.desc())
            .limit(1)
        )
        row = self.connection.execute(query).first()
        if row is not None:
            self.day_id = row.day_id
            self._closed = newest_manifest(self.connection, self.feed_id, row.day_id) > (
                row.opened_entry
            )
        return self

    def take(self, entry: Entry, arrived_ms: int) -> None:
        """Let the day know of an entry, whatever its kind."""
        if entry.kind == e.DAY_OPENED and entry.body is not None:
            self.save()
            self._open(entry, e.decode(entry.body, e.DayOpened), arrived_ms)
        if entry.kind == e.DAY_CLOSED and entry.body is not None:
            self._close(entry, e.decode(entry.body, e.DayClosed))
        self._last["last_arrival_ms"] = arrived_ms
        if not self._closed:
            self._last |= {"last_entry": entry.number, "last_head": entry.hash}

    def save(self) -> None:
        """Write how far the day got."""
        if self.day_id and self._last:
            this = (day.c.feed_id == self.feed_id) & (day.c.day_id == self.day_id)
            self.connection.execute(update(day).where(this).values(self._last))
        self._last = {}

    def _open(self, entry: Entry, body: e.DayOpened, arrived_ms: int) -> None:
        self.day_id, self._closed = body.day_id, False
        self._last = {}
        values = {
            "pekon": body.pekon,
            "date": body.date,
            "officers": msgspec.json.encode(body.officers).decode(),
            "opened_entry": entry.number,
        }
        this = (day.c.feed_id == self.feed_id) & (day.c.day_id == body.day_id)
        # Opened again (decisions C32): the day goes on, its first entry stays.
        if self.connection.execute(update(day).where(this).values(values)).rowcount == 0:
            new = {"first_entry": entry.number, "last_arrival_ms": arrived_ms}
            last = {"last_entry": entry.number, "last_head": entry.hash}
            keys = {"feed_id": self.feed_id, "day_id": body.day_id}
            self.connection.execute(insert(day).values(**keys, **values, **new, **last))

    def _close(self, entry: Entry, body: e.DayClosed) -> None:
        if body.day_id == self.day_id:
            self._closed = True
        self.connection.execute(
            insert(manifest).values(
                feed_id=self.feed_id,
                entry_number=entry.number,
                day_id=body.day_id,
                body=entry.body,
                time_ms=office_ms(entry),
            )
        )


def newest_manifest(connection: Connection, feed_id: bytes, day_id: str) -> int:
    """Return the entry number of a day's newest manifest, 0 while there is none."""
    query = select(func.max(manifest.c.entry_number)).where(
        manifest.c.feed_id == feed_id, manifest.c.day_id == day_id
    )
    return connection.scalar(query) or 0

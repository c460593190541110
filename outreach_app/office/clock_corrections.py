"""Honest times: when an entry was really written, as far as anybody can know.

Never after it arrived, whatever the laptop's clock said; and corrected where the laptop learnt
later that its clock had been wrong. Clocks of service standards run from these times.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, bindparam, func, select, tuple_, update

from outreach_app.domain import entries as e
from outreach_app.domain.time_entries import CLOCK_CORRECTED, ClockCorrected
from outreach_app.office import case_status
from outreach_app.office.entry_rows import ENTRY, as_entry, honest_ms
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import Office
from outreach_app.office.tables import entry, event, manifest, revision
from sync.entry import Entry

_PAGE = 500
_NEAR, _MOST_NEAR = 100, 5
"""Of so many entries at most so many corrections count: a laptop writes one when it syncs, and each
costs work for all that it names."""


def take_correction(_office: Office, tx: LedgerTransaction, one: Entry) -> None:
    """Project a correction: the times of what it names, made again.

    Raises:
        msgspec.DecodeError: it cannot be read, or there are too many.
    """
    body = e.decode(one.body or b"", ClockCorrected)
    if _many_before(tx.connection, one):
        raise msgspec.DecodeError("too many corrections")
    last = min(body.last, one.number - 1)
    at = max(1, body.first) - 1
    while at < last:
        rows = tx.connection.execute(
            select(*ENTRY, entry.c.arrived_ms)
            .where(entry.c.feed_id == one.feed_id, ~entry.c.held)
            .where(entry.c.number > at, entry.c.number <= last)
            .order_by(entry.c.number)
            .limit(_PAGE)
        ).all()
        if not rows:
            return
        _correct(tx.connection, one.feed_id, rows, body.by_s)
        at = rows[-1].number


def _many_before(connection: Connection, one: Entry) -> bool:
    query = select(func.count()).where(
        entry.c.feed_id == one.feed_id,
        entry.c.kind == CLOCK_CORRECTED,
        entry.c.number.between(one.number - _NEAR, one.number - 1),
        ~entry.c.held,
    )
    return (connection.scalar(query) or 0) >= _MOST_NEAR


def _correct(connection: Connection, feed_id: bytes, rows: Sequence[Any], by_s: int) -> None:
    """Make the times of some entries again, table by table."""
    times: dict[Table, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        written = as_entry(row[:-1])
        ms = honest_ms(written, row.arrived_ms, by_s)
        times[_TABLES.get(written.kind, event)].append({"this": written.number, "ms": ms})
    for table, values in times.items():
        this = (table.c.feed_id == feed_id) & (table.c.entry_number == bindparam("this"))
        column = "finished_ms" if table is revision else "time_ms"
        connection.execute(update(table).where(this).values({column: bindparam("ms")}), values)
    files = [one["this"] for one in times[revision]]
    mine = (revision.c.feed_id == feed_id) & revision.c.entry_number.in_(files)
    case_status.settle(connection, *connection.scalars(select(revision.c.number).where(mine)).all())


_TABLES: dict[str, Table] = {e.RECORD_FINISHED: revision, e.DAY_CLOSED: manifest}


def skews(
    connection: Connection, days: Sequence[tuple[bytes, str]]
) -> dict[tuple[bytes, str], int]:
    """Return by how many seconds a laptop's clock was off in a day's files, the most of them."""
    query = (
        select(revision.c.feed_id, revision.c.day_id, revision.c.finished_ms, entry.c.time_ms)
        .join(
            entry,
            (entry.c.feed_id == revision.c.feed_id)
            & (entry.c.number == revision.c.entry_number)
            & (entry.c.hash == revision.c.head),
        )
        .where(tuple_(revision.c.feed_id, revision.c.day_id).in_(days))
    )
    found: dict[tuple[bytes, str], int] = {}
    for feed_id, day_id, honest, told in connection.execute(query):
        off_s = round((honest - told) / 1000)
        found[feed_id, day_id] = max(found.get((feed_id, day_id), 0), off_s, key=abs)
    return found

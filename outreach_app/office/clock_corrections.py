"""Honest times: when an entry was really written, as far as anybody can know.

Never after it arrived, whatever the laptop's clock said; and corrected where the laptop learnt
later that its clock had been wrong. Clocks of service standards run from these times.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Table, select, tuple_, update

from outreach_app.domain import entries as e
from outreach_app.domain.time_entries import ClockCorrected
from outreach_app.office import case_status
from outreach_app.office.entry_rows import ENTRY, as_entry, honest_ms
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import Office
from outreach_app.office.tables import entry, event, manifest, revision
from sync.entry import Entry

_PAGE = 500


def take_correction(_office: Office, tx: LedgerTransaction, one: Entry) -> None:
    """Project a correction: the times of what it names, made again."""
    body = e.decode(one.body or b"", ClockCorrected)
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
        for row in rows:
            written = as_entry(row[:-1])
            _correct(tx.connection, written, honest_ms(written, row.arrived_ms, body.by_s))
        at = rows[-1].number


def _correct(connection: Connection, one: Entry, ms: int) -> None:
    if one.kind == e.RECORD_FINISHED:
        this = (revision.c.feed_id == one.feed_id) & (revision.c.entry_number == one.number)
        connection.execute(update(revision).where(this).values(finished_ms=ms))
        number = connection.scalar(select(revision.c.number).where(this))
        if number:
            case_status.settle(connection, number)
        return
    table: Table = manifest if one.kind == e.DAY_CLOSED else event
    here = (table.c.feed_id == one.feed_id) & (table.c.entry_number == one.number)
    connection.execute(update(table).where(here).values(time_ms=ms))


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

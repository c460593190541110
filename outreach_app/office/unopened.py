"""Forms of citizens sealed to a key that is not here: written down, so that none is forgotten.

So it is after a restore of a backup that is older than the newest sealing key, and for a laptop
that was away for longer than a key is kept. `opening.py` opens them.
"""

from __future__ import annotations

from sqlalchemy import Connection, delete, func, insert, select

from outreach_app.office.citizen_tables import unopened
from outreach_app.office.ledger import LedgerTransaction
from sync.entry import Entry


def note(tx: LedgerTransaction, entry: Entry, key_id: str) -> None:
    """Write down an entry that cannot be opened now; again does nothing."""
    this = (unopened.c.feed_id == entry.feed_id) & (unopened.c.entry_number == entry.number)
    if tx.connection.scalar(select(unopened.c.key_id).where(this)) is None:
        row = {"feed_id": entry.feed_id, "entry_number": entry.number, "key_id": key_id}
        tx.connection.execute(insert(unopened), row | {"arrived_ms": tx.now()})


def forget(connection: Connection, entry: Entry) -> None:
    """Drop the note: it was opened."""
    this = (unopened.c.feed_id == entry.feed_id) & (unopened.c.entry_number == entry.number)
    connection.execute(delete(unopened).where(this))


def count(connection: Connection) -> int:
    """Return how many wait."""
    return connection.scalar(select(func.count()).select_from(unopened)) or 0

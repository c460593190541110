"""Announcements of sealing keys in the broadcast feeds, projected."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import insert

from outreach_app.domain import entries as e
from outreach_app.domain import office_entries as oe
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.restore_tables import sealing_key
from sync.announcement import KeyAnnouncement
from sync.entry import Entry


def take_announced(tx: LedgerTransaction, entry: Entry) -> tuple[str, str]:
    """Project an announcement; return its name and version."""
    said = KeyAnnouncement.decode(e.decode(entry.body or b"", oe.KeyAnnounced).announcement)
    values: Mapping[str, object] = {
        "serial": said.serial,
        "key_id": said.key_id.hex(),
        "from_ms": said.from_ms,
        "until_ms": said.until_ms,
        "feed_id": entry.feed_id,
        "entry_number": entry.number,
    }
    tx.connection.execute(insert(sealing_key).values(**values))
    return "sealing-key", said.key_id.hex()

"""The dictionaries that laptops may use: published once a version, known for as long as the feed.

A laptop may send with one that was replaced meanwhile, so every published one is still known. One
that is not, as after a restore of an older backup, costs one more request: the laptop sends plain.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from sqlalchemy import select

from outreach_app.domain import entries as e
from outreach_app.domain import wire_dictionary as wire
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import ALL, Office
from outreach_app.office.publications import take
from outreach_app.office.tables import publication
from sync.dictionary import Dictionary

AUTHOR = "office"


class _Row(NamedTuple):
    feed_id: bytes
    entry_number: int
    version: str


def publish_bundled_dictionary(office: Office) -> bool:
    """Publish what this version comes with, once; return whether it was new."""
    text, version = wire.as_text(wire.bundled()), wire.version(wire.bundled())
    with office.ledger.transaction() as tx:
        if version in {row.version for row in _published(tx)}:
            return False
        body = e.ResourcePublished(name=wire.NAME, version=version, text=text)
        take(tx, office.write(tx, ALL, author=AUTHOR, kind=e.SERVICES_PUBLISHED, body=body))
        return True


def known(office: Office) -> Callable[[], Mapping[int, Dictionary]]:
    """Return what gives every published dictionary by id; each is read once."""
    read: dict[str, Dictionary | None] = {}

    def ask() -> Mapping[int, Dictionary]:
        with office.ledger.reading() as tx:
            for row in _published(tx):
                if row.version not in read:
                    read[row.version] = _read(tx, row.feed_id, row.entry_number)
        return {one.dictionary_id: one for one in read.values() if one is not None}

    return ask


def _published(tx: LedgerTransaction) -> list[_Row]:
    query = select(publication.c.feed_id, publication.c.entry_number, publication.c.version)
    found = tx.connection.execute(query.where(publication.c.name == wire.NAME))
    return [_Row(*row) for row in found]


def _read(tx: LedgerTransaction, feed_id: bytes, number: int) -> Dictionary | None:
    (entry,) = tx.office_entries_after(feed_id, number - 1, 1)
    return wire.from_text(e.decode(entry.body or b"", e.ResourcePublished).text)

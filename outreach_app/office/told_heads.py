"""What laptops say that the office told them, held to what stands here (decisions A8, A13)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

import msgspec
from sqlalchemy import select

from outreach_app.domain import entries as e
from outreach_app.domain.contradiction_entries import OFFICE_CONTRADICTED, OfficeContradicted
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.tables import entry, manifest, office_entry

_HEX = re.compile(r"(?:[0-9a-f]{2})+")
_BEYOND = 2**63


class _Told(NamedTuple):
    """An entry of an office feed, as `entry_number` of a laptop's feed names it."""

    entry_number: int
    feed_id: bytes
    number: int
    hash: str


def told_otherwise(tx: LedgerTransaction, feed_id: bytes) -> int:
    """Return the first entry of a laptop that names an office entry otherwise than it is here.

    0 when none does. What a laptop has beyond us after a restore is no other story: it gives that
    back.
    """
    for told in sorted([*_manifests(tx, feed_id), *_contradictions(tx, feed_id)]):
        here = (office_entry.c.feed_id == told.feed_id) & (office_entry.c.number == told.number)
        known = tx.connection.scalar(select(office_entry.c.hash).where(here))
        if known is not None and known.hex() != told.hash:
            return told.entry_number
    return 0


def _manifests(tx: LedgerTransaction, feed_id: bytes) -> Iterator[_Told]:
    query = select(manifest).where(manifest.c.feed_id == feed_id)
    for row in tx.connection.execute(query):
        for feed, (number, digest) in e.decode(row.body, e.DayClosed).office_heads.items():
            # What names no entry at all contradicts none.
            if _HEX.fullmatch(feed) and 0 < number < _BEYOND:
                yield _Told(row.entry_number, bytes.fromhex(feed), number, digest)


def _contradictions(tx: LedgerTransaction, feed_id: bytes) -> Iterator[_Told]:
    this = (entry.c.feed_id == feed_id) & (entry.c.kind == OFFICE_CONTRADICTED) & ~entry.c.held
    query = select(entry.c.number, entry.c.body).where(this, entry.c.body.is_not(None))
    for row in tx.connection.execute(query):
        with suppress(msgspec.DecodeError):
            body = e.decode(row.body, OfficeContradicted)
            if 0 < body.number < _BEYOND:
                yield _Told(row.number, body.feed, body.number, body.hash.hex())

"""Walking feeds, those of devices and our own: every hash, every link, every kept signature.

Tamper evidence begins at the first outside witness (decisions A13): here that is the device's own
signature over each segment, whose outer header names the head hash.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, select

from outreach_app.identity.checkpoints import is_true
from outreach_app.office.checkpoint_marks import newest_mark
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import Office
from outreach_app.office.tables import (
    device,
    device_feed,
    evidence,
    office_feed,
)
from outreach_app.office.told_heads import told_otherwise
from outreach_app.officeapi import audit_messages as am
from sync.entry import Entry, commit, rehash
from sync.keys import verify
from sync.segment import FROM_DEVICE, parse_outer

_PAGE = 500
_Pages = Callable[[bytes, int, int], Sequence[Entry]]
"""Feed, number, limit -> the entries after it."""


def verify_feeds(office: Office, *, whole: bool = False) -> am.Verified:
    """Return for every device, and for every feed of the office, what it looks like.

    A walk begins at the newest checkpoint, with `whole` at the first entry.
    """
    with office.ledger.reading() as tx:
        rows = tx.connection.execute(select(device).order_by(device.c.device_number)).all()
        return am.Verified(
            feeds=tuple(_feed(office, tx, row, whole=whole) for row in rows),
            own=_own(office, tx, whole, {row.feed_id: f"D{row.device_number:03d}" for row in rows}),
        )


@dataclass(frozen=True, slots=True)
class Chain:
    """What walking one feed found.

    Attributes:
        number, hash: of the last entry that is as it must be.
        erased: how many have no body any more.
        why: `gap`, `previous`, `commitment`, `hash`, `head` or `checkpoint`; empty when nothing is
            wrong.
        since: number of the checkpoint that the walk began at, 0 for the first entry.
    """

    number: int
    hash: bytes
    erased: int
    broken_at: int
    why: str
    since: int = 0


def whole_chain(tx: LedgerTransaction, feed_id: bytes) -> Chain:
    """Walk a device's feed from its first entry: every hash, every link, up to its head."""
    return _walk(tx.entries_after, feed_id, _head(tx, feed_id) or 0, Chain(0, feed_id, 0, 0, ""))


def whole_office_chain(tx: LedgerTransaction, feed_id: bytes, head: int) -> Chain:
    """Walk a feed of the office from its first entry."""
    return _walk(tx.office_entries_after, feed_id, head, Chain(0, feed_id, 0, 0, ""))


def from_checkpoint(office: Office, tx: LedgerTransaction, after: _Pages, feed_id: bytes) -> Chain:
    """Return where a walk begins: at the newest checkpoint, if it holds."""
    mark = newest_mark(tx.connection, feed_id)
    if mark is None:
        return Chain(0, feed_id, 0, 0, "")
    card = office.keys.card
    here = next(iter(after(feed_id, mark.number - 1, 1)), None)
    same = here is not None and (here.number, here.hash) == (mark.number, mark.hash)
    if not same or not is_true(mark, card.office_id, card.signing_key):
        return Chain(0, feed_id, 0, mark.number, "checkpoint")
    return Chain(mark.number, mark.hash, mark.erased, 0, "", mark.number)


def as_signed(chain: Chain, signed: Chain) -> Chain:
    """Return a walked chain, broken where it is not what the newest checkpoint signed."""
    if chain.why or not signed.why:
        return chain
    return replace(chain, broken_at=signed.broken_at, why=signed.why)


def _walk(after: _Pages, feed_id: bytes, head: int, start: Chain) -> Chain:
    number, previous, erased = start.number, start.hash, start.erased
    broken, why = start.broken_at, start.why
    while not why and (page := after(feed_id, number, _PAGE)):
        for entry in page:
            why = _wrong(entry, number + 1, previous)
            if why:
                broken = number + 1
                break
            number, previous = entry.number, entry.hash
            erased += entry.erased
    if not why and head > number:
        broken, why = number + 1, "head"
    return Chain(number, previous, erased, broken, why, start.since)


def _own(
    office: Office, tx: LedgerTransaction, whole: bool, devices: Mapping[bytes, str]
) -> tuple[am.FeedVerified, ...]:
    """Walk what the office wrote; it signs nothing, laptops name its heads in their manifests."""
    found = []
    for row in tx.connection.execute(select(office_feed).order_by(office_feed.c.id)).all():
        after = tx.office_entries_after
        signed = from_checkpoint(office, tx, after, row.feed_id)
        start = Chain(0, row.feed_id, 0, 0, "") if whole else signed
        chain = as_signed(_walk(after, row.feed_id, row.head_number, start), signed)
        found.append(
            am.FeedVerified(
                device=devices.get(row.audience, ""),
                entries=chain.number,
                erased=chain.erased,
                signed_to=0,
                broken_at=chain.broken_at,
                why=chain.why,
                since=chain.since,
            )
        )
    return tuple(found)


def _feed(office: Office, tx: LedgerTransaction, row: Row[Any], *, whole: bool) -> am.FeedVerified:
    feed_id = row.feed_id
    signed = from_checkpoint(office, tx, tx.entries_after, feed_id)
    start = Chain(0, feed_id, 0, 0, "") if whole else signed
    chain = as_signed(_walk(tx.entries_after, feed_id, _head(tx, feed_id) or 0, start), signed)
    broken, why = chain.broken_at, chain.why
    if not why:
        broken, why = doubt(tx, feed_id, row.signing_key)
    signed_to, _ = _signed(tx, feed_id, row.signing_key)
    return am.FeedVerified(
        device=f"D{row.device_number:03d}",
        entries=chain.number,
        erased=chain.erased,
        signed_to=signed_to,
        broken_at=broken,
        why=why,
        since=chain.since,
    )


def doubt(tx: LedgerTransaction, feed_id: bytes, signing_key: bytes) -> tuple[int, str]:
    """Return where a laptop's own word contradicts its feed, and why; 0 and empty where none does.

    `signature`: a kept signature does not fit; `two_stories`: it names other words of the office.
    """
    if bad := _signed(tx, feed_id, signing_key)[1]:
        return bad, "signature"
    told = told_otherwise(tx, feed_id)
    return told, "two_stories" if told else ""


def _wrong(entry: Entry, expected: int, previous: bytes) -> str:
    if entry.number != expected:
        return "gap"
    if entry.previous != previous:
        return "previous"
    if entry.body is not None and commit(entry.salt or b"", entry.body) != entry.commitment:
        return "commitment"
    return "" if rehash(entry) == entry.hash else "hash"


def _head(tx: LedgerTransaction, feed_id: bytes) -> int | None:
    query = select(device_feed.c.head_number).where(device_feed.c.feed_id == feed_id)
    return tx.connection.scalar(query)


def _signed(tx: LedgerTransaction, feed_id: bytes, signing_key: bytes) -> tuple[int, int]:
    """Return up to where signatures cover the chain, and the first number of one that does not."""
    query = select(evidence).where(evidence.c.feed_id == feed_id)
    kept = [(parse_outer(row.outer), row) for row in tx.connection.execute(query).all()]
    signed_to, bad = 0, 0
    for outer, row in sorted(kept, key=lambda pair: (pair[0].first, pair[0].last)):
        message = FROM_DEVICE + row.outer + row.sealed_digest
        fits = outer.head in tx.hashes_at(feed_id, outer.last)  # of any branch
        if not verify(signing_key, row.signature, message) or not fits:
            bad = bad or outer.first
        elif outer.first <= signed_to + 1:
            signed_to = max(signed_to, outer.last)
    return signed_to, bad

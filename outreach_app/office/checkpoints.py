"""The yearly checkpoint: every feed is walked, and where it is whole the office signs its head.

Later walks start there. Each laptop gets the marks of its own feed and of the office feeds it
follows, as an entry of its feed: signed by the office, out of its reach from then on. It holds
them to what it has itself, and tells the office where they differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy import insert, select

from outreach_app.domain.checkpoint_entries import FEEDS_CHECKPOINTED, FeedMark, FeedsCheckpointed
from outreach_app.identity.checkpoints import signed
from outreach_app.office.access import Action, require
from outreach_app.office.checkpoint_marks import newest_mark
from outreach_app.office.checkpoint_tables import checkpoint
from outreach_app.office.clerks import SignedIn
from outreach_app.office.enrolment import device_name
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import Office
from outreach_app.office.tables import device, office_feed
from outreach_app.office.verifying import (
    Chain,
    as_signed,
    doubt,
    from_checkpoint,
    whole_chain,
    whole_office_chain,
)
from outreach_app.officeapi import audit_messages as am
from sync.storage import Standing


def make_checkpoint(office: Office, by: SignedIn) -> am.Checkpointed:
    """Walk every feed from its first entry and sign those that are whole.

    A broken or frozen feed is left out and named, and one that is not what an earlier checkpoint,
    a kept signature or a laptop's manifest says: nothing is signed that somebody may have changed.
    The walk holds nobody up; what was walked is signed only if it still stands then.

    Raises:
        UserProblem: OFFICE_006 not allowed.
    """
    require(by.role, Action.CHECKPOINT)
    with office.ledger.reading() as tx:
        found = [*_laptops(office, tx), *_own(office, tx)]
    with office.ledger.transaction() as tx:
        marks: dict[bytes, FeedMark] = {}
        left_out: list[str] = []
        for walked in found:
            chain = walked.chain
            if chain.why or not _stands(tx, walked):
                left_out.append(walked.name)
            elif chain.number:
                marks[walked.feed_id] = _mark(office, tx, walked.feed_id, chain, by)
        _tell(office, tx, marks, by)
    return am.Checkpointed(
        feeds=len(marks),
        entries=sum(mark.number for mark in marks.values()),
        left_out=tuple(left_out),
        made_ms=office.clock.now_ms(),
    )


@dataclass(frozen=True, slots=True)
class _Walked:
    """A feed that was walked; `laptop` tells whose it is."""

    feed_id: bytes
    name: str
    chain: Chain
    laptop: bool


def _laptops(office: Office, tx: LedgerTransaction) -> Iterator[_Walked]:
    query = select(device).order_by(device.c.device_number)
    for row in tx.connection.execute(query).all():
        chain = whole_chain(tx, row.feed_id)
        if not chain.why:
            broken_at, why = doubt(tx, row.feed_id, row.signing_key)
            chain = replace(chain, broken_at=broken_at, why=why)
        chain = as_signed(chain, from_checkpoint(office, tx, tx.entries_after, row.feed_id))
        yield _Walked(row.feed_id, device_name(row.device_number), chain, laptop=True)


def _own(office: Office, tx: LedgerTransaction) -> Iterator[_Walked]:
    for row in tx.connection.execute(select(office_feed).order_by(office_feed.c.id)).all():
        chain = whole_office_chain(tx, row.feed_id, row.head_number)
        chain = as_signed(chain, from_checkpoint(office, tx, tx.office_entries_after, row.feed_id))
        yield _Walked(row.feed_id, row.feed_id.hex()[:8], chain, laptop=False)


def _stands(tx: LedgerTransaction, walked: _Walked) -> bool:
    """Tell whether what was walked is there unchanged, and its feed not frozen since."""
    feed_id, chain = walked.feed_id, walked.chain
    if not walked.laptop:
        there = tx.office_entries_after(feed_id, chain.number - 1, 1)
        return not chain.number or [one.hash for one in there] == [chain.hash]
    frozen = tx.lock_feed(feed_id).standing is Standing.FROZEN
    return not frozen and tx.hashes_at(feed_id, chain.number) == {chain.hash}


def _mark(
    office: Office, tx: LedgerTransaction, feed_id: bytes, chain: Chain, by: SignedIn
) -> FeedMark:
    former = newest_mark(tx.connection, feed_id)
    if former is not None and former.number == chain.number:
        return former
    now = office.clock.now_ms()
    mark = FeedMark(
        feed_id=feed_id,
        number=chain.number,
        hash=chain.hash,
        erased=chain.erased,
        made_ms=now,
    )
    mark = signed(mark, office.keys)
    tx.connection.execute(
        insert(checkpoint).values(
            feed_id=feed_id,
            number=mark.number,
            hash=mark.hash,
            erased=mark.erased,
            made_ms=now,
            made_by=by.clerk,
            signature=mark.signature,
        )
    )
    return mark


def _tell(
    office: Office, tx: LedgerTransaction, marks: dict[bytes, FeedMark], by: SignedIn
) -> None:
    for feed_id in tx.connection.scalars(select(device.c.feed_id)).all():
        followed = (feed_id, *(feed.feed_id for feed in tx.office_feeds(feed_id)))
        known = tuple(marks[one] for one in followed if one in marks)
        if known:
            body = FeedsCheckpointed(marks=known)
            office.write(tx, feed_id, author=by.clerk, kind=FEEDS_CHECKPOINTED, body=body)

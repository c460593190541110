"""The yearly checkpoint: every feed is walked, and where it is whole the office signs its head.

Later walks start there. Each laptop gets the marks of its own feed and of the office feeds it
follows, as an entry of its feed, so it can tell whether it has the same story.
"""

from __future__ import annotations

from collections.abc import Iterator

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
from outreach_app.office.verifying import Chain, whole_chain, whole_office_chain
from outreach_app.officeapi import audit_messages as am
from sync.storage import Standing


def make_checkpoint(office: Office, by: SignedIn) -> am.Checkpointed:
    """Walk every feed from its first entry and sign those that are whole.

    A broken or frozen feed is left out and named: nothing is signed that somebody may have changed.

    Raises:
        UserProblem: OFFICE_006 not allowed.
    """
    require(by.role, Action.CHECKPOINT)
    with office.ledger.transaction() as tx:
        marks: dict[bytes, FeedMark] = {}
        left_out: list[str] = []
        for feed_id, name, chain in (*_laptops(tx), *_own(tx)):
            if chain.why:
                left_out.append(name)
            elif chain.number:
                marks[feed_id] = _mark(office, tx, feed_id, chain, by)
        _tell(office, tx, marks, by)
    return am.Checkpointed(
        feeds=len(marks),
        entries=sum(mark.number for mark in marks.values()),
        left_out=tuple(left_out),
        made_ms=office.clock.now_ms(),
    )


def _laptops(tx: LedgerTransaction) -> Iterator[tuple[bytes, str, Chain]]:
    query = select(device.c.feed_id, device.c.device_number).order_by(device.c.device_number)
    for row in tx.connection.execute(query).all():
        chain = whole_chain(tx, row.feed_id)
        if tx.lock_feed(row.feed_id).standing is Standing.FROZEN and not chain.why:
            chain = Chain(chain.number, chain.hash, chain.erased, chain.number + 1, "frozen")
        yield row.feed_id, device_name(row.device_number), chain


def _own(tx: LedgerTransaction) -> Iterator[tuple[bytes, str, Chain]]:
    for row in tx.connection.execute(select(office_feed).order_by(office_feed.c.id)).all():
        name = row.feed_id.hex()[:8]
        yield row.feed_id, name, whole_office_chain(tx, row.feed_id, row.head_number)


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

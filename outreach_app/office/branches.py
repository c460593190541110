"""Branches of one laptop's feed, and what a revoked one still sent: a clerk looks and chooses.

Until then the entries are stored and held. Choosing moves the feed's line to a branch; the other
stays stored and held, and the laptop that wrote it emits its files again once it is enrolled again
(decisions A1, B23).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import msgspec
from sqlalchemy import insert, select, update

from outreach_app.domain import entries as e
from outreach_app.errors import UserProblem
from outreach_app.office.access import Action, require
from outreach_app.office.answers import applicant
from outreach_app.office.branch_tables import branch_choice
from outreach_app.office.clerks import SignedIn
from outreach_app.office.enrolment import device_name
from outreach_app.office.entry_rows import ENTRY, as_entry, office_ms
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import Office
from outreach_app.office.projection import make_again
from outreach_app.office.tables import device, entry
from outreach_app.officeapi import link_messages as lm
from sync.entry import Entry
from sync.storage import DeviceFeed

_MOST_SHOWN = 500


def branches(office: Office, name: str, by: SignedIn) -> lm.Branches:
    """Return what waits for a clerk's word of one laptop, branch by branch.

    Raises:
        UserProblem: OFFICE_006 not allowed; OFFICE_007 no such laptop.
    """
    require(by.role, Action.READ_DEVICES)
    with office.ledger.reading() as tx:
        feed_id, feed = _feed(tx, name)
        lines = _lines(tx, feed_id, feed)
        shown = tuple(_branch(tx, feed, line) for line in lines)
    return lm.Branches(
        device=name, standing=feed.standing.value, since=_since(feed), branches=shown
    )


def choose(office: Office, name: str, head: str, by: SignedIn) -> lm.Branches:
    """Take the branch with this head as the laptop's line; doing it again changes nothing.

    Raises:
        UserProblem: OFFICE_006 not allowed; OFFICE_007 no such laptop; OFFICE_071 no such branch.
    """
    require(by.role, Action.REVOKE)
    with office.ledger.transaction() as tx:
        feed_id, feed = _feed(tx, name)
        lines = _lines(tx, feed_id, feed)
        line = next((one for one in lines if one[-1].hash.hex() == head), None)
        if line is None:
            raise UserProblem("OFFICE_071")
        _take(tx, feed_id, feed, line)
        _note(office, tx, feed_id, line[-1], by)
        make_again(office, tx)
    return branches(office, name, by)


def _take(tx: LedgerTransaction, feed_id: bytes, feed: DeviceFeed, line: Sequence[Entry]) -> None:
    """Hold everything after the common part, and let the chosen line go on."""
    after = (entry.c.feed_id == feed_id) & (entry.c.number >= _since(feed))
    tx.connection.execute(update(entry).where(after).values(held=True))
    hashes = [one.hash for one in line]
    for at in range(0, len(hashes), 400):
        chosen = after & entry.c.hash.in_(hashes[at : at + 400])
        tx.connection.execute(update(entry).where(chosen).values(held=False))
    revoked_at = feed.revoked_at if feed.revoked_at is None else line[-1].number
    tx.set_feed(feed_id, replace(feed, head=line[-1].head, revoked_at=revoked_at))


def _note(office: Office, tx: LedgerTransaction, feed_id: bytes, head: Entry, by: SignedIn) -> None:
    here = (branch_choice.c.feed_id == feed_id) & (branch_choice.c.head_hash == head.hash)
    if tx.connection.execute(select(branch_choice).where(here)).first() is None:
        tx.connection.execute(
            insert(branch_choice).values(
                feed_id=feed_id,
                head_hash=head.hash,
                head_number=head.number,
                clerk=by.clerk,
                time_ms=office.clock.now_ms(),
            )
        )


def _feed(tx: LedgerTransaction, name: str) -> tuple[bytes, DeviceFeed]:
    for feed_id, number in tx.connection.execute(select(device.c.feed_id, device.c.device_number)):
        if device_name(number) == name:
            return feed_id, tx.lock_feed(feed_id)
    raise UserProblem("OFFICE_007", what=name)


def _since(feed: DeviceFeed) -> int:
    """Return the first number that needs a clerk's word."""
    if feed.forked_at is not None:
        return feed.forked_at
    return feed.head.number + 1 if feed.revoked_at is None else feed.revoked_at + 1


def _lines(tx: LedgerTransaction, feed_id: bytes, feed: DeviceFeed) -> list[list[Entry]]:
    """Return every branch from the first number in question on, as whole chains."""
    query = (
        select(*ENTRY)
        .where(entry.c.feed_id == feed_id, entry.c.number >= _since(feed))
        .order_by(entry.c.number, entry.c.hash)
    )
    lines: list[list[Entry]] = []
    for one in map(as_entry, tx.connection.execute(query)):
        before = next((line for line in lines if line[-1].hash == one.previous), None)
        if before is not None:
            before.append(one)
            continue
        start = next((line for line in lines for e_ in line if e_.hash == one.previous), None)
        kept = [] if start is None else [x for x in start if x.number < one.number]
        lines.append([*kept, one])
    return lines


def _branch(tx: LedgerTransaction, feed: DeviceFeed, line: Sequence[Entry]) -> lm.Branch:
    head = line[-1]
    chosen = tx.connection.scalar(
        select(branch_choice.c.clerk).where(
            branch_choice.c.feed_id == head.feed_id, branch_choice.c.head_hash == head.hash
        )
    )
    current = feed.head.number >= head.number and feed.forked_at is None
    rows = [_row(one) for one in line]
    return lm.Branch(
        head=head.hash.hex(),
        first=line[0].number,
        last=head.number,
        current=current or head.hash == feed.head.hash,
        chosen_by=chosen or "",
        entries=tuple(rows[:_MOST_SHOWN]),
        counts=dict(Counter(row.form or row.kind for row in rows)),
        first_ms=rows[0].time_ms,
        last_ms=rows[-1].time_ms,
    )


def _row(one: Entry) -> lm.BranchEntry:
    number = name = form = ""
    if one.kind == e.RECORD_FINISHED and one.body is not None:
        try:
            body = e.decode(one.body, e.RecordFinished)
        except msgspec.DecodeError:
            body = None
        if body is not None:
            number, form = body.number, body.form_id
            name, _ = applicant(body.form_id, bytes(body.answers))
    return lm.BranchEntry(
        number=one.number,
        kind=one.kind,
        author=one.author,
        time_ms=office_ms(one),
        case=number,
        name=name,
        form=form,
    )

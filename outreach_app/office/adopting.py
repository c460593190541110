"""Words of the office that came back after a restore are put where the desk reads them.

What the feeds alone can tell is made again by `projection.rebuild`; here is the rest: decisions,
what clerks settled, and when a file had really arrived.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from sqlalchemy import insert, select, update

from outreach_app.domain import entries as e
from outreach_app.domain import settlement_entries as se
from outreach_app.domain.case_entries import CASE_MOVED, CaseMoved
from outreach_app.domain.erasure_entries import RECORD_ERASED, RecordErased
from outreach_app.office import erasing
from outreach_app.office.erasure_tables import erasure_told
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import Office
from outreach_app.office.settlement_tables import settled
from outreach_app.office.tables import decision, office_entry, office_feed, revision
from outreach_app.office.tables import entry as device_entry
from sync.entry import Entry

OFFICE = "office"


def adopt(tx: LedgerTransaction, one: Entry, feed_id: bytes) -> None:
    """Put one returned entry in force; those of other kinds need nothing.

    Args:
        tx: open for writing.
        one: as it stands in the old office feed.
        feed_id: of the laptop that it was for.
    """
    adopter = _ADOPTERS.get(one.kind)
    if adopter is None or one.body is None:
        return
    try:
        adopter(tx, one, feed_id)
    except msgspec.DecodeError:
        tx.record_refusal(feed_id, f"{one.kind} of the old feed cannot be read", tx.now())


def tell_again(office: Office, tx: LedgerTransaction, feed_id: bytes) -> int:
    """Tell a laptop again where the office's last word since the restore was not its true one.

    A file that came again was judged anew before the laptop gave back what a clerk had settled.
    """
    told: dict[str, tuple[str, str]] = {}
    query = (
        select(office_entry.c.kind, office_entry.c.body)
        .join(office_feed, office_feed.c.feed_id == office_entry.c.feed_id)
        .where(office_feed.c.feed_id == office.feed_for(feed_id))
        .where(office_entry.c.kind.in_((e.INTAKE_JUDGED, se.INTAKE_SETTLED)))
        .where(office_entry.c.body.is_not(None))
        .order_by(office_entry.c.number)
    )
    for kind, data in tx.connection.execute(query):
        body: Any = e.decode(data, e.IntakeJudged if kind == e.INTAKE_JUDGED else se.IntakeSettled)
        told[body.instance_id] = (body.state, body.reason)
    again = 0
    rows = tx.connection.execute(
        select(revision)
        .where(revision.c.instance_id.in_(list(told)), ~revision.c.again)
        .where(revision.c.feed_id == feed_id)
        .order_by(revision.c.entry_number)
    ).all()
    for row in rows:
        if told[row.instance_id] == (row.intake, row.intake_reason):
            continue
        body = e.IntakeJudged(
            number=row.number,
            instance_id=row.instance_id,
            state=row.intake,
            reason=row.intake_reason,
            facts=msgspec.json.decode(row.intake_facts, type=dict[str, str]),
        )
        office.write(tx, feed_id, author=OFFICE, kind=e.INTAKE_JUDGED, body=body)
        again += 1
    return again


def _judged(tx: LedgerTransaction, one: Entry, _feed_id: bytes) -> None:
    """The judgement was made when the file arrived, so the file arrived then."""
    body = e.decode(one.body or b"", e.IntakeJudged)
    query = select(revision.c.feed_id, revision.c.entry_number).where(
        revision.c.instance_id == body.instance_id, ~revision.c.again
    )
    for row in tx.connection.execute(query).all():
        here = (device_entry.c.feed_id == row.feed_id) & (device_entry.c.number == row.entry_number)
        later = here & (device_entry.c.arrived_ms > one.time_ms)
        tx.connection.execute(update(device_entry).where(later).values(arrived_ms=one.time_ms))


def _decided(tx: LedgerTransaction, one: Entry, feed_id: bytes) -> None:
    body = e.decode(one.body or b"", e.CaseDecided)
    _decision(tx, one, feed_id, body, body.decision_id, msgspec.json.encode(body.paths).decode())


def _moved(tx: LedgerTransaction, one: Entry, feed_id: bytes) -> None:
    body = e.decode(one.body or b"", CaseMoved)
    _decision(tx, one, feed_id, body, body.move_id, "[]")


def _decision(
    tx: LedgerTransaction,
    one: Entry,
    feed_id: bytes,
    body: e.CaseDecided | CaseMoved,
    decision_id: str,
    paths: str,
) -> None:
    """The laptop had it, so it was sent; one taken back at the restore stands again."""
    sent = {"released_ms": one.time_ms, "entry_number": one.number}
    here = update(decision).where(decision.c.decision_id == decision_id)
    if tx.connection.execute(here.values(**sent, undone_ms=None, undone_by="")).rowcount:
        return
    tx.connection.execute(
        insert(decision).values(
            decision_id=decision_id,
            feed_id=feed_id,
            number=body.number,
            instance_id=body.instance_id,
            state=body.state,
            reason=body.reason,
            paths=paths,
            due=body.due,
            clerk=body.clerk,
            made_ms=one.time_ms,
            release_ms=one.time_ms,
            supersedes=body.supersedes,
            from_state=getattr(body, "from_state", ""),
            calendar=body.calendar,
            appointment=body.appointment,
            **sent,
        )
    )


def _settled(tx: LedgerTransaction, one: Entry, _feed_id: bytes) -> None:
    body: Any
    if one.kind == se.INTAKE_SETTLED:
        body = e.decode(one.body or b"", se.IntakeSettled)
        key = body.settlement_id
    else:
        body = e.decode(one.body or b"", se.RecordRevised)
        key = body.instance_id
    known = tx.connection.execute(select(settled).where(settled.c.settlement_id == key)).first()
    if known is not None:
        if one.kind == se.INTAKE_SETTLED or known.feed_id == one.feed_id:
            return
        key = f"{key}#{one.feed_id.hex()[:8]}"  # the same word, to another laptop
        if tx.connection.execute(select(settled).where(settled.c.settlement_id == key)).first():
            return
    tx.connection.execute(
        insert(settled).values(
            settlement_id=key,
            number=body.number,
            kind=one.kind,
            body=one.body,
            feed_id=one.feed_id,
            entry_number=one.number,
            hash=one.hash,
            time_ms=one.time_ms,
        )
    )


def _erased(tx: LedgerTransaction, one: Entry, feed_id: bytes) -> None:
    """A backup older than the erasure holds the person again: out with it once more."""
    body = e.decode(one.body or b"", RecordErased)
    feeds = erasing.feeds_of(tx.connection, body.number) or (feed_id,)
    erasing.log(tx.connection, body, feeds)
    told = select(erasure_told.c.number).where(
        erasure_told.c.number == body.number, erasure_told.c.feed_id == feed_id
    )
    if tx.connection.scalar(told) is None:
        row = {"number": body.number, "feed_id": feed_id, "office_feed": one.feed_id}
        tx.connection.execute(insert(erasure_told).values(**row, entry_number=one.number))


_ADOPTERS: dict[str, Callable[[LedgerTransaction, Entry, bytes], None]] = {
    e.INTAKE_JUDGED: _judged,
    e.CASE_DECIDED: _decided,
    CASE_MOVED: _moved,
    se.INTAKE_SETTLED: _settled,
    se.RECORD_REVISED: _settled,
    RECORD_ERASED: _erased,
}

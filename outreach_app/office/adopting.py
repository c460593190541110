"""Words of the office that came back after a restore are put where the desk reads them.

Judgements, decisions, what clerks settled, and when a file had really arrived; publications are
made again by `returned_pages`. The outcome is that of `projection.rebuild`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from sqlalchemy import Row, insert, select, update

from outreach_app.domain import entries as e
from outreach_app.domain import settlement_entries as se
from outreach_app.domain.case_entries import CASE_MOVED, CaseMoved
from outreach_app.domain.erasure_entries import RECORD_ERASED, RecordErased
from outreach_app.domain.intake import REUSED_ID
from outreach_app.office import erasing
from outreach_app.office.erasure_tables import erasure_told
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import Office
from outreach_app.office.revisions import Recorded
from outreach_app.office.settlement_tables import settled
from outreach_app.office.tables import decision, device, office_entry, office_feed, revision
from outreach_app.office.tables import entry as device_entry
from sync.entry import Entry

OFFICE = "office"


def adopt(tx: LedgerTransaction, one: Entry, feed_id: bytes, recorded: Recorded) -> str:
    """Put one returned entry in force; return the number of its file, empty when it has none.

    Args:
        tx: open for writing.
        one: as it stands in the old office feed.
        feed_id: of the laptop that it was for.
        recorded: what was judged of this laptop's files (`projection.judgements`).
    """
    adopter = _ADOPTERS.get(one.kind)
    if adopter is None or one.body is None:
        return ""
    try:
        return adopter(tx, one, feed_id, recorded)
    except msgspec.DecodeError:
        tx.record_refusal(feed_id, f"{one.kind} of the old feed cannot be read", tx.now())
        return ""


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
        .where(revision.c.feed_id == feed_id, ~revision.c.again)
        .order_by(revision.c.entry_number)
    ).all()
    for row in rows:
        stands = (row.intake, row.intake_reason)
        if told.get(row.instance_id, stands) == stands:
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


def _judged(tx: LedgerTransaction, one: Entry, feed_id: bytes, recorded: Recorded) -> str:
    """The judgement stands, and it was made when the file arrived, so the file arrived then."""
    body = e.decode(one.body or b"", e.IntakeJudged)
    query = (
        select(revision)
        .join(device, device.c.feed_id == revision.c.feed_id)
        .where(revision.c.instance_id == body.instance_id, revision.c.entry_number > 0)
        .order_by(device.c.device_number, revision.c.entry_number)
    )
    said, first = iter(recorded.get(body.instance_id, ())), True
    for row in tx.connection.execute(query).all():
        values: dict[str, Any] = {"arrived_ms": min(row.arrived_ms, one.time_ms)}
        values["finished_ms"] = min(row.finished_ms, values["arrived_ms"])
        reason = row.intake_reason
        if row.feed_id == feed_id and (judged := next(said, None)) is not None:
            reason = judged.body.reason
            values |= {
                "intake": judged.body.state,
                "intake_reason": reason,
                "intake_facts": msgspec.json.encode(judged.body.facts).decode(),
                "judged_entry": judged.entry_number,
            }
        values["again"] = not first and reason != REUSED_ID
        first = first and values["again"]
        _correct(tx, row, values)
    return body.number


def _correct(tx: LedgerTransaction, row: Row[Any], values: dict[str, Any]) -> None:
    this = (revision.c.feed_id == row.feed_id) & (revision.c.entry_number == row.entry_number)
    tx.connection.execute(update(revision).where(this).values(values))
    came = (device_entry.c.feed_id == row.feed_id) & (device_entry.c.number == row.entry_number)
    later = came & (device_entry.c.arrived_ms > values["arrived_ms"])
    tx.connection.execute(update(device_entry).where(later).values(arrived_ms=values["arrived_ms"]))


def _decided(tx: LedgerTransaction, one: Entry, feed_id: bytes, _recorded: Recorded) -> str:
    body = e.decode(one.body or b"", e.CaseDecided)
    _decision(tx, one, feed_id, body, body.decision_id, msgspec.json.encode(body.paths).decode())
    return body.number


def _moved(tx: LedgerTransaction, one: Entry, feed_id: bytes, _recorded: Recorded) -> str:
    body = e.decode(one.body or b"", CaseMoved)
    _decision(tx, one, feed_id, body, body.move_id, "[]")
    return body.number


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


def _settled(tx: LedgerTransaction, one: Entry, _feed_id: bytes, _recorded: Recorded) -> str:
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
            return str(body.number)
        key = f"{key}#{one.feed_id.hex()[:8]}"  # the same word, to another laptop
        if tx.connection.execute(select(settled).where(settled.c.settlement_id == key)).first():
            return str(body.number)
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
    return str(body.number)


def _erased(tx: LedgerTransaction, one: Entry, feed_id: bytes, _recorded: Recorded) -> str:
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
    return ""


_ADOPTERS: dict[str, Callable[[LedgerTransaction, Entry, bytes, Recorded], str]] = {
    e.INTAKE_JUDGED: _judged,
    e.CASE_DECIDED: _decided,
    CASE_MOVED: _moved,
    se.INTAKE_SETTLED: _settled,
    se.RECORD_REVISED: _settled,
    RECORD_ERASED: _erased,
}

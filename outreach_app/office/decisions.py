"""Decisions of clerks: made, waiting at the desk, undone or sent (decisions C30).

A decision moves a case into another state of its machine. It waits until "Balas" or 15 minutes;
then `case.decided` (or `case.moved`, for the states after it) enters the laptop's feed in the same
transaction that marks it sent. From there on only a superseding decision changes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Row, insert, select, update

from outreach_app.clock import office_date
from outreach_app.domain import cases
from outreach_app.domain import entries as e
from outreach_app.domain.case_entries import CASE_MOVED, CaseMoved
from outreach_app.domain.machines import role_of
from outreach_app.errors import UserProblem
from outreach_app.office import case_promises, case_status
from outreach_app.office.access import Action, require
from outreach_app.office.batch_rows import batch_day
from outreach_app.office.case_steps import machine_of, sent_decisions, standing
from outreach_app.office.clerks import SignedIn
from outreach_app.office.files import File, file_of, texts
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.lineage import formers
from outreach_app.office.office import Office
from outreach_app.office.published import published
from outreach_app.office.tables import case_file, decision
from outreach_app.officeapi import messages as m

WAITING, SENT, UNDONE = "menunggu", "terkirim", "dibatalkan"
_ON_FILES = (e.READY, e.RETURNED, e.DECLINED)
"""States that go to the laptop as `case.decided`; all others are `case.moved`."""
_waiting = decision.c.released_ms.is_(None) & decision.c.undone_ms.is_(None)


def decide(office: Office, wanted: m.Decide, by: SignedIn) -> m.Decision:
    """Decide on a file; a decision that still waits is replaced, a sent one superseded.

    Raises:
        UserProblem: OFFICE_006 not allowed; OFFICE_007 no such file; OFFICE_010 another revision
            is the newest now; OFFICE_011 the file was cancelled; OFFICE_012 the id is taken;
            OFFICE_024 the date is none or past; CASES_005, CASES_006 of the appointment;
            DOMAIN_003, DOMAIN_004, CASES_001 .. CASES_003 of `domain.cases`.
    """
    require(by.role, Action.DECIDE)
    with office.ledger.transaction() as tx:
        return _decide(office, tx, wanted, by)


def decide_many(
    office: Office, wanted: Sequence[m.Decide], by: SignedIn
) -> tuple[tuple[m.Decision, ...], tuple[tuple[str, UserProblem], ...]]:
    """Decide on many files in one transaction; one that cannot be decided stops no other.

    Returns:
        decisions: those that were made, in order.
        refused: number and reason of the others; nothing of theirs was written.

    Raises:
        UserProblem: OFFICE_006 not allowed.
    """
    require(by.role, Action.DECIDE)
    made: list[m.Decision] = []
    refused: list[tuple[str, UserProblem]] = []
    with office.ledger.transaction() as tx:
        for one in wanted:
            try:
                made.append(_decide(office, tx, one, by))
            except UserProblem as problem:
                refused.append((one.number, problem))
    return tuple(made), tuple(refused)


def _decide(office: Office, tx: LedgerTransaction, wanted: m.Decide, by: SignedIn) -> m.Decision:
    if (known := _row(tx, wanted.decision_id)) is not None:
        return _same(known, wanted, by)
    file = _locked(tx, wanted)
    former = file.decision
    sent = sent_decisions(tx.connection, [wanted.number])[wanted.number]
    promised = _checked(office, tx, file, sent, wanted, by)
    if former is not None and former.released_ms is None:
        _mark_undone(office, tx, former.decision_id, by)
    now = office.clock.now_ms()
    values = {
        "decision_id": wanted.decision_id,
        "feed_id": file.newest.feed_id,
        "number": wanted.number,
        "instance_id": wanted.instance_id,
        "state": wanted.state,
        "reason": wanted.reason.strip(),
        "paths": msgspec.json.encode(wanted.paths).decode(),
        "clerk": by.clerk,
        "made_ms": now,
        "release_ms": now + office.rules.release_s * 1000,
        "supersedes": sent[-1].decision_id if sent else "",
        **promised,
    }
    tx.connection.execute(insert(decision).values(values))
    return as_message(_found(tx, wanted.decision_id))


def undo(office: Office, decision_id: str, by: SignedIn) -> m.Decision:
    """Take a decision back that still waits; doing it again changes nothing.

    Raises:
        UserProblem: OFFICE_006 not allowed; OFFICE_007 no such decision; OFFICE_013 it was sent.
    """
    require(by.role, Action.DECIDE)
    with office.ledger.transaction() as tx:
        row = _found(tx, decision_id)
        if row.released_ms is not None or (
            row.undone_ms is None and row.release_ms <= office.clock.now_ms()
        ):
            raise UserProblem("OFFICE_013", number=row.number)
        if row.undone_ms is None:
            _mark_undone(office, tx, decision_id, by)
        return as_message(_found(tx, decision_id))


def reply(office: Office, batch_id: str, by: SignedIn) -> m.Replied:
    """Send every waiting decision of a batch to its laptop ("Balas").

    Raises:
        UserProblem: OFFICE_006 not allowed; OFFICE_007 no such batch.
    """
    require(by.role, Action.REPLY)
    with office.ledger.transaction() as tx:
        day = batch_day(tx.connection, batch_id)
        feeds = (day.feed_id, *formers(tx.connection, day.feed_id))
        query = (
            select(decision)
            .join(case_file, case_file.c.number == decision.c.number)
            .where(_waiting, case_file.c.feed_id.in_(feeds), case_file.c.day_id == day.day_id)
        )
        rows = tx.connection.execute(query.order_by(decision.c.made_ms)).all()
        return m.Replied(decisions=_send(office, tx, rows))


def release_due(office: Office) -> int:
    """Send the decisions whose time at the desk is over; return how many."""
    query = select(decision).where(_waiting, decision.c.release_ms <= office.clock.now_ms())
    with office.ledger.reading() as look:
        if look.connection.execute(query.limit(1)).first() is None:
            return 0
    with office.ledger.transaction() as tx:
        rows = tx.connection.execute(query.order_by(decision.c.made_ms).with_for_update()).all()
        return len(_send(office, tx, rows))


def as_message(row: Row[Any]) -> m.Decision:
    """Return a decision's row for the desk."""
    standing = WAITING if row.released_ms is None else SENT
    return m.Decision(
        decision_id=row.decision_id,
        number=row.number,
        instance_id=row.instance_id,
        state=row.state,
        clerk=row.clerk,
        made_ms=row.made_ms,
        release_ms=row.released_ms or row.release_ms,
        standing=standing if row.undone_ms is None else UNDONE,
        reason=row.reason,
        paths=texts(row.paths),
        due=row.due,
        supersedes=row.supersedes,
        from_state=row.from_state,
        appointment=row.appointment,
    )


def _send(
    office: Office, tx: LedgerTransaction, rows: Iterable[Row[Any]]
) -> tuple[m.Decision, ...]:
    return tuple(_send_one(office, tx, row) for row in rows)


def _send_one(office: Office, tx: LedgerTransaction, row: Row[Any]) -> m.Decision:
    kind, body = _told(tx, row)
    entry = office.write(tx, row.feed_id, author=row.clerk, kind=kind, body=body)
    this = update(decision).where(decision.c.decision_id == row.decision_id)
    tx.connection.execute(this.values(released_ms=office.clock.now_ms(), entry_number=entry.number))
    case_status.settle(tx.connection, row.number)
    return as_message(_found(tx, row.decision_id))


def _told(tx: LedgerTransaction, row: Row[Any]) -> tuple[str, e.Body]:
    same = {
        name: getattr(row, name)
        for name in (
            *("number", "instance_id", "state", "clerk", "reason", "due"),
            *("supersedes", "calendar", "appointment"),
        )
    }
    if row.state in _ON_FILES:
        paths = texts(row.paths)
        return e.CASE_DECIDED, e.CaseDecided(decision_id=row.decision_id, paths=paths, **same)
    asked_by = _on_word_of(tx, row)
    moved = CaseMoved(
        move_id=row.decision_id, from_state=row.from_state, on_word_of=asked_by, **same
    )
    return CASE_MOVED, moved


def _on_word_of(tx: LedgerTransaction, row: Row[Any]) -> str:
    """Return who asked for a move or reported it, by the table of its case; empty: the office."""
    file = file_of(tx.connection, row.number)
    machine = machine_of(published(tx.connection), file) if file else None
    return machine.on_word_of(row.from_state, row.state) if machine else ""


def _checked(
    office: Office,
    tx: LedgerTransaction,
    file: File,
    sent: list[Row[Any]],
    wanted: m.Decide,
    by: SignedIn,
) -> dict[str, str]:
    """Refuse a move that is not possible; return from where it goes and what it promises."""
    tables, now = published(tx.connection), office.clock.now_ms()
    stands = standing(tables, file, sent)
    move = stands.move(wanted.state, role_of(by.role))
    if stands.machine is None:
        raise UserProblem("DOMAIN_003", state=wanted.state)
    said = (wanted.reason, wanted.appointment, wanted.due)
    cases.check_move(stands, move, said, office_date(now))
    calendar, state = tables.calendar, stands.machine.state(move.to)
    due = case_promises.due_day(now, wanted.due, state, calendar)
    kind = file.newest.kind
    return {
        "from_state": stands.state,
        "due": due,
        "calendar": calendar.version if due else "",
        "appointment": case_promises.appointment(now, wanted.appointment, kind, calendar),
    }


def _locked(tx: LedgerTransaction, wanted: m.Decide) -> File:
    lock = select(case_file.c.number).where(case_file.c.number == wanted.number)
    tx.connection.execute(lock.with_for_update())
    file = file_of(tx.connection, wanted.number)
    if file is None:
        raise UserProblem("OFFICE_007", what=wanted.number)
    if file.newest.instance_id != wanted.instance_id:
        raise UserProblem("OFFICE_010", number=wanted.number)
    if file.cancelled:
        raise UserProblem("OFFICE_011", number=wanted.number)
    return file


def _same(known: Row[Any], wanted: m.Decide, by: SignedIn) -> m.Decision:
    same = (known.number, known.instance_id, known.state, known.clerk)
    if same != (wanted.number, wanted.instance_id, wanted.state, by.clerk):
        raise UserProblem("OFFICE_012")
    return as_message(known)


def _mark_undone(office: Office, tx: LedgerTransaction, decision_id: str, by: SignedIn) -> None:
    this = update(decision).where(decision.c.decision_id == decision_id, _waiting)
    tx.connection.execute(this.values(undone_ms=office.clock.now_ms(), undone_by=by.clerk))


def _row(tx: LedgerTransaction, decision_id: str) -> Row[Any] | None:
    query = select(decision).where(decision.c.decision_id == decision_id).with_for_update()
    return tx.connection.execute(query).first()


def _found(tx: LedgerTransaction, decision_id: str) -> Row[Any]:
    row = _row(tx, decision_id)
    if row is None:
        raise UserProblem("OFFICE_007", what=decision_id)
    return row

"""What a clerk settles about held files (ux M3, M5).

Each word of a clerk enters the feeds of the laptops concerned in the same transaction in which it
changes the projection; `apply_all` does the second half again after a rebuild.
"""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Row, delete, insert, select, update

from outreach_app.domain import entries as e
from outreach_app.domain import settlement_entries as se
from outreach_app.domain.intake import ASIDE, MERGED, RETURNED, TURNED_DOWN, TURNED_DOWN_ASIDE
from outreach_app.errors import UserProblem
from outreach_app.office import balances, case_status, revisions
from outreach_app.office.access import Action, require
from outreach_app.office.answers import applicant
from outreach_app.office.clerks import SignedIn
from outreach_app.office.files import file_of
from outreach_app.office.held_files import held_row
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import Office
from outreach_app.office.settlement_tables import held_owner, settled
from outreach_app.office.tables import case_file, revision
from outreach_app.officeapi import messages as m
from outreach_app.officeapi import settlement_messages as s
from sync.entry import Entry

_IN_ORDER = select(settled).order_by(settled.c.time_ms, settled.c.entry_number)


def settle(office: Office, wanted: s.Settle, by: SignedIn) -> m.Done:
    """Let a held revision through, reject it, or ask its officer and keep it held.

    Raises:
        UserProblem: OFFICE_006 not allowed; OFFICE_007 no such revision; SETTLE_001 it is not held
            any more; SETTLE_002 no reason given; SETTLE_003 it can only be let through by
            comparing (`revise`), or rejected.
    """
    require(by.role, Action.DECIDE)
    _has_sentence(wanted.sentence)
    with office.ledger.transaction() as tx:
        if _known(tx, wanted.settlement_id):
            return m.Done()
        row = held_row(tx, wanted.instance_id)
        reason = _reason(wanted.state, row)
        body = se.IntakeSettled(
            settlement_id=wanted.settlement_id,
            number=row.number,
            instance_id=row.instance_id,
            state=wanted.state if wanted.state in (e.ACCEPTED, e.HELD) else e.REJECTED,
            clerk=by.clerk,
            reason=reason,
            facts={"sentence": wanted.sentence.strip()} if reason else {},
            sentence=wanted.sentence.strip(),
        )
        _write(office, tx, row.feed_id, by.clerk, se.INTAKE_SETTLED, wanted.settlement_id, body)
        _apply_settled(tx, body)
    return m.Done()


def _reason(state: str, row: Row[Any]) -> str:
    """Return the code that a settled revision carries from now on; empty when it passes.

    What stood aside stays aside when it is turned down: another person's file, or a change of an
    older revision, must never become the newest one of its number.
    """
    aside = row.intake_reason in ASIDE
    if state in (e.ACCEPTED, e.HELD):
        if aside:
            raise UserProblem("SETTLE_003", number=row.number)
        return RETURNED if state == e.HELD else ""
    return TURNED_DOWN_ASIDE if aside else TURNED_DOWN


def revise(office: Office, number: str, wanted: s.Revise, by: SignedIn) -> m.Done:
    """Write a revision of the office: a correction, or the outcome of a compared conflict.

    Raises:
        UserProblem: OFFICE_006 not allowed; OFFICE_007 no such file; OFFICE_010 another revision is
            the newest now; OFFICE_011 cancelled; SETTLE_001 a settled one is not held any more;
            SETTLE_002 no reason given; OFFICE_008 the answers are no record.
    """
    require(by.role, Action.DECIDE)
    _has_sentence(wanted.sentence)
    if not isinstance(_json(bytes(wanted.answers)), dict):
        raise UserProblem("OFFICE_008")
    with office.ledger.transaction() as tx:
        if _known(tx, wanted.instance_id):
            return m.Done()
        lock = select(case_file.c.number).where(case_file.c.number == number).with_for_update()
        tx.connection.execute(lock)
        file = file_of(tx.connection, number)
        if file is None:
            raise UserProblem("OFFICE_007", what=number)
        if file.newest.instance_id != wanted.deprecated_id:
            raise UserProblem("OFFICE_010", number=number)
        if file.cancelled:
            raise UserProblem("OFFICE_011", number=number)
        against = [held_row(tx, one) for one in wanted.settles]
        if any(row.number != number for row in against):
            raise UserProblem("OFFICE_007", what=number)
        body = se.RecordRevised(
            instance_id=wanted.instance_id,
            deprecated_id=wanted.deprecated_id,
            number=number,
            clerk=by.clerk,
            answers=wanted.answers,
            settles=wanted.settles,
            sides=wanted.sides,
            sentence=wanted.sentence.strip(),
        )
        # Every laptop that has a hand in this file learns of it.
        for n, feed_id in enumerate(dict.fromkeys(row.feed_id for row in file.revisions)):
            key = wanted.instance_id if n == 0 else f"{wanted.instance_id}#{n}"
            entry = _write(office, tx, feed_id, by.clerk, se.RECORD_REVISED, key, body)
            if n == 0:
                _apply_revised(tx, body, entry.number, entry.hash, entry.time_ms)
    return m.Done()


def apply_all(tx: LedgerTransaction) -> None:
    """Do again what clerks settled, after the projections were made anew from device feeds."""
    for row in tx.connection.execute(_IN_ORDER).all():
        _apply(tx, row)


def apply_file(tx: LedgerTransaction, number: str) -> None:
    """Do again what clerks settled about one file, and store where it stands then."""
    for row in tx.connection.execute(_IN_ORDER.where(settled.c.number == number)).all():
        _apply(tx, row)
    _stand(tx, number)


def apply_late(tx: LedgerTransaction, one: Entry) -> None:
    """Do what was settled about a revision that came later than the word about it.

    So it is after a restore, when the word comes back with another laptop of the file.
    """
    words = (
        _IN_ORDER.add_columns(revision.c.instance_id.label("new"))
        .join(revision, revision.c.number == settled.c.number)
        .where(revision.c.feed_id == one.feed_id, revision.c.entry_number == one.number)
        .where(~revision.c.again)
    )
    for row in tx.connection.execute(words).all():
        if row.kind == se.INTAKE_SETTLED:
            about = e.decode(row.body, se.IntakeSettled).instance_id
        else:
            about = e.decode(row.body, se.RecordRevised).deprecated_id
        if about == row.new:
            apply_file(tx, row.number)
            return


def _apply(tx: LedgerTransaction, row: Row[Any]) -> None:
    if row.kind == se.INTAKE_SETTLED:
        _apply_settled(tx, e.decode(row.body, se.IntakeSettled))
    elif "#" not in row.settlement_id:
        body = e.decode(row.body, se.RecordRevised)
        _apply_revised(tx, body, row.entry_number, row.hash, row.time_ms)


def _stand(tx: LedgerTransaction, number: str) -> None:
    revisions.settle(tx.connection, number)
    case_status.settle(tx.connection, number)
    balances.touch_file(tx.connection, number)


def _write(
    office: Office,
    tx: LedgerTransaction,
    feed_id: bytes,
    author: str,
    kind: str,
    key: str,
    body: e.Body,
) -> Entry:
    entry = office.write(tx, feed_id, author=author, kind=kind, body=body)
    tx.connection.execute(
        insert(settled).values(
            settlement_id=key,
            number=getattr(body, "number", ""),
            kind=kind,
            body=entry.body,
            feed_id=feed_id,
            entry_number=entry.number,
            hash=entry.hash,
            time_ms=entry.time_ms,
        )
    )
    return entry


def _apply_settled(tx: LedgerTransaction, body: se.IntakeSettled) -> None:
    said = {
        "intake": body.state,
        "intake_reason": body.reason,
        "intake_facts": msgspec.json.encode(body.facts).decode(),
    }
    this = update(revision).where(revision.c.instance_id == body.instance_id, ~revision.c.again)
    tx.connection.execute(this.values(said))
    _release(tx, body.instance_id)
    _stand(tx, body.number)


def _apply_revised(
    tx: LedgerTransaction, body: se.RecordRevised, number: int, digest: bytes, time_ms: int
) -> None:
    query = select(revision).where(revision.c.instance_id == body.deprecated_id, ~revision.c.again)
    parent = tx.connection.execute(query).mappings().first()
    if parent is None:
        return  # after a restore its file may come later; `apply_late` has both then
    _insert_revised(tx, dict(parent), body, (number, digest, time_ms))
    merged = {
        "intake": e.ACCEPTED,
        "intake_reason": MERGED,
        "intake_facts": msgspec.json.encode({"clerk": body.clerk}).decode(),
    }
    for instance_id in body.settles:
        this = update(revision).where(revision.c.instance_id == instance_id, ~revision.c.again)
        tx.connection.execute(this.values(merged))
        _release(tx, instance_id)
    _stand(tx, body.number)


def _insert_revised(
    tx: LedgerTransaction,
    parent: dict[str, Any],
    body: se.RecordRevised,
    written: tuple[int, bytes, int],
) -> None:
    """Keep a revision of the office, once. `written` is number, hash and time of its entry."""
    number, digest, time_ms = written
    there = select(revision.c.instance_id).where(revision.c.instance_id == body.instance_id)
    if tx.connection.execute(there).first() is not None:
        return
    name, nik = applicant(parent["form_id"], bytes(body.answers))
    tx.connection.execute(
        insert(revision).values(
            **parent
            | {
                # Not a number of the laptop's feed: below zero it can never meet one. Numbers of
                # the office begin again after a restore, hashes do not.
                "entry_number": -int.from_bytes(digest[:6]),
                "instance_id": body.instance_id,
                "deprecated_id": body.deprecated_id,
                "head": digest,
                "officer": body.clerk,
                "name": name,
                "nik": nik,
                "answers": bytes(body.answers),
                "finished_ms": time_ms,
                "arrived_ms": time_ms,
                "intake": e.ACCEPTED,
                "intake_reason": "",
                "intake_facts": "{}",
                "judged_entry": number,
            }
        )
    )


def _release(tx: LedgerTransaction, instance_id: str) -> None:
    tx.connection.execute(delete(held_owner).where(held_owner.c.instance_id == instance_id))


def _known(tx: LedgerTransaction, key: str) -> bool:
    query = select(settled.c.settlement_id).where(settled.c.settlement_id == key)
    return tx.connection.scalar(query) is not None


def _has_sentence(text: str) -> None:
    if not text.strip():
        raise UserProblem("SETTLE_002")


def _json(data: bytes) -> object:
    try:
        return msgspec.json.decode(data)
    except msgspec.DecodeError:
        return None

"""Records written at the desk: a seminar, its evaluation, the attendance of an event.

The same forms and the same figures as on laptops; the number's origin is `K001` (decisions C25).
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import msgspec
from sqlalchemy import Row, func, insert, select

from outreach_app import forms
from outreach_app.clock import at_office
from outreach_app.domain import numbering
from outreach_app.errors import UserProblem
from outreach_app.office import publications
from outreach_app.office.access import Action, require
from outreach_app.office.answers import answer
from outreach_app.office.clerks import SignedIn
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import Office
from outreach_app.office.published import published
from outreach_app.office.record_tables import desk_record
from outreach_app.officeapi import record_messages as rm

DESK = numbering.origin("K", 1)


def write(office: Office, wanted: rm.WriteRecord, by: SignedIn) -> rm.Written:
    """Keep a record; the same id again gives the number it has.

    Raises:
        UserProblem: OFFICE_006 not allowed; OFFICE_007 that form is not filled in at the desk, or
            was never published; AUDIT_002 the form's own rules are not kept.
    """
    require(by.role, Action.PLAN_DAYS)
    with office.ledger.transaction() as tx:
        known = _row(tx, wanted.record_id)
        if known is not None:
            return rm.Written(number=known.number)
        form_id = _form_id(tx, wanted.service)
        record = _filled(office, tx, form_id, wanted)
        now, serial = office.clock.now_ms(), _next(tx)
        number = str(numbering.local_number(at_office(now).year, DESK, serial))
        tx.connection.execute(
            insert(desk_record).values(
                number=number,
                serial=serial,
                record_id=wanted.record_id,
                form_id=form_id,
                form_version=wanted.form_version,
                day_id=wanted.day_id,
                pekon=answer(form_id, record, "today_pekon"),
                answers=forms.canonical(record),
                clerk=by.clerk,
                written_ms=now,
            )
        )
        return rm.Written(number=number)


def _row(tx: LedgerTransaction, record_id: str) -> Row[Any] | None:
    query = select(desk_record).where(desk_record.c.record_id == record_id)
    return tx.connection.execute(query).first()


def _next(tx: LedgerTransaction) -> int:
    return (
        int(tx.connection.scalar(select(func.coalesce(func.max(desk_record.c.serial), 0))) or 0) + 1
    )


def _form_id(tx: LedgerTransaction, code: str) -> str:
    service = published(tx.connection).service(code)
    if service is None or not service.at_desk:
        raise UserProblem("OFFICE_007", what=code)
    return service.form


def _filled(
    office: Office, tx: LedgerTransaction, form_id: str, wanted: rm.WriteRecord
) -> dict[str, Any]:
    form = publications.form_row(tx, form_id, wanted.form_version)
    if form is None:
        raise UserProblem("OFFICE_007", what=f"{form_id} {wanted.form_version}")
    now = at_office(office.clock.now_ms())
    session = forms.Session(
        forms.load(form.xform),
        today=now.date(),
        now=now,
        new_id=lambda: str(uuid4()),
        lookup=msgspec.json.decode(form.attachments, type=dict[str, str]),
        values=wanted.values or None,
    )
    if session.problems():
        raise UserProblem("AUDIT_002", count=len(session.problems()))
    session.finish(now)
    return session.record()

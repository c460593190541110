"""Audit samples: drawn with a recorded seed, looked at with a checklist form, found or not."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from uuid import uuid4

import msgspec
from sqlalchemy import Row, insert, select, update

from outreach_app import forms
from outreach_app.clock import WIB, office_date
from outreach_app.domain import entries as e
from outreach_app.domain.audit_sample import draw
from outreach_app.errors import UserProblem
from outreach_app.office import findings, publications
from outreach_app.office.access import Action, require
from outreach_app.office.answers import answer
from outreach_app.office.audit_tables import audit_item, audit_sample
from outreach_app.office.clerks import SignedIn
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import Office
from outreach_app.office.tables import case_file, clerk, revision
from outreach_app.officeapi import audit_messages as am

FORM = "uji_petik"
LARGEST = 500


def draw_sample(office: Office, wanted: am.DrawSample, by: SignedIn) -> am.Sample:
    """Draw a sample and record it with its seed; the same request gives the same sample.

    Raises:
        UserProblem: OFFICE_006 not allowed; AUDIT_001 no file was finished in that time, or the
            size makes no sense.
    """
    require(by.role, Action.AUDIT)
    with office.ledger.transaction() as tx:
        if _sample_row(tx, wanted.sample_id) is None:
            _record(office, tx, wanted, by)
        return _sample(office, tx, wanted.sample_id)


def samples(office: Office) -> am.SampleList:
    """Return all samples, newest first."""
    with office.ledger.reading() as tx:
        query = select(audit_sample.c.sample_id).order_by(audit_sample.c.drawn_ms.desc())
        ids = tx.connection.scalars(query).all()
        clerks = tx.connection.scalars(select(clerk.c.clerk).order_by(clerk.c.clerk)).all()
        return am.SampleList(
            samples=tuple(_sample(office, tx, one) for one in ids), clerks=tuple(clerks)
        )


def follow_up(office: Office, sample_id: str, wanted: am.FollowUp, by: SignedIn) -> am.Sample:
    """Write down what becomes of a finding; see `findings.follow_up`."""
    findings.follow_up(office, sample_id, wanted, by)
    with office.ledger.reading() as tx:
        return _sample(office, tx, sample_id)


def answer_item(office: Office, sample_id: str, wanted: am.AnswerItem, by: SignedIn) -> am.Sample:
    """Keep a checklist for one file of a sample; a later one replaces it.

    Raises:
        UserProblem: OFFICE_006 not allowed; OFFICE_007 not in this sample; AUDIT_002 the form's
            own rules are not kept.
    """
    require(by.role, Action.AUDIT)
    with office.ledger.transaction() as tx:
        record = _filled(office, tx, wanted)
        this = (audit_item.c.sample_id == sample_id) & (audit_item.c.number == wanted.number)
        changed = tx.connection.execute(
            update(audit_item)
            .where(this)
            .values(
                form_version=wanted.form_version,
                answers=forms.canonical(record),
                finding=answer(FORM, record, "finding"),
                clerk=by.clerk,
                answered_ms=office.clock.now_ms(),
            )
        )
        if changed.rowcount == 0:
            raise UserProblem("OFFICE_007", what=wanted.number)
        return _sample(office, tx, sample_id)


def finished_between(tx: LedgerTransaction, since: str, until: str) -> dict[str, Row[Any]]:
    """Return local number -> newest revision of every application finished in a period."""
    query = (
        select(revision)
        .join(case_file, case_file.c.newest_id == revision.c.instance_id)
        .where(case_file.c.cancelled == "", revision.c.kind == e.APPLICATION, ~revision.c.again)
    )
    rows = tx.connection.execute(query).all()
    return {
        row.number: row
        for row in rows
        if since <= office_date(row.finished_ms).isoformat() <= until
    }


def _record(office: Office, tx: LedgerTransaction, wanted: am.DrawSample, by: SignedIn) -> None:
    population = finished_between(tx, wanted.since, wanted.until)
    if not population or not 1 <= wanted.size <= LARGEST:
        raise UserProblem("AUDIT_001", most=LARGEST)
    seed = wanted.seed.strip() or office.random(8).hex()
    tx.connection.execute(
        insert(audit_sample).values(
            sample_id=wanted.sample_id,
            seed=seed,
            since=wanted.since,
            until=wanted.until,
            wanted=wanted.size,
            population=len(population),
            clerk=by.clerk,
            drawn_ms=office.clock.now_ms(),
        )
    )
    drawn = draw(population, wanted.size, seed)
    tx.connection.execute(
        insert(audit_item),
        [
            {"sample_id": wanted.sample_id, "number": number, "place": place}
            for place, number in enumerate(drawn)
        ],
    )


def _filled(office: Office, tx: LedgerTransaction, wanted: am.AnswerItem) -> dict[str, Any]:
    form = publications.form_row(tx, FORM, wanted.form_version)
    if form is None:
        raise UserProblem("OFFICE_007", what=f"{FORM} {wanted.form_version}")
    today = office_date(office.clock.now_ms())
    session = forms.Session(
        forms.load(form.xform),
        today=today,
        now=datetime.combine(today, time(), WIB),
        new_id=lambda: str(uuid4()),
        lookup=msgspec.json.decode(form.attachments, type=dict[str, str]),
    )
    known = session.paths()
    for path, value in wanted.answers.items():
        if path in known:
            session.answer(path, value)
    if session.problems():
        raise UserProblem("AUDIT_002", count=len(session.problems()))
    return session.record()


def _sample_row(tx: LedgerTransaction, sample_id: str) -> Row[Any] | None:
    query = select(audit_sample).where(audit_sample.c.sample_id == sample_id)
    return tx.connection.execute(query).first()


def _sample(office: Office, tx: LedgerTransaction, sample_id: str) -> am.Sample:
    row = _sample_row(tx, sample_id)
    if row is None:
        raise UserProblem("OFFICE_007", what=sample_id)
    query = (
        select(audit_item, revision.c.service)
        .join(case_file, case_file.c.number == audit_item.c.number)
        .join(revision, revision.c.instance_id == case_file.c.newest_id)
        .where(audit_item.c.sample_id == sample_id, ~revision.c.again)
        .order_by(audit_item.c.place)
    )
    told, today = findings.steps(tx, sample_id), office_date(office.clock.now_ms())
    items = tuple(
        findings.with_steps(_item(item), told.get(item.number, []), today)
        for item in tx.connection.execute(query).all()
    )
    return am.Sample(
        sample_id=sample_id,
        seed=row.seed,
        since=row.since,
        until=row.until,
        population=row.population,
        clerk=row.clerk,
        drawn_ms=row.drawn_ms,
        items=items,
    )


def _item(row: Row[Any]) -> am.SampleItem:
    return am.SampleItem(
        number=row.number,
        service=row.service,
        finding=row.finding,
        clerk=row.clerk or "",
        answers=msgspec.json.decode(row.answers or b"{}"),
    )

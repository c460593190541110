"""One file with everything the office has on it (ux M4, M6)."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select

from outreach_app.domain import entries as e
from outreach_app.domain.machines import role_of
from outreach_app.domain.numbering import parse
from outreach_app.errors import UserProblem
from outreach_app.office.access import Action, may
from outreach_app.office.batch_rows import batch_name
from outreach_app.office.case_steps import standing
from outreach_app.office.clerks import SignedIn
from outreach_app.office.decisions import as_message
from outreach_app.office.enrolment import device_name
from outreach_app.office.files import File, facts, file_of, record_row, texts
from outreach_app.office.lineage import same_laptop
from outreach_app.office.office import Office
from outreach_app.office.published import published
from outreach_app.office.settlement_tables import nik_seen
from outreach_app.office.tables import decision, device, event, revision
from outreach_app.officeapi import messages as m


def case(office: Office, number: str, by: SignedIn) -> m.CaseView:
    """Return one file; `number` as people type it.

    Raises:
        UserProblem: OFFICE_007 there is no such file.
    """
    with office.ledger.reading() as tx:
        file = file_of(tx.connection, number) or file_of(tx.connection, _tidy(number))
        if file is None:
            raise UserProblem("OFFICE_007", what=number)
        return _view(tx.connection, file, by)


def _tidy(number: str) -> str:
    try:
        return str(parse(number))
    except UserProblem:
        return number


def _view(connection: Connection, file: File, by: SignedIn) -> m.CaseView:
    revisions = _revisions(connection, file)
    decisions = _decisions(connection, file.number)
    newest = file.newest
    number = connection.scalar(
        select(device.c.device_number).where(device.c.feed_id == newest.feed_id)
    )
    return m.CaseView(
        row=record_row(file, newest),
        batch_id=batch_name(number or 0, newest.day_id),
        device=device_name(number or 0),
        day_id=newest.day_id,
        pekon=newest.pekon,
        allowed=_allowed(connection, file, decisions, by),
        revisions=revisions,
        decisions=tuple(as_message(row) for row in decisions),
        history=_history(connection, file, decisions),
    )


def _allowed(
    connection: Connection, file: File, decisions: list[Row[Any]], by: SignedIn
) -> tuple[str, ...]:
    if Action.DECIDE not in may(by.role) or file.cancelled:
        return ()
    sent = [row for row in decisions if row.released_ms is not None]
    stands = standing(published(connection), file, sent)
    return tuple(move.to for move in stands.possible(role_of(by.role)))


def _revisions(connection: Connection, file: File) -> tuple[m.Revision, ...]:
    query = (
        select(revision, device.c.device_number)
        .join(device, device.c.feed_id == revision.c.feed_id)
        .where(revision.c.number == file.number, ~revision.c.again)
        .order_by(revision.c.arrived_ms, revision.c.feed_id, revision.c.entry_number)
    )
    return tuple(
        m.Revision(
            instance_id=row.instance_id,
            deprecated_id=row.deprecated_id,
            device=device_name(row.device_number),
            entry_number=row.entry_number,
            head=row.head.hex(),
            form_id=row.form_id,
            form_version=row.form_version,
            language=row.language,
            officer=row.officer,
            finished_ms=row.finished_ms,
            arrived_ms=row.arrived_ms,
            answers=msgspec.Raw(row.answers if row.answers is not None else b"null"),
            intake=row.intake,
            intake_reason=row.intake_reason,
            intake_facts=facts(row.intake_facts),
            warnings=texts(row.warnings),
            documents_missing=texts(row.documents_missing),
            similar_to=row.similar_to,
            similar_reason=row.similar_reason,
            newest=row.instance_id == file.newest.instance_id,
        )
        for row in connection.execute(query)
    )


def _decisions(connection: Connection, number: str) -> list[Row[Any]]:
    query = select(decision).where(decision.c.number == number)
    return list(connection.execute(query.order_by(decision.c.made_ms, decision.c.entry_number)))


def _history(
    connection: Connection, file: File, decisions: list[Row[Any]]
) -> tuple[m.HistoryLine, ...]:
    lines = [line for row in file.revisions for line in _of_revision(row)]
    lines += [line for row in decisions for line in _of_decision(row)]
    # Another laptop may name this number, and has no say in it.
    own = event.c.feed_id.in_(same_laptop(connection, file.newest.feed_id))
    query = select(event).where(event.c.number == file.number, own).order_by(event.c.entry_number)
    lines += [
        m.HistoryLine(
            time_ms=row.time_ms,
            kind=row.kind,
            author=row.author,
            facts=facts(row.facts),
            entry_number=row.entry_number,
        )
        for row in connection.execute(query)
    ]
    seen = select(nik_seen).where(nik_seen.c.number == file.number)
    lines += [
        m.HistoryLine(time_ms=row.time_ms, kind="nik.seen", author=row.clerk)
        for row in connection.execute(seen)
    ]
    return tuple(sorted(lines, key=lambda line: line.time_ms))


def _of_revision(row: Row[Any]) -> list[m.HistoryLine]:
    told = {"instance_id": row.instance_id}
    finished = m.HistoryLine(
        time_ms=row.finished_ms,
        kind=e.RECORD_FINISHED,
        author=row.officer,
        facts=told | {"form_version": row.form_version},
        entry_number=row.entry_number,
    )
    judged = m.HistoryLine(
        time_ms=row.arrived_ms,
        kind=e.INTAKE_JUDGED,
        author="office",
        facts=told | {"state": row.intake, "reason": row.intake_reason},
        entry_number=row.judged_entry,
    )
    return [finished, judged]


def _of_decision(row: Row[Any]) -> list[m.HistoryLine]:
    told = {"decision_id": row.decision_id, "state": row.state, "reason": row.reason}
    lines = [m.HistoryLine(time_ms=row.made_ms, kind="decision.made", author=row.clerk, facts=told)]
    if row.undone_ms is not None:
        lines.append(
            m.HistoryLine(
                time_ms=row.undone_ms, kind="decision.undone", author=row.undone_by, facts=told
            )
        )
    if row.released_ms is not None:
        lines.append(
            m.HistoryLine(
                time_ms=row.released_ms,
                kind=e.CASE_DECIDED,
                author=row.clerk,
                facts=told,
                entry_number=row.entry_number,
            )
        )
    return lines

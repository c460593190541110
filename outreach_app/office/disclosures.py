"""What the office hands to other agencies, and the log of it (domain.md 8, 12).

A line is written and committed before anything leaves the office: who, when, which fields, to whom,
what for. Values are never in the log.
"""

from __future__ import annotations

import csv
import io
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, insert, select, update

from outreach_app import resources
from outreach_app.clock import at_office
from outreach_app.domain.entries import APPLICATION, REJECTED
from outreach_app.errors import UserProblem
from outreach_app.office.access import Action, require
from outreach_app.office.answers import answer
from outreach_app.office.clerks import SignedIn
from outreach_app.office.connectors import registry_batch
from outreach_app.office.connectors.registry import BAD_FORMAT, UNAVAILABLE, Person, Verdict
from outreach_app.office.disclosure_tables import disclosure
from outreach_app.office.files import file_of
from outreach_app.office.office import Office
from outreach_app.office.tables import case_file, revision
from outreach_app.officeapi import disclosure_messages as dm

REGISTRY = "DUKCAPIL"
SENT = "sent"
MOST = 5000
_AGENCIES = "services/agencies.toml"
_COLUMNS = (
    *("time", "clerk", "number", "agency", "kind", "fields"),
    *("purpose", "basis", "result", "differs"),
)


def ask_registry(office: Office, wanted: dm.AskRegistry, by: SignedIn) -> dm.Disclosure:
    """Compare a file with the population registry; the same request again asks nothing.

    Raises:
        UserProblem: OFFICE_006 not allowed; OFFICE_007 no such file; CASES_010 no purpose was
            given; CASES_011 the file has no NIK.
    """
    require(by.role, Action.CHECK_REGISTRY)
    _check_purpose(wanted.purpose)
    with office.ledger.transaction() as tx:
        if (known := _row(tx.connection, wanted.disclosure_id)) is not None:
            return _message(known)
        person = _person(tx.connection, wanted.number)
        line = (wanted.disclosure_id, wanted.number, REGISTRY, "registry", person.fields())
        _log(tx.connection, office, line, wanted.purpose, by)
    said = office.registry.verify(person)  # outside the transaction: it may take seconds
    with office.ledger.transaction() as tx:
        _answered(tx.connection, wanted.disclosure_id, said)
        return _message(_found(tx.connection, wanted.disclosure_id))


def refer(office: Office, wanted: dm.Refer, by: SignedIn) -> dm.Disclosure:
    """Write down a referral.

    Raises:
        UserProblem: OFFICE_006 not allowed; OFFICE_007 no such file or agency; CASES_010 no
            purpose was given; CASES_012 a field may not be handed to that agency.
    """
    require(by.role, Action.REFER)
    _check_purpose(wanted.purpose)
    table = resources.toml(_AGENCIES)
    if wanted.agency not in table:
        raise UserProblem("OFFICE_007", what=wanted.agency)
    if more := set(wanted.fields) - set(table[wanted.agency]["fields"]):
        raise UserProblem("CASES_012", field=min(more), agency=wanted.agency)
    with office.ledger.transaction() as tx:
        if _row(tx.connection, wanted.disclosure_id) is None:
            if file_of(tx.connection, wanted.number) is None:
                raise UserProblem("OFFICE_007", what=wanted.number)
            line = (wanted.disclosure_id, wanted.number, wanted.agency, "referral", wanted.fields)
            _log(tx.connection, office, line, wanted.purpose, by)
        return _message(_found(tx.connection, wanted.disclosure_id))


def batch_out(office: Office, wanted: dm.BatchAsked, by: SignedIn) -> dm.BatchFile:
    """Return the questions about several files as CSV; each is a line of the log.

    Raises:
        UserProblem: as `ask_registry`.
    """
    require(by.role, Action.CHECK_REGISTRY)
    _check_purpose(wanted.purpose)
    with office.ledger.transaction() as tx:
        numbers = wanted.numbers or unanswered(tx.connection)
        people = [(number, _person(tx.connection, number)) for number in numbers]
        for number, person in people:
            line = (office.random(16).hex(), number, REGISTRY, "batch", person.fields())
            _log(tx.connection, office, line, wanted.purpose, by)
    return dm.BatchFile(text=registry_batch.questions(people))


def unanswered(connection: Connection) -> tuple[str, ...]:
    """Return the open applications with a NIK of which the registry never said a word, oldest."""
    answered = select(disclosure.c.number).where(
        disclosure.c.kind.in_(("registry", "batch")),
        disclosure.c.result.notin_((SENT, UNAVAILABLE)),
    )
    query = (
        select(revision.c.number)
        .join(case_file, case_file.c.newest_id == revision.c.instance_id)
        .where(revision.c.kind == APPLICATION, revision.c.nik != "", case_file.c.cancelled == "")
        .where(revision.c.intake != REJECTED, revision.c.number.notin_(answered))
        .order_by(revision.c.arrived_ms, revision.c.number)
    )
    return tuple(dict.fromkeys(connection.scalars(query.limit(MOST)).all()))


def batch_in(office: Office, wanted: dm.BatchFile, by: SignedIn) -> dm.DisclosureLog:
    """Take in an answer file; each answer belongs to the newest open question of its number.

    Raises:
        UserProblem: OFFICE_006 not allowed; CASES_009 the file cannot be read.
    """
    require(by.role, Action.CHECK_REGISTRY)
    said = registry_batch.answers(wanted.text)
    with office.ledger.transaction() as tx:
        for number, verdict in said.items():
            query = (
                select(disclosure.c.disclosure_id)
                .where(disclosure.c.number == number, disclosure.c.kind == "batch")
                .where(disclosure.c.result == SENT)
                .order_by(disclosure.c.time_ms.desc())
            )
            if (open_id := tx.connection.scalar(query.limit(1))) is not None:
                _answered(tx.connection, open_id, verdict)
        return _listed(tx.connection)


def listed(office: Office, by: SignedIn) -> dm.DisclosureLog:
    """Return the log, newest first.

    Raises:
        UserProblem: OFFICE_006 not allowed.
    """
    require(by.role, Action.READ_DISCLOSURES)
    with office.ledger.reading() as tx:
        return _listed(tx.connection)


def _listed(connection: Connection) -> dm.DisclosureLog:
    query = select(disclosure).order_by(disclosure.c.time_ms.desc()).limit(MOST)
    rows = tuple(_message(row) for row in connection.execute(query))
    return dm.DisclosureLog(disclosures=rows, csv=_csv(rows))


def _csv(rows: tuple[dm.Disclosure, ...]) -> str:
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(_COLUMNS)
    for row in rows:
        when = at_office(row.time_ms).isoformat(timespec="seconds")
        same = (row.clerk, row.number, row.agency, row.kind, " ".join(row.fields))
        table.writerow(
            (when, *same, _plain(row.purpose), row.basis, row.result, " ".join(row.differs))
        )
    return out.getvalue()


def _plain(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; without its first `'` it is whole."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "'")) else text


def _check_purpose(purpose: str) -> None:
    if not purpose.strip():
        raise UserProblem("CASES_010")


def _person(connection: Connection, number: str) -> Person:
    file = file_of(connection, number)
    if file is None:
        raise UserProblem("OFFICE_007", what=number)
    newest: Row[Any] = file.newest
    here = (revision.c.feed_id == newest.feed_id) & (revision.c.entry_number == newest.entry_number)
    stored = connection.scalar(select(revision.c.answers).where(here))
    record = msgspec.json.decode(stored or b"{}")
    said = {
        role: answer(newest.form_id, record, role)
        for role in ("nik", "kk", "name", "birth_date", "birth_place", "sex")
    }
    if not said["nik"]:
        raise UserProblem("CASES_011", number=number)
    return Person(**said)


def _log(
    connection: Connection,
    office: Office,
    line: tuple[str, str, str, str, tuple[str, ...]],
    purpose: str,
    by: SignedIn,
) -> None:
    disclosure_id, number, agency, kind, fields = line
    connection.execute(
        insert(disclosure).values(
            disclosure_id=disclosure_id,
            time_ms=office.clock.now_ms(),
            clerk=by.clerk,
            number=number,
            agency=agency,
            kind=kind,
            fields=" ".join(fields),
            purpose=purpose.strip(),
            basis=str(resources.toml(_AGENCIES)[agency]["basis"]),
            result="" if kind == "referral" else SENT,
        )
    )


def _answered(connection: Connection, disclosure_id: str, said: Verdict) -> None:
    this = update(disclosure).where(disclosure.c.disclosure_id == disclosure_id)
    differs = "" if said.result == BAD_FORMAT else " ".join(said.fields)
    connection.execute(this.values(result=said.result, differs=differs))


def _row(connection: Connection, disclosure_id: str) -> Row[Any] | None:
    query = select(disclosure).where(disclosure.c.disclosure_id == disclosure_id)
    return connection.execute(query).first()


def _found(connection: Connection, disclosure_id: str) -> Row[Any]:
    row = _row(connection, disclosure_id)
    if row is None:
        raise UserProblem("OFFICE_007", what=disclosure_id)
    return row


def _message(row: Row[Any]) -> dm.Disclosure:
    return dm.Disclosure(
        disclosure_id=row.disclosure_id,
        time_ms=row.time_ms,
        clerk=row.clerk,
        number=row.number,
        agency=row.agency,
        kind=row.kind,
        fields=tuple(row.fields.split()),
        purpose=row.purpose,
        basis=row.basis,
        result=row.result,
        differs=tuple(row.differs.split()),
    )

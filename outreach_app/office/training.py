"""Training as the office sees it: attempts and readings of all laptops, who is current, events."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, insert, select

from outreach_app.domain import publishing_entries as pe
from outreach_app.domain import training
from outreach_app.domain.citizen_entries import CITIZEN_SEALED
from outreach_app.domain.entries import decode
from outreach_app.domain.publications import TRAINING_MODULE
from outreach_app.domain.training import Attempt, TimeRead
from outreach_app.office import publications, text_versions
from outreach_app.office.access import Action, require
from outreach_app.office.clerks import SignedIn
from outreach_app.office.entry_rows import office_ms
from outreach_app.office.filed_records import FiledRecord, cards, filed, speakers
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import Office
from outreach_app.office.publishing import today
from outreach_app.office.publishing_tables import reading
from outreach_app.office.tables import entry
from outreach_app.officeapi import training_messages as tm
from sync.entry import Entry

EVENT, EVALUATION = "kegiatan_pelatihan", "evaluasi_pelatihan"
_GRADES = frozenset("12345")
_POINTS = ("materi", "narasumber", "tempat", "terapan")


def take_reading(_office: Office, tx: LedgerTransaction, one: Entry) -> None:
    """Keep that an officer had a text open."""
    body = decode(one.body or b"", pe.PublicationRead)
    tx.connection.execute(
        insert(reading).values(
            feed_id=one.feed_id,
            entry_number=one.number,
            officer=one.author,
            publication_id=body.publication_id,
            version=body.version,
            seconds=max(0, min(body.seconds, 3600)),
            read_ms=office_ms(one),
        )
    )


def attempts(tx: LedgerTransaction) -> list[Attempt]:
    """Return every finished quiz of a training module; its number names the record."""
    forms = {body.training.quiz for body in _modules(tx) if body.training}
    return [_attempt(record) for record in filed(tx, forms)]


def _modules(tx: LedgerTransaction) -> list[pe.PublicationPublished]:
    kind = TRAINING_MODULE
    return [one.body for found in text_versions.editions(tx, kind).values() for one in found]


def _attempt(record: FiledRecord) -> Attempt:
    return Attempt(
        officer=record.author,
        publication_id=record.said("module"),
        version=record.whole("module_version"),
        score=record.whole("score"),
        best=record.whole("best"),
        on=record.on.isoformat(),
        number=record.number,
    )


def time_read(tx: LedgerTransaction) -> list[TimeRead]:
    """Return how long each officer had each version open."""
    columns = (reading.c.officer, reading.c.publication_id, reading.c.version)
    query = select(*columns, func.sum(reading.c.seconds)).group_by(*columns).order_by(*columns)
    return [TimeRead(o, p, v, int(s)) for o, p, v, s in tx.connection.execute(query)]


def overview(office: Office) -> tm.TrainingOverview:
    """Return how every officer stands in every module in force, and the events."""
    with office.ledger.reading() as tx:
        # What citizens sealed was written by a device, not by an officer.
        written = select(entry.c.author).where(entry.c.kind != CITIZEN_SEALED).distinct()
        officers = tx.connection.scalars(written).all()
        kind = TRAINING_MODULE
        modules = training.modules(text_versions.editions(tx, kind).values(), today(office))
        tried, read = attempts(tx), time_read(tx)
        rows = [
            _row(office, module, officer, tried, read)
            for officer in sorted(o for o in officers if o)
            for module in modules
        ]
        return tm.TrainingOverview(rows=tuple(rows), events=tuple(_events(tx)))


def _row(
    office: Office,
    module: pe.PublicationPublished,
    officer: str,
    tried: Sequence[Attempt],
    read: Sequence[TimeRead],
) -> tm.TrainingRow:
    here = (officer, module.publication_id)
    mine = [a for a in tried if (a.officer, a.publication_id) == here]
    last = mine[-1] if mine else None
    return tm.TrainingRow(
        officer=officer,
        module=module.publication_id,
        title=module.title,
        version=module.version,
        services=module.services,
        currency=training.currency(module, officer, tried, read, today(office)),
        attempts=tuple(a.number for a in mine),
        passed=tuple(a.number for a in mine if module.training and a.passed(module.training)),
        last_score=last.score if last else 0,
        last_best=last.best if last else 0,
        last_on=last.on if last else "",
        read_seconds=sum(t.seconds for t in read if (t.officer, t.publication_id) == here),
    )


def _events(tx: LedgerTransaction) -> list[tm.TrainingEvent]:
    said = filed(tx, (EVALUATION,))
    return [_event(record, said) for record in reversed(filed(tx, (EVENT,)))]


def _event(record: FiledRecord, evaluations: Sequence[FiledRecord]) -> tm.TrainingEvent:
    code = record.said("event_code")
    mine = [one for one in evaluations if one.said("event_code") == code]
    return tm.TrainingEvent(
        number=record.number,
        code=code,
        kind=record.said("event_kind"),
        title=record.said("event_title"),
        date=record.said("event_date"),
        place=record.said("event_place"),
        speakers=speakers(record),
        officers=tuple(card.get("petugas", "") for card in cards(record, "attendance")),
        others=record.whole("others"),
        evaluations=tuple(one.number for one in mine),
        points={name: _average(mine, name) for name in _POINTS if mine},
    )


def _average(records: Sequence[FiledRecord], name: str) -> str:
    points = [_point(one.answers.get("evaluasi"), name) for one in records]
    given = [point for point in points if point]
    return f"{sum(given) / len(given):.2f}" if given else ""


def _point(evaluation: object, name: str) -> int:
    said = evaluation.get(name) if isinstance(evaluation, dict) else None
    return int(said) if isinstance(said, str) and said in _GRADES else 0


def tell_laptops(office: Office, by: SignedIn) -> tm.TrainingTold:
    """Publish who passed what, so that an officer is not asked again on another laptop.

    Raises:
        UserProblem: OFFICE_006 not allowed.
    """
    require(by.role, Action.PUBLISH)
    with office.ledger.reading() as tx:
        rules = {(b.publication_id, b.version): b.training for b in _modules(tx)}
        passes = tuple(
            pe.Passed(
                officer=a.officer,
                publication_id=a.publication_id,
                version=a.version,
                passed_on=a.on,
            )
            for a in attempts(tx)
            if (rule := rules.get((a.publication_id, a.version))) and a.passed(rule)
        )
    body = pe.TrainingNoted(passes=passes)
    publications.publish(office, pe.TRAINING_NOTED, body, by)
    return tm.TrainingTold(passes=len(passes))

"""What the office publishes to every laptop, in the broadcast feed.

Tables `publication`, `form`, `resource` and `text_version` are projections of that feed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from typing import Any

import msgspec
from sqlalchemy import Row, delete, insert, select

from outreach_app.domain import entries as e
from outreach_app.domain import office_entries as oe
from outreach_app.domain import publishing_entries as pe
from outreach_app.domain.alert import Alert
from outreach_app.domain.calendar import Calendar
from outreach_app.domain.citizen_entries import COMPLAINTS_KEY
from outreach_app.domain.form_entries import FORM_WITHDRAWN, FormWithdrawn
from outreach_app.domain.rule_tables import READERS
from outreach_app.errors import UserProblem
from outreach_app.identity.wrapping import public_of
from outreach_app.office import day_feed, text_versions
from outreach_app.office.access import Action, require
from outreach_app.office.announced_keys import take_announced
from outreach_app.office.clerks import SignedIn
from outreach_app.office.contacts import who_has
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import ALL, Office
from outreach_app.office.published import published
from outreach_app.office.tables import form, publication, resource
from outreach_app.officeapi import messages as m
from sync.entry import Entry

PAGE = 100
_READERS: dict[str, Callable[[str], object]] = {**READERS, "alert": Alert.load}


def publish_resource(office: Office, wanted: m.PublishResource, by: SignedIn) -> m.Publication:
    """Publish services, fees, documents, machines, alert levels or the calendar.

    Raises:
        UserProblem: OFFICE_006 not allowed; OFFICE_025 the text cannot be read as that resource.
    """
    require(by.role, Action.PUBLISH)
    try:
        _READERS[wanted.name](wanted.text)
    except (KeyError, ValueError, TypeError, tomllib.TOMLDecodeError) as error:
        raise UserProblem("OFFICE_025", name=wanted.name, why=str(error)[:120]) from error
    kind = e.CALENDAR_PUBLISHED if wanted.name == "calendar" else e.SERVICES_PUBLISHED
    body = e.ResourcePublished(name=wanted.name, version=wanted.version, text=wanted.text)
    return publish(office, kind, body, by)


def publish_complaints_key(office: Office, by: SignedIn) -> m.Publication:
    """Publish the public half of the complaints key, so that laptops can seal to it."""
    text = public_of(office.complaints_seed).hex()
    body = e.ResourcePublished(name=COMPLAINTS_KEY, version=text[:8], text=text)
    return publish(office, e.SERVICES_PUBLISHED, body, by)


def publish(
    office: Office,
    kind: str,
    body: e.Body,
    by: SignedIn,
    first: Callable[[LedgerTransaction], object] = lambda _tx: None,
) -> m.Publication:
    """Append a checked publication to the broadcast feed; `first` runs in the same transaction."""
    with office.ledger.transaction() as tx:
        first(tx)
        entry = office.write(tx, ALL, author=by.clerk, kind=kind, body=body)
        take(tx, entry)
        return _message(tx, _row(tx, entry))


def take(tx: LedgerTransaction, entry: Entry) -> None:
    """Project one entry of the broadcast feed."""
    name, version = _TAKERS[entry.kind](tx, entry)
    tx.connection.execute(
        insert(publication).values(
            feed_id=entry.feed_id,
            entry_number=entry.number,
            kind=entry.kind,
            name=name,
            version=version,
            clerk=entry.author,
            published_ms=entry.time_ms,
        )
    )


def is_published(entry: Entry) -> bool:
    """Tell whether an entry of a broadcast feed is taken into these tables."""
    return entry.kind in _TAKERS and entry.body is not None


def rebuild(tx: LedgerTransaction) -> None:
    """Project the broadcast feeds again; the tables are empty."""
    for feed in tx.office_feeds(ALL):
        number = 0
        while page := tx.office_entries_after(feed.feed_id, number, PAGE):
            number = page[-1].number
            for entry in page:
                if is_published(entry):
                    take(tx, entry)


def listed(office: Office) -> m.PublicationList:
    """Return what was published, newest first."""
    query = select(publication).order_by(
        publication.c.published_ms.desc(), publication.c.entry_number.desc()
    )
    with office.ledger.reading() as tx:
        rows = tx.connection.execute(query).all()
        return m.PublicationList(publications=tuple(_message(tx, row) for row in rows))


def form_source(office: Office, form_id: str, version: str) -> m.FormSource:
    """Return a published form version.

    Raises:
        UserProblem: OFFICE_007 it was never published.
    """
    with office.ledger.reading() as tx:
        row = form_row(tx, form_id, version)
    if row is None:
        raise UserProblem("OFFICE_007", what=f"{form_id} {version}")
    attachments = msgspec.json.decode(row.attachments, type=dict[str, str])
    return m.FormSource(
        form_id=form_id, form_version=version, xform=row.xform, attachments=attachments
    )


def form_row(tx: LedgerTransaction, form_id: str, version: str) -> Row[Any] | None:
    """Return a published form version's row."""
    query = select(form).where(form.c.form_id == form_id, form.c.form_version == version)
    return tx.connection.execute(query).first()


def calendar(tx: LedgerTransaction) -> Calendar:
    """Return the calendar in force: the published one, else the bundled one."""
    return published(tx.connection).calendar


def _take_form(tx: LedgerTransaction, entry: Entry) -> tuple[str, str]:
    body = e.decode(entry.body or b"", e.FormPublished)
    if form_row(tx, body.form_id, body.form_version) is None:
        tx.connection.execute(
            insert(form).values(
                form_id=body.form_id,
                form_version=body.form_version,
                xform=body.xform,
                attachments=msgspec.json.encode(body.attachments).decode(),
            )
        )
    return body.form_id, body.form_version


def _take_resource(tx: LedgerTransaction, entry: Entry) -> tuple[str, str]:
    body = e.decode(entry.body or b"", e.ResourcePublished)
    tx.connection.execute(delete(resource).where(resource.c.name == body.name))
    tx.connection.execute(
        insert(resource).values(name=body.name, version=body.version, text=body.text)
    )
    return body.name, body.version


def _take_training(_tx: LedgerTransaction, entry: Entry) -> tuple[str, str]:
    passes = e.decode(entry.body or b"", pe.TrainingNoted).passes
    return "training", str(len(passes))


def _take_withdrawal(_tx: LedgerTransaction, entry: Entry) -> tuple[str, str]:
    body = e.decode(entry.body or b"", FormWithdrawn)
    return body.form_id, body.form_version


_TAKERS: dict[str, Callable[[LedgerTransaction, Entry], tuple[str, str]]] = {
    e.FORM_PUBLISHED: _take_form,
    FORM_WITHDRAWN: _take_withdrawal,
    e.SERVICES_PUBLISHED: _take_resource,
    e.CALENDAR_PUBLISHED: _take_resource,
    pe.PUBLICATION_PUBLISHED: text_versions.take_published,
    pe.PUBLICATION_WITHDRAWN: text_versions.take_withdrawn,
    pe.TRAINING_NOTED: _take_training,
    oe.KEY_ANNOUNCED: take_announced,
    **day_feed.PUBLISHED,
}


def _row(tx: LedgerTransaction, entry: Entry) -> Row[Any]:
    here = (publication.c.feed_id == entry.feed_id) & (publication.c.entry_number == entry.number)
    return tx.connection.execute(select(publication).where(here)).one()


def _message(tx: LedgerTransaction, row: Row[Any]) -> m.Publication:
    reached, waiting = who_has(tx, row.feed_id, row.entry_number)
    return m.Publication(
        kind=row.kind,
        name=row.name,
        version=row.version,
        published_ms=row.published_ms,
        clerk=row.clerk,
        entry_number=row.entry_number,
        reached=reached,
        waiting=waiting,
    )

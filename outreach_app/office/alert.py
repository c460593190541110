"""The alert level as the head of the office sets it: a further period of the published table."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from outreach_app.clock import office_date
from outreach_app.domain import alert as rules
from outreach_app.domain import bundled
from outreach_app.errors import UserProblem
from outreach_app.office.access import Action, require
from outreach_app.office.clerks import SignedIn
from outreach_app.office.contacts import who_has
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import Office
from outreach_app.office.publications import publish_resource
from outreach_app.office.tables import publication, resource
from outreach_app.officeapi import alert_messages as am
from outreach_app.officeapi import messages as m

NAME = "alert"


def view(office: Office) -> am.AlertView:
    """Return the table in force, and which laptops have it."""
    newest = select(publication).where(publication.c.name == NAME)
    newest = newest.order_by(publication.c.published_ms.desc(), publication.c.entry_number.desc())
    with office.ledger.reading() as tx:
        row = tx.connection.execute(newest.limit(1)).first()
        reached, waiting = who_has(tx, row.feed_id, row.entry_number) if row else ((), ())
        return am.AlertView(text=text(tx), reached=reached, waiting=waiting)


def text(tx: LedgerTransaction) -> str:
    """Return the table as published, the bundled one where nothing was."""
    found = tx.connection.scalar(select(resource.c.text).where(resource.c.name == NAME))
    return str(found) if found else bundled.text(NAME)


def set_level(office: Office, wanted: am.SetAlert, by: SignedIn) -> am.AlertView:
    """Publish the table with a further period to every laptop.

    Raises:
        UserProblem: OFFICE_006 not allowed; DAYS_041 no such level, no reason, or a past date.
    """
    require(by.role, Action.SET_ALERT)
    today = office_date(office.clock.now_ms())
    with office.ledger.reading() as tx:
        former = text(tx)
    table = rules.Alert.load(former)
    period = _period(wanted)
    if period is None or period.level not in table.levels or period.valid_from < today:
        raise UserProblem("DAYS_041")
    version = f"{today.isoformat()}.{len(table.periods) + 1}"
    published = rules.with_period(former, period, version)
    publish_resource(office, m.PublishResource(name=NAME, version=version, text=published), by)
    return view(office)


def _period(wanted: am.SetAlert) -> rules.Period | None:
    """Return the period that a clerk wrote; None when something is missing."""
    texts = (wanted.legal_basis, wanted.reason_id, wanted.reason_en)
    if not all(text.strip() for text in texts):
        return None
    try:
        since = date.fromisoformat(wanted.valid_from)
    except ValueError:
        return None
    return rules.Period(wanted.level, since, *texts)

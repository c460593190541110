"""Where teams were and where they will go, as far as the feeds tell."""

from __future__ import annotations

from sqlalchemy import select

from outreach_app.domain.day_entries import CANCELLED
from outreach_app.office.day_tables import day_plan
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import Office
from outreach_app.office.tables import day
from outreach_app.officeapi import days_messages as dm


def coverage(office: Office) -> dm.Coverage:
    """Return every day held and every planned one that is not cancelled."""
    with office.ledger.reading() as tx:
        return dm.Coverage(held=_held(tx), planned=_planned(tx))


def _held(tx: LedgerTransaction) -> tuple[dm.VisitRow, ...]:
    query = select(day.c.day_id, day.c.pekon, day.c.date).distinct().order_by(day.c.date)
    return tuple(
        dm.VisitRow(day_id=row.day_id, pekon=row.pekon, date=row.date)
        for row in tx.connection.execute(query)
    )


def _planned(tx: LedgerTransaction) -> tuple[dm.VisitRow, ...]:
    query = (
        select(day_plan.c.day_id, day_plan.c.pekon, day_plan.c.date)
        .where(day_plan.c.state != CANCELLED)
        .order_by(day_plan.c.date)
    )
    return tuple(
        dm.VisitRow(day_id=row.day_id, pekon=row.pekon, date=row.date)
        for row in tx.connection.execute(query)
    )

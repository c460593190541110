"""Outreach days as the office plans them: draft, publish, move, cancel.

A plan is published whole in the broadcast feed; the highest version holds. Moving and cancelling
are versions with a reason, and the slots given on it are listed for telling their holders.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from sqlalchemy import Row, delete, insert, select

from outreach_app.clock import office_date
from outreach_app.domain import day_entries as d
from outreach_app.domain import entries as e
from outreach_app.domain import plans
from outreach_app.domain.regions import kecamatan
from outreach_app.errors import UserProblem
from outreach_app.office import telling
from outreach_app.office.access import Action, require
from outreach_app.office.clerks import SignedIn
from outreach_app.office.contacts import who_has
from outreach_app.office.day_tables import day_account, day_plan, day_plan_draft, slot
from outreach_app.office.enrolment import device_name
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import Office
from outreach_app.office.publications import publish
from outreach_app.office.tables import day, device, manifest
from outreach_app.officeapi import days_messages as dm

DRAFT, RUNNING, CLOSED, DONE = "draf", "berjalan", "ditutup", "selesai"
"""States beside those of the plan itself (`domain.day_entries.STATES`)."""


def save(office: Office, wanted: dm.SavePlan, by: SignedIn) -> dm.PlanView:
    """Store a draft of a plan; a plan without an id gets the next one of its year.

    Raises:
        UserProblem: OFFICE_006 not allowed; DAYS_001..007 what must be mended; DAYS_009 a draft of
            a version that is no longer the newest.
    """
    require(by.role, Action.PLAN_DAYS)
    plan = wanted.plan
    plans.check(plan, office_date(office.clock.now_ms()))
    with office.ledger.transaction() as tx:
        if not plan.day_id:
            plan = msgspec.structs.replace(plan, day_id=_new_id(tx, plan.date[:4]), version=0)
        _newest(tx, plan)
        tx.connection.execute(delete(day_plan_draft).where(day_plan_draft.c.day_id == plan.day_id))
        tx.connection.execute(
            insert(day_plan_draft).values(
                day_id=plan.day_id,
                body=e.encode(plan),
                clerk=by.clerk,
                saved_ms=office.clock.now_ms(),
            )
        )
        return _view(tx, plan.day_id)


def publish_plan(office: Office, day_id: str, by: SignedIn) -> dm.PlanView:
    """Publish a draft to every laptop.

    Raises:
        UserProblem: OFFICE_006 not allowed; OFFICE_007 there is no draft; DAYS_003 its date is
            past; DAYS_009 somebody published another version meanwhile.
    """
    require(by.role, Action.PLAN_DAYS)
    with office.ledger.reading() as tx:
        row = _draft_row(tx, day_id)
    if row is None:
        raise UserProblem("OFFICE_007", what=day_id)
    plan = e.decode(row.body, d.DayPlanned)
    plans.check(plan, office_date(office.clock.now_ms()))
    return _next_version(office, plan, by)


def move(office: Office, day_id: str, wanted: dm.MovePlan, by: SignedIn) -> dm.PlanView:
    """Move a published day to another date, with a reason that everybody sees.

    Raises:
        UserProblem: OFFICE_006, OFFICE_007, DAYS_003, DAYS_004, DAYS_008, DAYS_009.
    """

    def moved(plan: d.DayPlanned) -> d.DayPlanned:
        return msgspec.structs.replace(
            plan,
            state=d.MOVED,
            former_date=plan.date,
            date=wanted.date,
            start=wanted.start or plan.start,
            end=wanted.end or plan.end,
            place=wanted.place or plan.place,
            reason=wanted.reason.strip(),
        )

    return _change(office, day_id, wanted.version, moved, by)


def cancel(office: Office, day_id: str, wanted: dm.CancelPlan, by: SignedIn) -> dm.PlanView:
    """Cancel a published day, with a reason that everybody sees.

    Raises:
        UserProblem: OFFICE_006, OFFICE_007, DAYS_008, DAYS_009.
    """

    def cancelled(plan: d.DayPlanned) -> d.DayPlanned:
        return msgspec.structs.replace(plan, state=d.CANCELLED, reason=wanted.reason.strip())

    return _change(office, day_id, wanted.version, cancelled, by)


def _change(
    office: Office,
    day_id: str,
    version: int,
    change: Callable[[d.DayPlanned], d.DayPlanned],
    by: SignedIn,
) -> dm.PlanView:
    require(by.role, Action.PLAN_DAYS)
    with office.ledger.reading() as tx:
        row = _plan_row(tx, day_id)
    if row is None:
        raise UserProblem("OFFICE_007", what=day_id)
    if row.version != version:
        raise UserProblem("DAYS_009", day=day_id)
    plan = change(e.decode(row.body, d.DayPlanned))
    if not plan.reason:
        raise UserProblem("DAYS_008")
    if not plan.cancelled:
        plans.check(plan, office_date(office.clock.now_ms()))
    return _next_version(office, plan, by)


def _next_version(office: Office, plan: d.DayPlanned, by: SignedIn) -> dm.PlanView:
    body = msgspec.structs.replace(plan, version=plan.version + 1)

    def still_newest(tx: LedgerTransaction) -> None:
        _newest(tx, plan)
        tx.connection.execute(delete(day_plan_draft).where(day_plan_draft.c.day_id == plan.day_id))

    publish(office, d.DAY_PLANNED, body, by, first=still_newest)
    with office.ledger.reading() as tx:
        return _view(tx, plan.day_id)


def _newest(tx: LedgerTransaction, plan: d.DayPlanned) -> None:
    row = _plan_row(tx, plan.day_id)
    if (row.version if row else 0) != plan.version:
        raise UserProblem("DAYS_009", day=plan.day_id)


def _new_id(tx: LedgerTransaction, year: str) -> str:
    start = f"H-{year}-"
    used = [
        name
        for table in (day_plan, day_plan_draft)
        for name in tx.connection.scalars(
            select(table.c.day_id).where(table.c.day_id.startswith(start, autoescape=True))
        )
    ]
    return f"{start}{max((int(name[len(start) :]) for name in used), default=0) + 1:04d}"


# What a clerk sees.


def listed(office: Office) -> dm.PlanList:
    """Return every plan and draft, by date, the newest first."""
    with office.ledger.reading() as tx:
        names = {
            name
            for table in (day_plan, day_plan_draft)
            for name in tx.connection.scalars(select(table.c.day_id))
        }
        views = [_view(tx, name) for name in names]
    views.sort(key=lambda view: (view.plan.date, view.plan.day_id), reverse=True)
    return dm.PlanList(plans=tuple(views), kecamatan=kecamatan())


def one(office: Office, day_id: str) -> dm.PlanView:
    """Return one plan.

    Raises:
        UserProblem: OFFICE_007 there is none.
    """
    with office.ledger.reading() as tx:
        return _view(tx, day_id)


def _view(tx: LedgerTransaction, day_id: str) -> dm.PlanView:
    draft, row = _draft_row(tx, day_id), _plan_row(tx, day_id)
    newest = draft or row
    if newest is None:
        raise UserProblem("OFFICE_007", what=day_id)
    plan = e.decode(newest.body, d.DayPlanned)
    reached, waiting = who_has(tx, row.feed_id, row.entry_number) if row else ((), ())
    return dm.PlanView(
        plan=plan,
        standing=_standing(tx, day_id, row),
        draft=draft is not None,
        reached=reached,
        waiting=waiting,
        slots=_slots(tx, day_id, row),
        laptops=_laptops(tx, day_id),
    )


def _standing(tx: LedgerTransaction, day_id: str, row: Row[Any] | None) -> str:
    if row is None:
        return DRAFT
    done = select(day_account.c.day_id).where(day_account.c.day_id == day_id)
    if tx.connection.scalar(done) is not None:
        return DONE
    laptops = _laptops(tx, day_id)
    if laptops:
        return CLOSED if all(one.closed for one in laptops) else RUNNING
    return str(row.state)


def parts_of(office: Office, day_id: str) -> tuple[dm.LaptopPart, ...]:
    """Return the laptops that opened a day, planned or not."""
    with office.ledger.reading() as tx:
        return _laptops(tx, day_id)


def _laptops(tx: LedgerTransaction, day_id: str) -> tuple[dm.LaptopPart, ...]:
    query = (
        select(day, device.c.device_number)
        .join(device, device.c.feed_id == day.c.feed_id)
        .where(day.c.day_id == day_id)
        .order_by(device.c.device_number)
    )
    return tuple(
        dm.LaptopPart(device=device_name(row.device_number), closed=_is_closed(tx, row))
        for row in tx.connection.execute(query)
    )


def _is_closed(tx: LedgerTransaction, row: Row[Any]) -> bool:
    query = select(manifest.c.entry_number).where(
        manifest.c.feed_id == row.feed_id,
        manifest.c.day_id == row.day_id,
        manifest.c.entry_number > row.opened_entry,
    )
    return tx.connection.scalar(query.limit(1)) is not None


def _slots(
    tx: LedgerTransaction, day_id: str, published: Row[Any] | None
) -> tuple[dm.SlotRow, ...]:
    query = select(slot).where(slot.c.day_id == day_id, ~slot.c.cancelled).order_by(slot.c.slot)
    rows = tx.connection.execute(query).all()
    plan = e.decode(published.body, d.DayPlanned) if published else None
    told = telling.slots_told(tx.connection, plan, [row.slot for row in rows]) if plan else {}
    return tuple(
        dm.SlotRow(
            slot=row.slot,
            session=row.session,
            service=row.service,
            contact=row.contact,
            told=told.get(row.slot, ""),
        )
        for row in rows
    )


def _plan_row(tx: LedgerTransaction, day_id: str) -> Row[Any] | None:
    return tx.connection.execute(select(day_plan).where(day_plan.c.day_id == day_id)).first()


def _draft_row(tx: LedgerTransaction, day_id: str) -> Row[Any] | None:
    query = select(day_plan_draft).where(day_plan_draft.c.day_id == day_id)
    return tx.connection.execute(query).first()

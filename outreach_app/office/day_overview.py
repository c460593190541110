"""The season at a glance, and closing a day's account for all laptops to see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy import select

from outreach_app.clock import office_date
from outreach_app.domain import day_accounts
from outreach_app.domain import day_entries as d
from outreach_app.domain.reach import Reach
from outreach_app.errors import UserProblem
from outreach_app.office.access import Action, require
from outreach_app.office.clerks import SignedIn
from outreach_app.office.day_facts import DayFacts, days_between
from outreach_app.office.day_figures import reaches
from outreach_app.office.day_tables import day_account
from outreach_app.office.filed_records import FiledRecord, speakers
from outreach_app.office.office import Office
from outreach_app.office.plans import parts_of
from outreach_app.office.publications import publish
from outreach_app.officeapi import days_messages as dm


def season(office: Office) -> dm.Season:
    """Return every day held, the newest first, with its sums."""
    today = office_date(office.clock.now_ms())
    with office.ledger.reading() as tx:
        held = days_between(tx, "", "9999")
        done = set(tx.connection.scalars(select(day_account.c.day_id)))
        found = {told.day_id: told for told in reaches(tx, held, today)}
    rows = [_row(facts, facts.day_id in done, found[facts.day_id]) for facts in reversed(held)]
    return dm.Season(days=tuple(rows))


def _row(facts: DayFacts, done: bool, came: Reach) -> dm.SeasonRow:
    plan = facts.plan
    counted = tuple(_counted(facts))
    at_hand = {one.what: one.counted for one in counted}
    alarms = day_accounts.warnings(at_hand, facts.spent_idr, plan.budget_idr if plan else 0)
    return dm.SeasonRow(
        day_id=facts.day_id,
        date=facts.date,
        pekon=facts.pekon,
        kind=plan.kind if plan else "",
        laptops=facts.laptops,
        tickets=dict(facts.states),
        lost_tickets=facts.lost,
        files=facts.files,
        applications=facts.applications,
        waiting_median_min=facts.waits.median_min,
        waiting_unknown=len(facts.waits.unknown),
        spent_idr=facts.spent_idr,
        expenses=tuple(record.number for record in facts.expenses),
        budget_idr=plan.budget_idr if plan else 0,
        over_budget=any(alarm.level == "over" for alarm in alarms),
        spending=dict(facts.spending),
        warn=tuple(alarm.what for alarm in alarms),
        counted=counted,
        came=sum(record.whole("came") for record in facts.events),
        leaflets=sum(record.whole("leaflets") for record in facts.events),
        booklets=sum(record.whole("booklets") for record in facts.events),
        events=tuple(record.number for record in facts.events),
        speakers=tuple(dict.fromkeys(one for r in facts.events for one in speakers(r))),
        opinions=tuple(record.number for record in facts.opinions),
        points=_mean(facts.opinions),
        before_90=len(came.before),
        on_day=len(came.on_day),
        after_30=len(came.after_30),
        after_90=len(came.after_90),
        whole=came.whole,
        differences=tuple(
            f"{a.what} {a.counted - a.expected:+d} {a.reason}" for a in facts.differences
        ),
        accounted=done,
    )


def _counted(facts: DayFacts) -> Iterable[dm.Counted]:
    for what in dict.fromkeys(one.what for one in facts.accounts):
        mine = [one for one in facts.accounts if one.what == what]
        yield dm.Counted(
            what=what,
            expected=sum(one.expected for one in mine),
            counted=sum(one.counted for one in mine),
            reasons=tuple(dict.fromkeys(one.reason for one in mine if one.reason)),
        )


def _mean(opinions: Sequence[FiledRecord]) -> str:
    points = [Decimal(one.said("mean")) for one in opinions if one.said("mean")]
    each = sum(points, Decimal()) / (len(points) or 1)
    return str(each.quantize(Decimal("0.01"), ROUND_HALF_UP)) if points else ""


def account(office: Office, day_id: str, by: SignedIn) -> dm.SeasonRow:
    """Close the account of a day: every laptop's part must be closed first.

    Raises:
        UserProblem: OFFICE_006 not allowed; OFFICE_007 no such day was held; DAYS_031 a laptop has
            not closed its part.
    """
    require(by.role, Action.ACCOUNT_DAYS)
    row = next((r for r in season(office).days if r.day_id == day_id), None)
    if row is None:
        raise UserProblem("OFFICE_007", what=day_id)
    if _open_parts(office, day_id):
        raise UserProblem("DAYS_031", day=day_id)
    body = d.DayAccounted(
        day_id=day_id,
        kind=row.kind,
        pekon=row.pekon,
        date=row.date,
        applications=len(row.applications),
        served=row.tickets.get("selesai", 0),
        spent_idr=row.spent_idr,
    )
    publish(office, d.DAY_ACCOUNTED, body, by)
    return next(r for r in season(office).days if r.day_id == day_id)


def _open_parts(office: Office, day_id: str) -> bool:
    """Tell whether a laptop still has the day open."""
    return any(not part.closed for part in parts_of(office, day_id))

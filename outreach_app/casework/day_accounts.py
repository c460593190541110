"""What the open day must account for: slips, stock, money, from what was recorded on this laptop.

The team counts on closing; `domain.day_accounts` says which sums hold.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from outreach_app.casework.days import current_day, manifest_tickets
from outreach_app.casework.formmap import form_map
from outreach_app.casework.workplace import Workplace
from outreach_app.domain import day_accounts
from outreach_app.domain.day_accounts import Alarm, Sum
from outreach_app.domain.day_entries import DayPlanned
from outreach_app.store import Store
from outreach_app.store.rows import Day, Record

EXPENSE, STOCK = "pengeluaran", "stok"
"""Forms whose records change money and stock."""


@dataclass(frozen=True, slots=True)
class DayAccount:
    """The lines of L10 before anybody counted, and what is low or over.

    Attributes:
        lines: tickets first, then slips, items, money.
        spent_idr: by the day's expense records.
        budget_idr: of the plan, 0 without one.
        at_hand: item -> amount by the records.
    """

    lines: tuple[Sum, ...]
    spent_idr: int
    budget_idr: int
    at_hand: Mapping[str, int]

    @property
    def alarms(self) -> tuple[Alarm, ...]:
        """Return what is low, and whether the budget is near its end."""
        return day_accounts.warnings(self.at_hand, self.spent_idr, self.budget_idr)


def day_account(place: Workplace, spoilt: int = 0) -> DayAccount:
    """Return the open day's account.

    Args:
        place: the laptop.
        spoilt: slips that came out unreadable.

    Raises:
        UserProblem: CASEWORK_002 no day is open.
    """

    def job(store: Store) -> DayAccount:
        day = current_day(store)
        records = [r for r in store.records.of_day(day.day_id) if not r.cancelled]
        return _account(place, store, day, records, spoilt)

    return place.run(job)


def _account(
    place: Workplace, store: Store, day: Day, records: list[Record], spoilt: int
) -> DayAccount:
    plan, tickets = store.plans.get(day.day_id), manifest_tickets(store, day)
    changes, spent = stock_changes(records), spending(records)
    printed = store.slips.counts(day.day_id)
    files = store.slips.numbers(day.day_id)
    lines = [
        day_accounts.tickets(tickets, sum(tickets.values())),
        day_accounts.slips(files, sum(printed.values()) - files, spoilt, None),
    ]
    at_hand = {name: start + sum(changes.get(name, ())) for name, start in day.stock.items()}
    lines += [
        day_accounts.stock(name, start, changes.get(name, ()), None)
        for name, start in day.stock.items()
    ]
    lines += _cash(plan, spent)
    return DayAccount(tuple(lines), spent, plan.budget_idr if plan else 0, at_hand)


def _cash(plan: DayPlanned | None, spent: int) -> list[Sum]:
    advance = plan.advance_idr if plan else 0
    return [day_accounts.cash(advance, spent, None)] if advance or spent else []


def spending(records: list[Record]) -> int:
    """Return the rupiah of the expense records."""
    return sum(_number(record, "amount") for record in records if record.form_id == EXPENSE)


def stock_changes(records: list[Record]) -> dict[str, list[int]]:
    """Return item -> changes, used ones negative."""
    found: dict[str, list[int]] = {}
    for record in records:
        if record.form_id == STOCK:
            roles, answers = form_map(STOCK), json.loads(record.answers)
            found.setdefault(roles.find(answers, "item"), []).append(_number(record, "change"))
    return found


def _number(record: Record, role: str) -> int:
    text = form_map(record.form_id).find(json.loads(record.answers), role)
    return int(float(text)) if text else 0

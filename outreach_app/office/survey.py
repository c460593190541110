"""The satisfaction survey of a period: index for all, by service, by day and by pekon."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import select

from outreach_app import resources
from outreach_app.clock import office_date
from outreach_app.domain import entries as e
from outreach_app.domain import periods, small_groups
from outreach_app.domain.satisfaction import Index, Rule, index, is_complete
from outreach_app.domain.small_groups import FEW
from outreach_app.errors import UserProblem
from outreach_app.office.answers import answer
from outreach_app.office.citizen_tables import citizen_record
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import Office
from outreach_app.office.published import published
from outreach_app.office.tables import case_file, revision
from outreach_app.officeapi import citizen_messages as cm

FORM = "skm"
Answered = tuple[Any, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Count:
    """The survey of a reported period, in steps (`small_groups`).

    Attributes:
        rows: complete answers that are counted.
        groups: by what (`service`, `pekon`, `date`) -> group -> its counted answers.
        hidden: the groups with answers that are not shown, each with why.
        waiting: complete answers that wait until their step is full.
        incomplete: left out.
        rule: of the period's last day.
    """

    rows: tuple[Answered, ...]
    groups: Mapping[str, Mapping[str, tuple[Answered, ...]]]
    hidden: Mapping[str, Mapping[str, str]]
    waiting: int
    incomplete: int
    rule: Rule


def survey(office: Office, since: str, until: str) -> cm.Survey:
    """Return the survey of a quarter, a semester or a year (ISO dates, both included).

    Raises:
        UserProblem: SURVEY_001 no index is made for these days.
    """
    with office.ledger.reading() as tx:
        found = counted(tx, since, until)
        served = _served(tx, since, until)

    def grouped(by: str) -> tuple[cm.SurveyIndex, ...]:
        shown, secret, population = found.groups[by], found.hidden[by], served[by]
        return tuple(
            _message(g, shown.get(g, ()), found.rule, population[g], secret.get(g, ""))
            for g in sorted({*shown, *secret, *population})
        )

    few = FEW if found.waiting and not found.rows else ""
    everybody = _message("", found.rows, found.rule, served["date"].total(), few)
    return cm.Survey(
        since=since,
        until=until,
        all=msgspec.structs.replace(everybody, incomplete=found.incomplete),
        by_service=grouped("service"),
        by_date=grouped("date"),
        by_pekon=grouped("pekon"),
        wishes=_wishes(found.rows),
        least=found.rule.least_shown,
        waiting=found.waiting,
        basis=found.rule.legal_basis,
        limits=tuple(str(one.lowest) for one in found.rule.categories),
        category=_category(everybody.category, found.rule),
    )


def _category(letter: str, rule: Rule) -> dict[str, str]:
    found = (one for one in rule.categories if one.letter == letter)
    return next(({"id": one.name_id, "en": one.name_en} for one in found), {})


def counted(tx: LedgerTransaction, since: str, until: str) -> Count:
    """Return what is counted of a reported period: the sum of its quarters.

    Raises:
        UserProblem: SURVEY_001 no index is made for these days.
    """
    first, last = date.fromisoformat(since), date.fromisoformat(until)
    if not periods.is_reported(first, last):
        raise UserProblem("SURVEY_001")
    rows = answered(tx, since, until)
    complete = [row for row in rows if is_complete(scores(row[1]))]
    by_id = {row[0].citizen_id: row for row in complete}
    rules = published(tx.connection).satisfaction
    parts = [
        _quarter(complete, since, until, rules.on(until).least_shown)
        for since, until in periods.quarters(first, last)
    ]
    kept = tuple(by_id[one] for part in parts for one in part.all)
    groups: dict[str, dict[str, tuple[Answered, ...]]] = {by: {} for by in _KEYS}
    hidden: dict[str, dict[str, str]] = {by: {} for by in _KEYS}
    for part in parts:
        for (by, group), ids in part.groups.items():
            groups[by][group] = (*groups[by].get(group, ()), *(by_id[one] for one in ids))
        for (by, group), why in part.hidden.items():
            hidden[by].setdefault(group, why)
    for by, shown in groups.items():
        hidden[by] = {group: why for group, why in hidden[by].items() if group not in shown}
    waiting, left = len(complete) - len(kept), len(rows) - len(complete)
    return Count(kept, groups, hidden, waiting, left, rules.on(last))


def _quarter(
    complete: Sequence[Answered], since: date, until: date, step: int
) -> small_groups.Counted[tuple[str, str]]:
    mine = [row for row in complete if since.isoformat() <= row[0].date <= until.isoformat()]
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for by, key in _KEYS.items():
        for row in mine:
            groups[by, key(row)].append(row[0].citizen_id)
    arrived = [row[0].citizen_id for row in mine]
    ordered = {group: groups[group] for group in sorted(groups, key=_rank)}
    return small_groups.counted(arrived, ordered, step)


def _rank(group: tuple[str, str]) -> tuple[int, str]:
    return tuple(_KEYS).index(group[0]), group[1]


def answered(tx: LedgerTransaction, since: str, until: str) -> list[Answered]:
    """Return the surveys of the days from `since` to `until` in the order of their arrival."""
    here = citizen_record.c
    query = select(citizen_record).where(here.form_id == FORM, here.date.between(since, until))
    query = query.order_by(here.arrived_ms, here.citizen_id)
    return [(row, msgspec.json.decode(row.answers)) for row in tx.connection.execute(query).all()]


def _served(tx: LedgerTransaction, since: str, until: str) -> dict[str, Counter[str]]:
    """Return who could have answered: files of the period, by service, day and pekon."""
    query = (
        select(revision.c.service, revision.c.pekon, revision.c.finished_ms)
        .join(case_file, case_file.c.newest_id == revision.c.instance_id)
        .where(case_file.c.cancelled == "", revision.c.kind == e.APPLICATION)
    )
    counted = {name: Counter[str]() for name in ("service", "date", "pekon")}
    for row in tx.connection.execute(query):
        day = office_date(row.finished_ms).isoformat()
        if since <= day <= until:
            for name, value in (("service", row.service), ("date", day), ("pekon", row.pekon)):
                counted[name][value] += 1
    return counted


def about(row: Answered) -> str:
    """Return the service that a survey is about."""
    return answer(FORM, row[1], "about")


def scores(record: dict[str, Any]) -> dict[str, str]:
    """Return the scores of a survey's elements, as given."""
    here: Any = record
    for step in str(resources.tables("forms")[FORM]["scores_group"]).split("/")[2:]:
        here = here.get(step, {})
    return {name: str(value) for name, value in here.items()}


def _message(
    group: str, rows: Sequence[Answered], rule: Rule, population: int, secret: str
) -> cm.SurveyIndex:
    found: Index = index([scores(record) for _, record in rows], rule)
    return cm.SurveyIndex(
        group=group,
        respondents=found.respondents,
        incomplete=found.incomplete,
        population=population,
        sample=rule.minimum_sample(population),
        value="" if found.value is None else str(found.value),
        category=found.category.letter if found.category else "",
        means={u: f"{mean:.3f}" for u, mean in found.means.items()},
        lowest=found.lowest,
        weight=found.weight,
        hidden=secret,
    )


def _wishes(rows: Sequence[Answered]) -> tuple[str, ...]:
    """Return the suggestions in an order that tells nothing: by a digest of their text."""
    said = [answer(FORM, record, "wish") for _, record in rows]
    return tuple(
        sorted(filter(None, said), key=lambda text: hashlib.sha256(text.encode()).digest())
    )


_KEYS: dict[str, Callable[[Answered], str]] = {
    "service": about,
    "pekon": lambda row: str(row[0].pekon),
    "date": lambda row: str(row[0].date),
}
"""By what answers are grouped; of two groups of nearly the same people the first is shown."""

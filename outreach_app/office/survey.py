"""The satisfaction survey of a period: index for all, by service, by day and by pekon."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import select

from outreach_app import resources
from outreach_app.clock import office_date
from outreach_app.domain import entries as e
from outreach_app.domain.satisfaction import Index, Rule, index, is_complete, rule_on
from outreach_app.domain.small_groups import hidden
from outreach_app.office.answers import answer
from outreach_app.office.citizen_tables import citizen_record
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import Office
from outreach_app.office.tables import case_file, revision
from outreach_app.officeapi import citizen_messages as cm

FORM = "skm"
Answered = tuple[Any, dict[str, Any]]


def survey(office: Office, since: str, until: str) -> cm.Survey:
    """Return the survey of the days from `since` to `until` (ISO, both included)."""
    with office.ledger.reading() as tx:
        rows = answered(tx, since, until)
        served = _served(tx, since, until)
    rule = rule_on(date.fromisoformat(until))

    def grouped(
        key: Callable[[Answered], str], population: Counter[str]
    ) -> Iterable[cm.SurveyIndex]:
        secret = hidden_groups(rows, key, rule)
        for group in sorted({key(row) for row in rows} | set(population)):
            mine = [row for row in rows if key(row) == group]
            yield _message(group, mine, rule, population[group], secret.get(group, ""))

    return cm.Survey(
        since=since,
        until=until,
        all=_all(rows, rule, served["date"].total()),
        by_service=tuple(grouped(about, served["service"])),
        by_date=tuple(grouped(lambda row: str(row[0].date), served["date"])),
        by_pekon=tuple(grouped(lambda row: str(row[0].pekon), served["pekon"])),
        wishes=_wishes(rows),
        least=rule.least_shown,
    )


def answered(tx: LedgerTransaction, since: str, until: str) -> list[Answered]:
    """Return the surveys of the days from `since` to `until`, each with its record."""
    query = select(citizen_record).where(
        citizen_record.c.form_id == FORM, citizen_record.c.date.between(since, until)
    )
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


def hidden_groups(
    rows: Iterable[Answered], key: Callable[[Answered], str], rule: Rule
) -> dict[str, str]:
    """Return the groups whose answers are not shown, each with why (`small_groups`)."""
    return hidden(
        Counter(key(row) for row in rows if is_complete(scores(row[1]))), rule.least_shown
    )


def _all(rows: Sequence[Answered], rule: Rule, population: int) -> cm.SurveyIndex:
    """Return the index of all: their number is told, their scores only of enough of them."""
    found = index([scores(record) for _, record in rows], rule)
    secret = hidden({"": found.respondents}, rule.least_shown).get("", "")
    shown = _message("", rows, rule, population, secret)
    return msgspec.structs.replace(
        shown, respondents=found.respondents, incomplete=found.incomplete
    )


def _message(
    group: str, rows: Sequence[Answered], rule: Rule, population: int, secret: str
) -> cm.SurveyIndex:
    told = () if secret else rows
    found: Index = index([scores(record) for _, record in told], rule)
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

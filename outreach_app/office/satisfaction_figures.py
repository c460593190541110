"""Figures of the satisfaction survey: index, elements, sample; traced to the sealed forms' ids.

An id opens nothing: an answer of one person is shown to nobody.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from outreach_app.domain.satisfaction import Index, Rule, index, is_complete, rule_on
from outreach_app.domain.small_groups import FEW
from outreach_app.office.figures import count
from outreach_app.office.survey import Answered, about, answered, hidden_groups, scores
from outreach_app.officeapi.audit_messages import Figure

if TYPE_CHECKING:
    from outreach_app.office.evaluation import Period


def satisfied(period: Period) -> Iterable[Figure]:
    """Index for all and by service, elements with the three lowest, respondents against sample."""
    rows = answered(period.tx, period.since, period.until)
    rule = rule_on(date.fromisoformat(period.until))
    complete = [row for row in rows if is_complete(scores(row[1]))]
    found = index([scores(record) for _, record in complete], rule)
    if 0 < found.respondents < rule.least_shown:
        yield _hidden(FEW, rule)
    else:
        yield _index(found, complete)
        for code, group in (("element", tuple(found.means)), ("lowest", found.lowest)):
            yield from (_mean(f"satisfaction.{code}", found, u, complete) for u in group)
    secret = hidden_groups(complete, about, rule)
    for service in sorted({about(row) for row in complete}):
        mine = [row for row in complete if about(row) == service]
        if service in secret:
            yield _hidden(secret[service], rule, service)
        else:
            yield _index(index([scores(record) for _, record in mine], rule), mine, service)
    yield count("satisfaction.answers", _ids(rows))
    yield count("satisfaction.incomplete", set(_ids(rows)) - set(_ids(complete)))
    yield _sample(rule, tuple(period.files))


def _index(found: Index, rows: list[Answered], group: str = "") -> Figure:
    return Figure(
        code="satisfaction.index",
        group=group,
        value="" if found.value is None else str(found.value),
        unit="index",
        of=found.respondents,
        trace=_ids(rows),
    )


def _hidden(why: str, rule: Rule, group: str = "") -> Figure:
    """Return that an index is not shown; it has no trace, which would tell how many they are."""
    least = str(rule.least_shown) if why == FEW else ""
    return Figure(code="satisfaction.index", group=group, value=least, unit=why)


def _mean(code: str, found: Index, element: str, rows: list[Answered]) -> Figure:
    return Figure(
        code=code,
        group=element,
        value=f"{found.means[element]:.3f}",
        unit="score",
        of=found.respondents,
        trace=_ids(rows),
    )


def _sample(rule: Rule, population: tuple[str, ...]) -> Figure:
    return Figure(
        code="satisfaction.sample",
        value=str(rule.minimum_sample(len(population))),
        unit="sample",
        of=len(population),
        trace=population,
    )


def _ids(rows: list[Answered]) -> tuple[str, ...]:
    return tuple(row.citizen_id for row, _ in rows)

"""Figures of the satisfaction survey: index, elements, sample; traced to the sealed forms' ids.

An id opens nothing: an answer of one person is shown to nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from outreach_app.domain.periods import is_reported
from outreach_app.domain.satisfaction import Index, Rule, index, is_complete
from outreach_app.domain.small_groups import FEW, PERIOD
from outreach_app.office.figures import count
from outreach_app.office.published import published
from outreach_app.office.survey import Answered, Count, answered, counted, scores
from outreach_app.officeapi.audit_messages import Figure

if TYPE_CHECKING:
    from outreach_app.office.evaluation import Period


def satisfied(period: Period) -> Iterable[Figure]:
    """Index for all and by service, elements with the three lowest, respondents against sample."""
    rule = published(period.tx.connection).satisfaction.on(date.fromisoformat(period.until))
    if is_reported(date.fromisoformat(period.since), date.fromisoformat(period.until)):
        yield from _indexes(counted(period.tx, period.since, period.until))
    else:
        yield _hidden(PERIOD, rule)
    rows = answered(period.tx, period.since, period.until)
    complete = {row.citizen_id for row, record in rows if is_complete(scores(record))}
    yield count("satisfaction.answers", _ids(rows))
    yield count("satisfaction.incomplete", set(_ids(rows)) - complete)
    yield _sample(rule, tuple(period.files))


def _indexes(told: Count) -> Iterable[Figure]:
    if told.waiting and not told.rows:
        yield _hidden(FEW, told.rule)
    else:
        found = index([scores(record) for _, record in told.rows], told.rule)
        yield _index(found, told.rows)
        for code, group in (("element", tuple(found.means)), ("lowest", found.lowest)):
            yield from (_mean(f"satisfaction.{code}", found, u, told.rows) for u in group)
        yield count("satisfaction.counted", _ids(told.rows))
    shown, secret = told.groups["service"], told.hidden["service"]
    for service in sorted({*shown, *secret}):
        if service in secret:
            yield _hidden(secret[service], told.rule, service)
        else:
            mine = shown[service]
            yield _index(index([scores(r) for _, r in mine], told.rule), mine, service)


def _index(found: Index, rows: Sequence[Answered], group: str = "") -> Figure:
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


def _mean(code: str, found: Index, element: str, rows: Sequence[Answered]) -> Figure:
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


def _ids(rows: Sequence[Answered]) -> tuple[str, ...]:
    return tuple(row.citizen_id for row, _ in rows)

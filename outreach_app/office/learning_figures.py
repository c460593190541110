"""Figures of training, participation, legal awareness, notices and audits for the evaluation.

Each is a function over records and names what it was counted from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import select

from outreach_app.clock import office_date
from outreach_app.domain.awareness import LEAST
from outreach_app.domain.publications import FREQUENT_ANSWER, NOTICE
from outreach_app.domain.training import Currency
from outreach_app.office import awareness, findings, publishing_figures, statements, training
from outreach_app.office.audit_tables import audit_item, audit_sample
from outreach_app.office.figures import count, rounded, share
from outreach_app.office.filed_records import filed
from outreach_app.office.publishing_tables import text_version
from outreach_app.officeapi.audit_messages import Figure

if TYPE_CHECKING:
    from outreach_app.office.evaluation import Period


def trained(period: Period) -> Iterable[Figure]:
    """Quizzes taken and passed, who is current in each module today, events and evaluations."""
    tried = [a.number for a in training.attempts(period.tx) if _in(period, a.on)]
    first, last = date.fromisoformat(period.since), date.fromisoformat(period.until)
    passed = publishing_figures.modules_passed(period.tx, first, last).records
    yield count("training.taken", tried)
    yield share("training.passed", passed, tried)
    stands: dict[str, dict[str, bool]] = defaultdict(dict)
    titles: dict[str, dict[str, str]] = {}
    for row in training.overview(period.office).rows:
        titles[row.module] = row.title
        stands[row.module][f"{row.officer}/{row.module}"] = row.currency == Currency.CURRENT
    for module, officers in sorted(stands.items()):
        current = [name for name, good in officers.items() if good]
        yield _titled(share("training.current", current, list(officers), module), titles[module])
    for code, form in (("events", training.EVENT), ("evaluations", training.EVALUATION)):
        records = filed(period.tx, (form,))
        yield count(f"training.{code}", [r.number for r in records if _in(period, r.on)])


def participated(period: Period) -> Iterable[Figure]:
    """Statements given in the period, by draft or topic: answered and withheld as of today."""
    for row in statements.drafts(period.office).drafts:
        seen = statements.view(period.office, row.draft)
        mine = [one for one in seen.statements if _in(period, one.on)]
        if not mine:
            continue
        numbers = [one.number for one in mine]
        answered = {one.number for one in statements.answered(seen)} if row.response else set()
        yield _titled(count("participation.received", numbers, row.draft), row.title)
        told = [n for n in numbers if n in answered]
        yield _titled(share("participation.answered", told, numbers, row.draft), row.title)
        withheld = [one.number for one in mine if one.left_out]
        yield _titled(count("participation.withheld", withheld, row.draft), row.title)


def made_aware(period: Period) -> Iterable[Figure]:
    """Quizzes of sessions, what each changed, and problems met where they are at least five."""
    quizzes = [r for r in filed(period.tx, (awareness.QUIZ,)) if _in(period, r.on)]
    numbers = {record.number for record in quizzes}
    yield count("awareness.quizzes", sorted(numbers))
    for one in awareness.sessions(period.tx):
        trace = one.before.numbers + one.after.numbers
        if one.points is not None and numbers.issuperset(trace):
            yield Figure(
                code="awareness.effect",
                group=one.event,
                value=rounded(one.points),
                unit="points",
                of=len(trace),
                trace=trace,
            )
    met: dict[str, dict[str, int]] = defaultdict(dict)
    for record in filed(period.tx, (awareness.PROBLEM,)):
        if _in(period, record.on):
            met[record.said("problem_kind")][record.number] = record.whole("problem_count")
    for kind, counts in sorted(met.items()):
        total = sum(counts.values())
        yield Figure(
            code="awareness.problems",
            group=kind,
            # A number below five may point to somebody (issue area 14).
            value=str(total) if total >= LEAST else "",
            unit="sum",
            trace=tuple(counts),
        )


def told(period: Period) -> Iterable[Figure]:
    """Notices and frequent answers published in the period."""
    here = text_version.c
    query = select(here.publication_id, here.version, here.kind, here.published_ms)
    found: dict[str, list[str]] = {NOTICE: [], FREQUENT_ANSWER: []}
    for id_, version, kind, ms in period.tx.connection.execute(query):
        if kind in found and period.holds(ms):
            found[kind].append(f"{id_}/{version}")
    for kind, ids in found.items():
        yield count(f"communication.{kind}", ids)


def audited(period: Period) -> Iterable[Figure]:
    """Samples drawn in the period, files looked at, findings and what became of them."""
    query = select(
        audit_sample.c.sample_id, audit_sample.c.drawn_ms, audit_item.c.number, audit_item.c.finding
    ).join(audit_item, audit_item.c.sample_id == audit_sample.c.sample_id)
    rows = [r for r in period.tx.connection.execute(query).all() if period.holds(r.drawn_ms)]
    today = office_date(period.office.clock.now_ms())
    steps = findings.steps(period.tx)
    found = {f"{r.sample_id}/{r.number}": r.finding for r in rows}
    looked = [name for name, finding in found.items() if finding]
    yield share("audit.looked", looked, list(found))
    by_class: dict[str, list[str]] = defaultdict(list)
    by_state: dict[str, list[str]] = defaultdict(list)
    for name, finding in found.items():
        if stands := findings.state(finding, steps.get(name, []), today):
            by_class[finding].append(name)
            by_state[stands].append(name)
    for finding, names in sorted(by_class.items()):
        yield count("audit.findings", names, finding)
    for stands in (findings.OPEN, findings.ASSIGNED, findings.OVERDUE, findings.CLOSED):
        yield count(f"audit.{stands}", by_state[stands])


def _titled(figure: Figure, title: dict[str, str]) -> Figure:
    return msgspec.structs.replace(figure, title=title)


def _in(period: Period, on: str | date) -> bool:
    text = on if isinstance(on, str) else on.isoformat()
    return period.since <= text <= period.until

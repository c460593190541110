"""Figures of training, participation and awareness for reports, each with what stands behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from outreach_app.domain.publications import CONSULTED, NOTICE, Standing, current
from outreach_app.office import awareness, statements, text_versions, training
from outreach_app.office.contacts import who_has
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import Office
from outreach_app.office.publishing import today


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its trace.

    Attributes:
        records: numbers of the records, or ids of publications, that were counted.
    """

    value: float
    records: tuple[str, ...] = ()


def modules_passed(tx: LedgerTransaction, first: date, last: date) -> Figure:
    """Return how many quizzes were passed from `first` to `last`."""
    rules = {
        (one.body.publication_id, one.body.version): one.body.training
        for found in text_versions.editions(tx).values()
        for one in found
    }
    passed = [
        a.number
        for a in training.attempts(tx)
        if first.isoformat() <= a.on <= last.isoformat()
        and (rule := rules.get((a.publication_id, a.version)))
        and a.passed(rule)
    ]
    return Figure(len(passed), tuple(passed))


def statements_received(office: Office) -> Figure:
    """Return how many statements on all drafts were received."""
    return _statements(office, answered=False)


def statements_answered(office: Office) -> Figure:
    """Return how many of them stand in a published answer."""
    return _statements(office, answered=True)


def _statements(office: Office, *, answered: bool) -> Figure:
    numbers: list[str] = []
    with office.ledger.reading() as tx:
        drafts = [id_ for kind in CONSULTED for id_ in sorted(text_versions.editions(tx, kind))]
    for draft in drafts:
        seen = statements.view(office, draft)
        if not answered:
            numbers += [s.number for s in seen.statements]
        elif seen.draft.response:
            numbers += [s.number for s in statements.answered(seen)]
    return Figure(len(numbers), tuple(numbers))


def quiz_effect(tx: LedgerTransaction) -> dict[str, Figure]:
    """Return session -> difference in percentage points, for sessions with both sides."""
    return {
        one.event: Figure(one.points, one.before.numbers + one.after.numbers)
        for one in awareness.sessions(tx)
        if one.points is not None
    }


def notices_reach(office: Office) -> Figure:
    """Return which share (0-1) of laptops has the notices in force; 0 when there are none."""
    reached = there = 0
    ids: list[str] = []
    with office.ledger.reading() as tx:
        for publication_id, editions in text_versions.editions(tx, NOTICE).items():
            shown = current(editions, today(office))
            if shown is None or shown.standing(today(office)) is not Standing.IN_FORCE:
                continue
            row = text_versions.rows(tx, publication_id)[shown.body.version - 1]
            has, waits = who_has(tx, row.feed_id, row.entry_number)
            reached, there = reached + len(has), there + len(has) + len(waits)
            ids.append(publication_id)
    return Figure(reached / there if there else 0.0, tuple(ids))

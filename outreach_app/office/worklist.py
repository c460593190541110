"""The clerk's home: what waits, since when (ux M1)."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import ColumnElement, Connection, Select, func, select

from outreach_app.domain import entries as e
from outreach_app.domain.intake import ASIDE
from outreach_app.domain.machines import INVITED
from outreach_app.domain.threads import SETTLED
from outreach_app.office import threads, unopened
from outreach_app.office.batches import batches
from outreach_app.office.clerks import SignedIn
from outreach_app.office.laptops import silent
from outreach_app.office.office import Office
from outreach_app.office.tables import case_file, day, decision, revision
from outreach_app.officeapi import messages as m

SILENT_DAYS = 5
_waiting = decision.c.released_ms.is_(None) & decision.c.undone_ms.is_(None)
_stands = (case_file.c.newest_id == revision.c.instance_id) | revision.c.intake_reason.in_(ASIDE)
_later = decision.alias("later")
_superseded = select(_later.c.decision_id).where(
    _later.c.supersedes == decision.c.decision_id, _later.c.undone_ms.is_(None)
)
_decided = select(decision.c.number).where(
    decision.c.undone_ms.is_(None), decision.c.instance_id == revision.c.instance_id
)


def worklist(office: Office, by: SignedIn) -> m.Worklist:
    """Return how much of what waits; threads as far as this clerk may see them."""
    threads_ = [t for t in threads.listed(office, by).threads if t.state not in SETTLED]
    late = [one for one in threads_ if one.late_days]
    listed = batches(office).batches
    uneven = [row for row in listed if row.closed and not row.balanced]
    with office.ledger.reading() as tx:
        held = _work(tx.connection, revision.c.intake == e.HELD)
        papers = _work(
            tx.connection, revision.c.intake == e.ACCEPTED, revision.c.documents_missing != "[]"
        )
        undecided = _work(tx.connection, revision.c.intake == e.ACCEPTED)
        oldest = {"held": held[1], "documents_missing": papers[1], "undecided": undecided[1]}
        oldest["unbalanced"] = min((row.last_arrival_ms for row in uneven), default=0)
        return m.Worklist(
            unbalanced=len(uneven),
            held=held[0],
            documents_missing=papers[0],
            undecided=undecided[0],
            pending=_count(tx.connection, select(func.count()).where(_waiting)),
            ready=_count(tx.connection, _ready()),
            oldest_ms={kind: ms for kind, ms in oldest.items() if ms},
            silent=silent(office, tx.connection, SILENT_DAYS),
            last_arrival_ms=_count(tx.connection, select(func.max(day.c.last_arrival_ms))),
            threads=len(threads_),
            unopened=unopened.count(tx.connection),
            threads_late=len(late),
            threads_told=dict(Counter(role for one in late for role in one.told)),
        )


def _work(connection: Connection, *which: ColumnElement[bool]) -> tuple[int, int]:
    query = (
        select(func.count(), func.min(revision.c.arrived_ms))
        .join(case_file, case_file.c.number == revision.c.number)
        .where(_stands, ~revision.c.again, case_file.c.cancelled == "", ~_decided.exists(), *which)
        .where(revision.c.kind != e.RECORD)
    )
    count, oldest = connection.execute(query).one()
    return count, oldest or 0


def _ready() -> Select[int]:
    return (
        select(func.count())
        .select_from(decision)
        .join(case_file, case_file.c.newest_id == decision.c.instance_id)
        .where(decision.c.undone_ms.is_(None), decision.c.state.in_(INVITED), ~_superseded.exists())
    )


def _count(connection: Connection, query: Select[int]) -> int:
    return connection.scalar(query) or 0

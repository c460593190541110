"""What becomes of the findings of an audit: an owner, a day, and closed by somebody else.

Steps are only added, so a finding that was closed and opened again shows both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

import msgspec
from sqlalchemy import insert, select

from outreach_app import resources
from outreach_app.clock import office_date
from outreach_app.errors import UserProblem
from outreach_app.office import publications
from outreach_app.office.access import Action, require
from outreach_app.office.audit_tables import audit_item, audit_step
from outreach_app.office.clerks import SignedIn
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import Office
from outreach_app.office.tables import clerk
from outreach_app.officeapi import audit_messages as am

NOTHING = "TIDAK_ADA"
OPEN, ASSIGNED, OVERDUE, CLOSED, REOPENED = "open", "assigned", "overdue", "closed", "reopened"


@cache
def _working_days() -> Mapping[str, int]:
    found: Mapping[str, int] = resources.toml("services/audit.toml")["follow_up"]
    return found


def follow_up(office: Office, sample_id: str, wanted: am.FollowUp, by: SignedIn) -> None:
    """Write a step down; the same request may be sent again.

    Raises:
        UserProblem: OFFICE_006 not allowed; OFFICE_007 no finding there; AUDIT_003 no such step
            from here, or its owner or text is missing; AUDIT_004 owners do not close their own;
            AUDIT_005 the day is no day to come.
    """
    require(by.role, Action.AUDIT)
    today = office_date(office.clock.now_ms())
    with office.ledger.transaction() as tx:
        known = select(audit_step.c.id).where(audit_step.c.step_id == wanted.step_id)
        if tx.connection.scalar(known) is not None:
            return
        finding = _finding(tx, sample_id, wanted.number)
        before = steps(tx, sample_id).get(wanted.number, [])
        owner, due = _checked(tx, wanted, before, by)
        tx.connection.execute(
            insert(audit_step).values(
                **msgspec.structs.asdict(wanted)
                | {
                    "sample_id": sample_id,
                    "owner": owner,
                    "due": due or _due(tx, finding, today),
                    "text": wanted.text.strip(),
                    "clerk": by.clerk,
                    "time_ms": office.clock.now_ms(),
                }
            )
        )


def steps(tx: LedgerTransaction, sample_id: str = "") -> dict[str, list[am.FindingStep]]:
    """Return the steps by file number, of one sample; by `sample/number` of all."""
    query = select(audit_step).order_by(audit_step.c.id)
    if sample_id:
        query = query.where(audit_step.c.sample_id == sample_id)
    found: dict[str, list[am.FindingStep]] = defaultdict(list)
    for row in tx.connection.execute(query):
        found[row.number if sample_id else f"{row.sample_id}/{row.number}"].append(
            am.FindingStep(
                kind=row.kind,
                owner=row.owner,
                due=row.due,
                text=row.text,
                clerk=row.clerk,
                on=office_date(row.time_ms).isoformat(),
            )
        )
    return found


def state(finding: str, told: Sequence[am.FindingStep], today: date) -> str:
    """Return how a finding stands on a day, empty for none."""
    if finding in ("", NOTHING):
        return ""
    if not told:
        return OPEN
    if told[-1].kind == CLOSED:
        return CLOSED
    return OVERDUE if told[-1].due < today.isoformat() else ASSIGNED


def with_steps(item: am.SampleItem, told: Sequence[am.FindingStep], today: date) -> am.SampleItem:
    """Return an item with what became of its finding."""
    last = told[-1] if told else None
    return msgspec.structs.replace(
        item,
        state=state(item.finding, told, today),
        owner=last.owner if last else "",
        due=last.due if last else "",
        steps=tuple(told),
    )


def _finding(tx: LedgerTransaction, sample_id: str, number: str) -> str:
    query = select(audit_item.c.finding).where(
        audit_item.c.sample_id == sample_id, audit_item.c.number == number
    )
    found = tx.connection.scalar(query)
    if not found or found == NOTHING:
        raise UserProblem("OFFICE_007", what=number)
    return str(found)


def _checked(
    tx: LedgerTransaction,
    wanted: am.FollowUp,
    before: Sequence[am.FindingStep],
    by: SignedIn,
) -> tuple[str, str]:
    last = before[-1] if before else None
    closed = last is not None and last.kind == CLOSED
    if wanted.kind == ASSIGNED and not closed:
        known = select(clerk.c.clerk).where(clerk.c.clerk == wanted.owner)
        if tx.connection.scalar(known) is None:
            raise UserProblem("AUDIT_003")
        return wanted.owner, _day(wanted.due)
    if last is None or not wanted.text.strip():
        raise UserProblem("AUDIT_003")
    if (wanted.kind == CLOSED) == closed or wanted.kind not in (CLOSED, REOPENED):
        raise UserProblem("AUDIT_003")
    if wanted.kind == CLOSED and last.owner == by.clerk:
        raise UserProblem("AUDIT_004")
    return last.owner, _day(wanted.due) or (last.due if wanted.kind == CLOSED else "")


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError as error:
        raise UserProblem("AUDIT_005", day=text) from error


def _due(tx: LedgerTransaction, finding: str, today: date) -> str:
    days = _working_days().get(finding, max(_working_days().values()))
    return publications.calendar(tx).add_working_days(today, days).isoformat()

"""The way of a case through its states, from its revisions and the decisions that were sent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from outreach_app.clock import office_date
from outreach_app.domain import cases
from outreach_app.domain import entries as e
from outreach_app.domain.cases import Standing
from outreach_app.domain.clocks import Step
from outreach_app.domain.intake import ASIDE
from outreach_app.domain.machines import Machine
from outreach_app.office.files import File
from outreach_app.office.published import Published
from outreach_app.office.tables import decision


@dataclass(frozen=True, slots=True)
class Moved:
    """A case came into a state.

    Attributes:
        ms: when, by the office's clock; for the first one when the file was finished.
        state: an intake word, or one of the machine.
        clerk: who moved it; empty for the intake.
        due: ISO day printed for the applicant.
        calendar: version of the holidays behind `due`.
        appointment: `2026-12-07T09:00`.
    """

    ms: int
    state: str
    decision_id: str = ""
    clerk: str = ""
    reason: str = ""
    due: str = ""
    calendar: str = ""
    appointment: str = ""

    @property
    def move_id(self) -> str:
        """Return the decision's id, as `domain.appointment_changes` asks for it."""
        return self.decision_id

    @property
    def step(self) -> Step:
        """Return the step as clocks count it."""
        return Step(office_date(self.ms), self.state)


Sent = dict[str, list[Row[Any]]]
"""Decisions that were sent, by number, in their order."""


def sent_decisions(connection: Connection, numbers: Iterable[str]) -> Sent:
    """Return the decisions of some files that were sent."""
    query = (
        select(decision)
        .where(decision.c.number.in_(list(numbers)), decision.c.released_ms.is_not(None))
        .order_by(decision.c.released_ms, decision.c.entry_number)
    )
    found: Sent = defaultdict(list)
    for row in connection.execute(query):
        found[row.number].append(row)
    return found


def machine_of(tables: Published, file: File) -> Machine | None:
    """Return the states of a file; a service that is not known here has those of its kind."""
    newest = file.newest
    if newest.kind == e.RECORD:
        return None
    return tables.machine(newest.service) or tables.machines.machines.get(newest.kind)


def steps(machine: Machine | None, file: File, sent: Sequence[Row[Any]]) -> list[Moved]:
    """Return every state that a case was in, oldest first.

    A corrected file begins anew where its state says so; a word on a former revision that went out
    after the correction came in changes nothing.
    """
    line = [r for r in file.revisions if not r.again and r.intake_reason not in ASIDE]
    events: list[tuple[int, int, Row[Any]]] = [
        (row.arrived_ms, 0, row) for row in line or file.revisions[:1]
    ]
    events += [(row.released_ms, 1, row) for row in sent]
    found: list[Moved] = []
    instance = ""
    for ms, is_decision, row in sorted(events, key=lambda one: one[:2]):
        if is_decision:
            if row.instance_id == instance or not _reopens(machine, row.state):
                found.append(_decided(row))
            continue
        instance = row.instance_id
        begins = cases.beginning(row.intake)
        if not found:
            found.append(Moved(row.finished_ms, begins))
        elif _reopens(machine, found[-1].state) and found[-1].state != begins:
            found.append(Moved(ms, begins))
    return found


def standing(tables: Published, file: File, sent: Sequence[Row[Any]]) -> Standing:
    """Return where a case stands; what waits at the desk does not count yet."""
    machine = machine_of(tables, file)
    way = steps(machine, file, sent)
    now = way[-1]
    other = (moved.state for moved in reversed(way) if moved.state != now.state)
    former = next(other, "") if now.decision_id else ""
    intake = "" if file.cancelled else file.newest.intake
    return Standing(machine, intake, now.state, former, now.due)


def _reopens(machine: Machine | None, state: str) -> bool:
    return machine is None or machine.state(state).reopens


def _decided(row: Row[Any]) -> Moved:
    return Moved(
        row.released_ms,
        row.state,
        row.decision_id,
        row.clerk,
        row.reason,
        row.due,
        row.calendar,
        row.appointment,
    )

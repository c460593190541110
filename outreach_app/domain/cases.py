"""A case at the office: where it stands, which moves are possible, and what each must say.

The product never approves, issues or takes money: a file becomes ready for an interview, is
returned for completing, cannot be processed, and so on, by the table of `domain.machines`. Source:
decisions C30; ux 2.2 (M6).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from outreach_app.domain.entries import ACCEPTED, HELD, REJECTED, CaseDecided
from outreach_app.domain.machines import Machine, Move
from outreach_app.errors import UserProblem


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands.

    Attributes:
        machine: of its service; None for a record, which is never moved.
        intake: `diterima`, `ditahan` or `ditolak`.
        state: now; an intake word while nobody moved the case.
        former: the state before it, empty when there was none.
        due: ISO day printed for the applicant in this state, empty when none.
    """

    machine: Machine | None
    intake: str
    state: str
    former: str = ""
    due: str = ""

    def possible(self, role: str) -> tuple[Move, ...]:
        """Return what `role` (of `machines.ROLES`) may do now.

        A held file is decided only as a held one may be: a clerk settles the hold first.
        """
        if self.machine is None or self.intake not in (ACCEPTED, HELD):
            return ()
        found = self.machine.possible(self.state, role, self.former)
        if self.intake == HELD:
            held = {move.to for move in self.machine.moves_from(HELD, role)}
            found = tuple(move for move in found if move.to in held)
        return found

    def move(self, to: str, role: str) -> Move:
        """Return the move to the state `to`.

        Raises:
            UserProblem: DOMAIN_003 it is not possible now.
        """
        found = next((move for move in self.possible(role) if move.to == to), None)
        if found is None:
            raise UserProblem("DOMAIN_003", state=to)
        return found

    def is_over(self, today: date) -> bool:
        """Tell whether the printed day has passed."""
        return bool(self.due) and self.due < today.isoformat()


def beginning(intake: str) -> str:
    """Return the state in which a file begins; an unjudged one counts as received."""
    return intake if intake in (HELD, REJECTED) else ACCEPTED


def check_move(standing: Standing, move: Move, said: tuple[str, str, str], today: date) -> None:
    """Refuse a move that says too little, or comes too early.

    Args:
        standing: of the case.
        move: one of `standing.possible`.
        said: reason, appointment (ISO day and time) and day, empty when not given.
        today: of the office.

    Raises:
        UserProblem: DOMAIN_004 a reason is required; CASES_001 day and time of the appointment are;
            CASES_002 the printed day has not passed; CASES_003 a day is required.
    """
    reason, appointment, due = said
    if move.reason and not reason.strip():
        raise UserProblem("DOMAIN_004")
    if move.appointment and not appointment:
        raise UserProblem("CASES_001")
    if move.after_due and not standing.is_over(today):
        raise UserProblem("CASES_002", due=standing.due or "-")
    if move.due and not due:
        raise UserProblem("CASES_003")


def in_force(decisions: Iterable[CaseDecided]) -> CaseDecided | None:
    """Return the decision that holds: the last one that no other supersedes.

    Args:
        decisions: of one file, in the order of the office's feed; one that came twice, or after
            the decision that supersedes it, changes nothing.
    """
    found = list(decisions)
    former = {d.supersedes for d in found}
    return next((d for d in reversed(found) if d.decision_id not in former), None)

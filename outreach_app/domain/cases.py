"""A case at the office: which decisions are possible, and what each must say.

The product never approves, issues or takes money: a file becomes ready for an interview, is
returned for completing, or cannot be processed. Source: decisions C30; ux 2.2 (M6).
"""

from __future__ import annotations

from outreach_app.domain.entries import ACCEPTED, DECLINED, HELD, READY, RETURNED
from outreach_app.errors import UserProblem

DECISIONS = (READY, RETURNED, DECLINED)


def allowed(intake: str, decided: str) -> tuple[str, ...]:
    """Return the decisions possible for a file.

    Args:
        intake: `diterima`, `ditahan` or `ditolak`.
        decided: state of the decision in force, empty when there is none.
    """
    if intake == ACCEPTED:
        return tuple(state for state in DECISIONS if state != decided)
    if intake == HELD:
        return tuple(state for state in (RETURNED, DECLINED) if state != decided)
    return ()


def check_decision(intake: str, decided: str, state: str, reason: str) -> None:
    """Refuse a decision that is not possible or says too little.

    Raises:
        UserProblem: DOMAIN_003 not possible now; DOMAIN_004 a reason is required.
    """
    if state not in allowed(intake, decided):
        raise UserProblem("DOMAIN_003", state=state)
    if state != READY and not reason.strip():
        raise UserProblem("DOMAIN_004")

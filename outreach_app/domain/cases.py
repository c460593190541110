"""A case at the office: which decisions are possible, and what each must say.

The product never approves, issues or takes money: a file becomes ready for an interview, is
returned for completing, or cannot be processed. Source: decisions C30; ux 2.2 (M6).
"""

from __future__ import annotations

from collections.abc import Iterable

from outreach_app.domain.entries import (
    ACCEPTED,
    APPLICATION,
    DECLINED,
    HELD,
    READY,
    RECORD,
    REJECTED,
    RETURNED,
    CaseDecided,
)
from outreach_app.errors import UserProblem
from outreach_app.i18n import Language, translate

DECISIONS = (READY, RETURNED, DECLINED)
_TITLES = {
    ACCEPTED: "Accepted",
    HELD: "Held",
    REJECTED: "Rejected",
    READY: "Ready for interview",
    RETURNED: "Needs completing",
    DECLINED: "Cannot be processed",
}


def allowed(intake: str, decided: str, kind: str = APPLICATION) -> tuple[str, ...]:
    """Return the decisions possible for a file.

    Args:
        intake: `diterima`, `ditahan` or `ditolak`.
        decided: state of the decision in force, empty when there is none.
        kind: of its service; a record is never decided.
    """
    if kind == RECORD:
        return ()
    if intake == ACCEPTED:
        return tuple(state for state in DECISIONS if state != decided)
    if intake == HELD:
        return tuple(state for state in (RETURNED, DECLINED) if state != decided)
    return ()


def check_decision(
    intake: str, decided: str, state: str, reason: str, kind: str = APPLICATION
) -> None:
    """Refuse a decision that is not possible or says too little.

    Raises:
        UserProblem: DOMAIN_003 not possible now; DOMAIN_004 a reason is required.
    """
    if state not in allowed(intake, decided, kind):
        raise UserProblem("DOMAIN_003", state=state)
    if state != READY and not reason.strip():
        raise UserProblem("DOMAIN_004")


def in_force(decisions: Iterable[CaseDecided]) -> CaseDecided | None:
    """Return the decision that holds: the last one that no other supersedes.

    Args:
        decisions: of one file, in the order of the office's feed; one that came twice, or after
            the decision that supersedes it, changes nothing.
    """
    found = list(decisions)
    former = {d.supersedes for d in found}
    return next((d for d in reversed(found) if d.decision_id not in former), None)


def title(state: str, language: Language) -> str:
    """Return the words for an intake state or a decision; never `approved`."""
    return translate(language, _TITLES[state])

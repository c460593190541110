"""Who may do what at the office: the one place that decides, by `domain.roles`."""

from __future__ import annotations

from enum import StrEnum

from outreach_app.domain import roles
from outreach_app.errors import UserProblem


class Action(StrEnum):
    """What a clerk may ask for; the values are the permissions of `resources/roles`."""

    READ_BATCHES = "batch.read"
    READ_CASES = "case.read"
    DECIDE = "case.decide"
    REPLY = "reply.send"
    PUBLISH = "publish"
    READ_DEVICES = "device.read"
    ENROL = "device.enrol"
    REVOKE = "device.revoke"
    RECOVER = "device.recover"
    ADD_CLERKS = "clerk.add"
    READ_QUESTIONS = "question.read"
    READ_COMPLAINTS = "complaint.read"
    ANSWER_THREADS = "thread.answer"
    OPEN_IDENTITY = "identity.open"
    READ_FIGURES = "figures.read"
    AUDIT = "audit"
    CHECKPOINT = "checkpoint.sign"
    PLAN_DAYS = "day.plan"
    ACCOUNT_DAYS = "day.account"
    SET_ALERT = "alert.set"
    CARRY = "courier.carry"
    CHECK_REGISTRY = "registry.check"
    REFER = "referral.write"
    READ_DISCLOSURES = "disclosure.read"
    ERASE = "case.erase"


def may(role: str) -> tuple[str, ...]:
    """Return the permissions of a role; an unknown role has none."""
    return roles.permissions(role)


def require(role: str, action: Action) -> None:
    """Let the action pass or refuse it.

    Raises:
        UserProblem: OFFICE_006 this role may not do that.
    """
    if not roles.may(role, action):
        raise UserProblem("OFFICE_006", action=action.value)


def check_role(role: str) -> None:
    """Refuse a role that no clerk can have.

    Raises:
        UserProblem: OFFICE_019.
    """
    if role not in roles.roles("office"):
        raise UserProblem("OFFICE_019", role=role)

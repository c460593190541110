"""Calls about erasing."""

from __future__ import annotations

from outreach_app.office import erasure
from outreach_app.office.access import Action
from outreach_app.office.calls import Asked, Call
from outreach_app.officeapi import erasure_messages as em


def _erase(asked: Asked) -> em.Erased:
    number = asked.path["number"]
    return erasure.erase(asked.office, number, asked.read(em.Erase), asked.clerk)


CALLS = (
    Call(
        "POST",
        "/api/cases/{number}/erasure",
        "Erase a file at the office and on every laptop",
        _erase,
        em.Erased,
        em.Erase,
        action=Action.ERASE,
    ),
    Call(
        "GET",
        "/api/erasures",
        "Erased files, and which laptops do not know yet",
        lambda a: erasure.listed(a.office),
        em.Erasures,
        action=Action.READ_CASES,
    ),
)

"""Calls about held files, and many decisions in one request."""

from __future__ import annotations

from outreach_app.errors import UserProblem
from outreach_app.office import decisions, held_files, settlements
from outreach_app.office.access import Action
from outreach_app.office.calls import Asked, Call
from outreach_app.officeapi import messages as m
from outreach_app.officeapi import settlement_messages as s


def _decide_many(asked: Asked) -> s.DecidedMany:
    made, refused = decisions.decide_many(
        asked.office, asked.read(s.DecideMany).decisions, asked.clerk
    )
    return s.DecidedMany(decisions=made, refused=tuple(_why(n, p) for n, p in refused))


def _why(number: str, problem: UserProblem) -> s.NotDecided:
    facts = {name: str(value) for name, value in problem.facts.items()}
    return s.NotDecided(number=number, code=problem.code, facts=facts)


CALLS = (
    Call(
        "GET",
        "/api/held",
        "What is held, and who must act",
        lambda a: held_files.held(a.office),
        s.HeldFiles,
        action=Action.READ_CASES,
    ),
    Call(
        "GET",
        "/api/held/owners",
        "Who may act on held files",
        lambda a: held_files.owners(a.office),
        s.Owners,
        action=Action.DECIDE,
    ),
    Call(
        "POST",
        "/api/held",
        "Let a held file through or reject it",
        lambda a: settlements.settle(a.office, a.read(s.Settle), a.clerk),
        m.Done,
        s.Settle,
        action=Action.DECIDE,
    ),
    Call(
        "POST",
        "/api/held/{instance}/owner",
        "Say who acts on a held file",
        lambda a: held_files.own(a.office, a.path["instance"], a.read(s.Own).clerk, a.clerk),
        m.Done,
        s.Own,
        action=Action.DECIDE,
    ),
    Call(
        "POST",
        "/api/nik-seen",
        "Note that NIK are looked at in full",
        lambda a: held_files.note_nik_seen(a.office, a.read(s.NikSeen), a.clerk),
        m.Done,
        s.NikSeen,
        action=Action.DECIDE,
    ),
    Call(
        "POST",
        "/api/cases/{number}/revisions",
        "Write a revision of the office",
        lambda a: settlements.revise(a.office, a.path["number"], a.read(s.Revise), a.clerk),
        m.Done,
        s.Revise,
        action=Action.DECIDE,
    ),
    Call(
        "POST",
        "/api/decisions/many",
        "Decide on many files",
        _decide_many,
        s.DecidedMany,
        s.DecideMany,
        action=Action.DECIDE,
    ),
)

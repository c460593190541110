"""Calls about the states of cases."""

from __future__ import annotations

from outreach_app.office import case_clocks, case_view
from outreach_app.office.access import Action
from outreach_app.office.calls import Call
from outreach_app.officeapi import case_messages as cm

CALLS = (
    Call(
        "GET",
        "/api/deadlines",
        "Every open case, the most urgent first",
        lambda a: case_clocks.listed(a.office),
        cm.CaseList,
        action=Action.READ_CASES,
    ),
    Call(
        "GET",
        "/api/cases/{number}/state",
        "Where a case stands, by when, and what may be done",
        lambda a: case_view.state_of(a.office, a.path["number"], a.clerk),
        cm.CaseState,
        action=Action.READ_CASES,
    ),
)

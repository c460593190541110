"""The office's calls about the clock of its computer."""

from __future__ import annotations

from outreach_app.office import clock_state
from outreach_app.office.access import Action
from outreach_app.office.calls import Call
from outreach_app.officeapi.clock_messages import OfficeClock

CALLS = (
    Call(
        "GET",
        "/api/clock",
        "Whether the clock of the office's computer can be believed",
        lambda a: clock_state.state(a.office),
        OfficeClock,
        action=Action.READ_DEVICES,
    ),
    Call(
        "POST",
        "/api/clock",
        "Go by the clock of the office's computer: somebody looked at it",
        lambda a: clock_state.follow(a.office, a.clerk),
        OfficeClock,
        action=Action.REVOKE,
    ),
)

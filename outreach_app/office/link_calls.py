"""The office's calls about laptops with two branches."""

from __future__ import annotations

from outreach_app.office import branches
from outreach_app.office.access import Action
from outreach_app.office.calls import Call
from outreach_app.officeapi import link_messages as lm

CALLS = (
    Call(
        "GET",
        "/api/devices/{device}/branches",
        "What waits for a clerk's word of a laptop",
        lambda a: branches.branches(a.office, a.path["device"], a.clerk),
        lm.Branches,
        action=Action.READ_DEVICES,
    ),
    Call(
        "POST",
        "/api/devices/{device}/branches",
        "Take a branch as the laptop's line",
        lambda a: branches.choose(
            a.office, a.path["device"], a.read(lm.ChooseBranch).head, a.clerk
        ),
        lm.Branches,
        lm.ChooseBranch,
        action=Action.REVOKE,
    ),
)

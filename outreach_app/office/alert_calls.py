"""Calls about the alert level."""

from __future__ import annotations

from outreach_app.office import alert
from outreach_app.office.access import Action
from outreach_app.office.calls import Call
from outreach_app.officeapi import alert_messages as am

CALLS = (
    Call(
        "GET",
        "/api/alert",
        "Alert levels and which one holds when",
        lambda a: alert.view(a.office),
        am.AlertView,
        action=Action.READ_BATCHES,
    ),
    Call(
        "POST",
        "/api/alert",
        "Set the alert level from a day on",
        lambda a: alert.set_level(a.office, a.read(am.SetAlert), a.clerk),
        am.AlertView,
        am.SetAlert,
        action=Action.SET_ALERT,
    ),
)

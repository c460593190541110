"""Calls about scans of papers."""

from __future__ import annotations

from outreach_app.office import scans
from outreach_app.office.access import Action
from outreach_app.office.calls import Call
from outreach_app.officeapi import scans_messages as sm

CALLS = (
    Call(
        "GET",
        "/api/cases/{number}/scans",
        "The scans of a file, arrived or not",
        lambda a: scans.scans_of(a.office, a.path["number"]),
        sm.ScanList,
        action=Action.READ_CASES,
    ),
    Call(
        "GET",
        "/api/scans",
        "Scans that have not arrived",
        lambda a: scans.missing(a.office),
        sm.ScanList,
        action=Action.READ_CASES,
    ),
    Call(
        "GET",
        "/api/scans/{blob}",
        "One scan, opened",
        lambda a: scans.picture(a.office, a.path["blob"]),
        sm.ScanPicture,
        action=Action.READ_CASES,
    ),
)

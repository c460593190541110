"""Calls about files that officers carried in by themselves, and evidence for support."""

from __future__ import annotations

from outreach_app.office import carried, held_evidence
from outreach_app.office.access import Action
from outreach_app.office.calls import Call
from outreach_app.officeapi import carried_messages as cm

CALLS = (
    Call(
        "GET",
        "/api/carried",
        "Files that were carried in by themselves",
        lambda a: carried.listed(a.office),
        cm.CarriedFiles,
        action=Action.READ_CASES,
    ),
    Call(
        "POST",
        "/api/carried/{file}/content",
        "What such a file holds; the look is noted",
        lambda a: carried.content_of(a.office, a.path["file"], a.clerk),
        cm.CarriedContent,
        action=Action.DECIDE,
    ),
    Call(
        "POST",
        "/api/held/{instance}/evidence",
        "A held file as evidence for support; it is noted",
        lambda a: held_evidence.evidence_of(a.office, a.path["instance"], a.clerk),
        cm.Evidence,
        action=Action.DECIDE,
    ),
)

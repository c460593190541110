"""Calls about other agencies."""

from __future__ import annotations

from outreach_app.office import disclosures
from outreach_app.office.access import Action
from outreach_app.office.calls import Call
from outreach_app.officeapi import disclosure_messages as dm

CALLS = (
    Call(
        "POST",
        "/api/registry-checks",
        "Compare a file with the population registry",
        lambda a: disclosures.ask_registry(a.office, a.read(dm.AskRegistry), a.clerk),
        dm.Disclosure,
        dm.AskRegistry,
        action=Action.CHECK_REGISTRY,
    ),
    Call(
        "POST",
        "/api/registry-batches",
        "Questions to the population registry as a file",
        lambda a: disclosures.batch_out(a.office, a.read(dm.BatchAsked), a.clerk),
        dm.BatchFile,
        dm.BatchAsked,
        action=Action.CHECK_REGISTRY,
    ),
    Call(
        "POST",
        "/api/registry-answers",
        "Take in a file of answers",
        lambda a: disclosures.batch_in(a.office, a.read(dm.BatchFile), a.clerk),
        dm.DisclosureLog,
        dm.BatchFile,
        action=Action.CHECK_REGISTRY,
    ),
    Call(
        "POST",
        "/api/referrals",
        "Write down a referral to another agency",
        lambda a: disclosures.refer(a.office, a.read(dm.Refer), a.clerk),
        dm.Disclosure,
        dm.Refer,
        action=Action.REFER,
    ),
    Call(
        "GET",
        "/api/disclosures",
        "What was handed to other agencies",
        lambda a: disclosures.listed(a.office, a.clerk),
        dm.DisclosureLog,
        action=Action.READ_DISCLOSURES,
    ),
)

"""Calls about clerks' accounts."""

from __future__ import annotations

from outreach_app.office import clerk_accounts, clerks
from outreach_app.office.access import Action
from outreach_app.office.calls import Call
from outreach_app.officeapi import clerk_messages as cm
from outreach_app.officeapi import messages as m

CALLS = (
    Call(
        "GET",
        "/api/clerks",
        "Clerks' accounts",
        lambda a: clerk_accounts.listed(a.office, a.clerk),
        cm.Clerks,
        action=Action.ADD_CLERKS,
    ),
    Call(
        "POST",
        "/api/clerks",
        "Add a clerk's account",
        lambda a: clerks.add_clerk(a.office, a.read(m.NewClerk), a.clerk),
        m.Clerk,
        m.NewClerk,
        action=Action.ADD_CLERKS,
    ),
    Call(
        "POST",
        "/api/clerks/{clerk}",
        "Give a clerk another role or a new passphrase",
        lambda a: clerk_accounts.set_account(
            a.office, a.path["clerk"], a.read(cm.SetClerk), a.clerk
        ),
        cm.Clerks,
        cm.SetClerk,
        action=Action.ADD_CLERKS,
    ),
    Call(
        "POST",
        "/api/clerks/{clerk}/end",
        "End a clerk's account",
        lambda a: clerk_accounts.end(a.office, a.path["clerk"], a.clerk),
        cm.Clerks,
        action=Action.ADD_CLERKS,
    ),
    Call(
        "POST",
        "/api/own-passphrase",
        "Change the own passphrase",
        lambda a: clerk_accounts.change_own(
            a.office, a.read(cm.OwnPassphrase), a.clerk, a.token, a.source
        ),
        m.Done,
        cm.OwnPassphrase,
    ),
)

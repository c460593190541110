"""Calls about the tables of rules."""

from __future__ import annotations

from outreach_app.office import rule_tables
from outreach_app.office.access import Action
from outreach_app.office.calls import Call
from outreach_app.officeapi import messages as m
from outreach_app.officeapi import rule_messages as rm

CALLS = (
    Call(
        "GET",
        "/api/rules",
        "Tables of rules in force",
        lambda a: rule_tables.listed(a.office),
        rm.RuleTables,
        action=Action.PUBLISH,
    ),
    Call(
        "POST",
        "/api/rules",
        "Replace a table of rules by a later text",
        lambda a: rule_tables.publish_rules(a.office, a.read(rm.PublishRules), a.clerk),
        m.Publication,
        rm.PublishRules,
        action=Action.PUBLISH,
    ),
)

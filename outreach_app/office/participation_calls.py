"""Calls about statements on policy drafts, and about legal awareness."""

from __future__ import annotations

from outreach_app.office import awareness, statements
from outreach_app.office.access import Action
from outreach_app.office.calls import Call
from outreach_app.officeapi import participation_messages as sm
from outreach_app.officeapi import publishing_messages as pm

CALLS = (
    Call(
        "GET",
        "/api/drafts",
        "Policy drafts with their statements counted",
        lambda a: statements.drafts(a.office),
        sm.DraftList,
        action=Action.READ_CASES,
    ),
    Call(
        "GET",
        "/api/drafts/{draft}",
        "Statements on a draft, without anybody's identity",
        lambda a: statements.view(a.office, a.path["draft"]),
        sm.Statements,
        action=Action.READ_CASES,
    ),
    Call(
        "POST",
        "/api/drafts/{draft}/statements",
        "Put a statement into a group, reword it or leave it out",
        lambda a: statements.sort_statement(
            a.office, a.path["draft"], a.read(sm.SortStatement), a.clerk
        ),
        sm.Statements,
        sm.SortStatement,
        action=Action.PUBLISH,
    ),
    Call(
        "POST",
        "/api/drafts/{draft}/groups",
        "Name a group of statements and answer it",
        lambda a: statements.answer_group(
            a.office, a.path["draft"], a.read(sm.StatementGroup), a.clerk
        ),
        sm.Statements,
        sm.StatementGroup,
        action=Action.PUBLISH,
    ),
    Call(
        "POST",
        "/api/drafts/{draft}/response",
        "Publish what was said and what was answered",
        lambda a: statements.publish_response(a.office, a.path["draft"], a.clerk),
        pm.TextChecked,
        action=Action.PUBLISH,
    ),
    Call(
        "GET",
        "/api/awareness",
        "Sessions before and after; problems in numbers of at least five",
        lambda a: awareness.overview(a.office),
        sm.Awareness,
        action=Action.READ_CASES,
    ),
)

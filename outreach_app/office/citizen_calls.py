"""Calls about what citizens said."""

from __future__ import annotations

from outreach_app.office import survey, thread_intake, thread_replies, threads
from outreach_app.office.access import Action
from outreach_app.office.calls import Call
from outreach_app.officeapi import citizen_messages as cm

CALLS = (
    Call(
        "GET",
        "/api/threads",
        "Complaints and questions, those that need somebody first",
        lambda a: threads.listed(a.office, a.clerk),
        cm.ThreadList,
        action=Action.READ_QUESTIONS,
    ),
    Call(
        "POST",
        "/api/threads",
        "Write down a telephone call or a letter",
        lambda a: thread_intake.open_thread(a.office, a.read(cm.NewThread), a.clerk),
        cm.ThreadOpened,
        cm.NewThread,
        action=Action.ANSWER_THREADS,
    ),
    Call(
        "GET",
        "/api/threads/{number}",
        "One complaint or question",
        lambda a: threads.thread(a.office, a.path["number"], a.clerk),
        cm.ThreadView,
        action=Action.READ_QUESTIONS,
    ),
    Call(
        "POST",
        "/api/threads/{number}/events",
        "Move or answer a complaint or question",
        lambda a: threads.act(a.office, a.path["number"], a.read(cm.ThreadAct), a.clerk),
        cm.ThreadView,
        cm.ThreadAct,
        action=Action.ANSWER_THREADS,
    ),
    Call(
        "POST",
        "/api/threads/{number}/identity",
        "Who told it; the look is written down",
        lambda a: thread_intake.identity(
            a.office, a.path["number"], a.read(cm.OpenIdentity).reason, a.clerk
        ),
        cm.Identity,
        cm.OpenIdentity,
        action=Action.OPEN_IDENTITY,
    ),
    Call(
        "POST",
        "/api/thread-replies",
        "What a caller with number and code may read, and replies",
        lambda a: thread_replies.reply(a.office, a.read(cm.CallerReply), a.clerk),
        cm.ThreadStatus,
        cm.CallerReply,
        action=Action.ANSWER_THREADS,
    ),
    Call(
        "GET",
        "/api/survey/{since}/{until}",
        "The satisfaction index of a period",
        lambda a: survey.survey(a.office, a.path["since"], a.path["until"]),
        cm.Survey,
        action=Action.READ_FIGURES,
    ),
)

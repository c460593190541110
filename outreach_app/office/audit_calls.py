"""Calls about verified feeds, audit samples and the evaluation."""

from __future__ import annotations

from outreach_app.office import audits, checkpoints, evaluation, verifying
from outreach_app.office.access import Action
from outreach_app.office.calls import Call
from outreach_app.officeapi import audit_messages as am

CALLS = (
    Call(
        "POST",
        "/api/checkpoint",
        "Walk every feed from its first entry and sign those that are whole",
        lambda a: checkpoints.make_checkpoint(a.office, a.clerk),
        am.Checkpointed,
        action=Action.CHECKPOINT,
    ),
    Call(
        "GET",
        "/api/verify/whole",
        "Walk every feed from its first entry, whatever checkpoints say",
        lambda a: verifying.verify_feeds(a.office, whole=True),
        am.Verified,
        action=Action.AUDIT,
    ),
    Call(
        "GET",
        "/api/verify",
        "Walk every feed: hashes, links, signatures",
        lambda a: verifying.verify_feeds(a.office),
        am.Verified,
        action=Action.AUDIT,
    ),
    Call(
        "GET",
        "/api/audits",
        "Audit samples, newest first",
        lambda a: audits.samples(a.office),
        am.SampleList,
        action=Action.AUDIT,
    ),
    Call(
        "POST",
        "/api/audits",
        "Draw an audit sample",
        lambda a: audits.draw_sample(a.office, a.read(am.DrawSample), a.clerk),
        am.Sample,
        am.DrawSample,
        action=Action.AUDIT,
    ),
    Call(
        "POST",
        "/api/audits/{sample}/items",
        "Keep the checklist of one file",
        lambda a: audits.answer_item(a.office, a.path["sample"], a.read(am.AnswerItem), a.clerk),
        am.Sample,
        am.AnswerItem,
        action=Action.AUDIT,
    ),
    Call(
        "POST",
        "/api/audits/{sample}/findings",
        "Give a finding an owner, close it, open it again",
        lambda a: audits.follow_up(a.office, a.path["sample"], a.read(am.FollowUp), a.clerk),
        am.Sample,
        am.FollowUp,
        action=Action.AUDIT,
    ),
    Call(
        "GET",
        "/api/evaluation/{since}/{until}",
        "The evaluation of a period",
        lambda a: evaluation.evaluate(a.office, a.path["since"], a.path["until"]),
        am.Evaluation,
        action=Action.READ_FIGURES,
    ),
)

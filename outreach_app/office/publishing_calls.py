"""Calls about published texts."""

from __future__ import annotations

from outreach_app.office import publishing, training
from outreach_app.office.access import Action
from outreach_app.office.calls import Call
from outreach_app.officeapi import publishing_messages as pm
from outreach_app.officeapi import training_messages as tm

CALLS = (
    Call(
        "GET",
        "/api/texts",
        "Published texts, each in the version shown today",
        lambda a: publishing.texts(a.office),
        pm.TextList,
        action=Action.READ_BATCHES,
    ),
    Call(
        "GET",
        "/api/texts/{text}",
        "All versions of a published text",
        lambda a: publishing.history(a.office, a.path["text"]),
        pm.TextHistory,
        action=Action.READ_BATCHES,
    ),
    Call(
        "POST",
        "/api/texts",
        "Publish or check a text",
        lambda a: publishing.publish_text(a.office, a.read(pm.PublishText), a.clerk),
        pm.TextChecked,
        pm.PublishText,
        action=Action.PUBLISH,
    ),
    Call(
        "POST",
        "/api/short-texts",
        "Publish a notice or a frequent answer in one step",
        lambda a: publishing.publish_short(a.office, a.read(pm.PublishShort), a.clerk),
        pm.TextChecked,
        pm.PublishShort,
        action=Action.PUBLISH,
    ),
    Call(
        "POST",
        "/api/texts/{text}/withdraw",
        "Take a published text back",
        lambda a: publishing.withdraw(
            a.office, a.path["text"], a.read(pm.WithdrawText).reason, a.clerk
        ),
        pm.TextHistory,
        pm.WithdrawText,
        action=Action.PUBLISH,
    ),
    Call(
        "GET",
        "/api/training",
        "Who is current in which module; workshops and seminars",
        lambda a: training.overview(a.office),
        tm.TrainingOverview,
        action=Action.READ_CASES,
    ),
    Call(
        "POST",
        "/api/training/tell",
        "Tell every laptop who passed what",
        lambda a: training.tell_laptops(a.office, a.clerk),
        tm.TrainingTold,
        action=Action.PUBLISH,
    ),
)

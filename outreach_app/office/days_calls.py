"""The office's calls about outreach days."""

from __future__ import annotations

from outreach_app.office import coverage, day_overview, plans
from outreach_app.office.access import Action
from outreach_app.office.calls import Call
from outreach_app.officeapi import days_messages as dm

CALLS = (
    Call(
        "GET",
        "/api/plans",
        "Planned outreach days",
        lambda a: plans.listed(a.office),
        dm.PlanList,
        action=Action.READ_BATCHES,
    ),
    Call(
        "POST",
        "/api/plans",
        "Store a draft of a plan",
        lambda a: plans.save(a.office, a.read(dm.SavePlan), a.clerk),
        dm.PlanView,
        dm.SavePlan,
        action=Action.PLAN_DAYS,
    ),
    Call(
        "GET",
        "/api/plans/{day}",
        "One plan with its slots",
        lambda a: plans.one(a.office, a.path["day"]),
        dm.PlanView,
        action=Action.READ_BATCHES,
    ),
    Call(
        "POST",
        "/api/plans/{day}/publish",
        "Publish a plan to all laptops",
        lambda a: plans.publish_plan(a.office, a.path["day"], a.clerk),
        dm.PlanView,
        action=Action.PLAN_DAYS,
    ),
    Call(
        "POST",
        "/api/plans/{day}/move",
        "Move a published day, with a reason",
        lambda a: plans.move(a.office, a.path["day"], a.read(dm.MovePlan), a.clerk),
        dm.PlanView,
        dm.MovePlan,
        action=Action.PLAN_DAYS,
    ),
    Call(
        "POST",
        "/api/plans/{day}/cancel",
        "Cancel a published day, with a reason",
        lambda a: plans.cancel(a.office, a.path["day"], a.read(dm.CancelPlan), a.clerk),
        dm.PlanView,
        dm.CancelPlan,
        action=Action.PLAN_DAYS,
    ),
    Call(
        "GET",
        "/api/coverage",
        "Days held and planned, by pekon",
        lambda a: coverage.coverage(a.office),
        dm.Coverage,
        action=Action.READ_BATCHES,
    ),
    Call(
        "GET",
        "/api/season",
        "Every day held, with its sums",
        lambda a: day_overview.season(a.office),
        dm.Season,
        action=Action.READ_BATCHES,
    ),
    Call(
        "POST",
        "/api/season/{day}/account",
        "Close the account of a day",
        lambda a: day_overview.account(a.office, a.path["day"], a.clerk),
        dm.SeasonRow,
        action=Action.ACCOUNT_DAYS,
    ),
)

"""What stands behind "More" at the desk; each area adds its own items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_app.ui.menu_page import MenuItem

if TYPE_CHECKING:
    from outreach_app.desk.window import DeskWindow


def items(window: DeskWindow) -> tuple[MenuItem, ...]:
    """Return the places of the desk beside batches and files, group by group."""
    return tuple(item for group in _GROUPS for item in group(window))


def _cases(window: DeskWindow) -> tuple[MenuItem, ...]:
    return (
        MenuItem(
            "Cases",
            "Open cases by deadline",
            "What is late, what is near, what stands still.",
            window.cases.show_deadlines,
        ),
        MenuItem(
            "Cases",
            "Held files",
            "Why, since when, who acts; compare and settle.",
            window.held.show,
            window.held.count,
        ),
        MenuItem(
            "Cases",
            "Carried in by hand",
            "Single files that officers exported to a stick.",
            window.carried.show,
        ),
        MenuItem(
            "Cases",
            "Other agencies",
            "Population registry, referrals, and the log of both.",
            window.agencies.show,
        ),
        MenuItem(
            "Cases",
            "Erased files",
            "Erased on request, and which laptops know.",
            window.erasures.show,
        ),
    )


def _outreach_days(window: DeskWindow) -> tuple[MenuItem, ...]:
    return (
        MenuItem(
            "Outreach days",
            "Plan and publish",
            "Days, slots, moving and cancelling.",
            window.days.show,
        ),
        MenuItem(
            "Outreach days",
            "Alert level",
            "What it asks before a day, places in a session.",
            window.alert.show,
        ),
        MenuItem(
            "Outreach days",
            "Season overview",
            "Days held: waiting, money, reach, differences.",
            window.days.show_season,
        ),
        MenuItem(
            "Outreach days",
            "Coverage map",
            "Which pekon were visited in a year.",
            window.days.show_coverage,
        ),
    )


def _citizens(window: DeskWindow) -> tuple[MenuItem, ...]:
    return (
        MenuItem(
            "Citizens",
            "Complaints and questions",
            "Limits, threads, answers; calls written down.",
            window.citizens.show_threads,
        ),
        MenuItem(
            "Citizens",
            "Satisfaction survey",
            "The index by service, day and pekon.",
            window.citizens.show_survey,
        ),
    )


def _publishing(window: DeskWindow) -> tuple[MenuItem, ...]:
    return (
        MenuItem(
            "Publishing",
            "Publications",
            "Cards, modules, notices, drafts; who has them.",
            window.texts.show_texts,
        ),
        MenuItem(
            "Publishing",
            "Policy statements",
            "What was said on drafts; group, answer, publish.",
            window.participation.show_drafts,
        ),
        MenuItem(
            "Publishing",
            "Training",
            "Who is current; workshops and seminars.",
            window.texts.show_training,
        ),
        MenuItem(
            "Publishing",
            "Legal awareness",
            "Sessions before and after; problems by pekon.",
            window.participation.show_awareness,
        ),
        MenuItem(
            "Publishing", "Forms", "Publish or check a spreadsheet.", window.show_publications
        ),
        MenuItem(
            "Publishing",
            "Rule tables",
            "Holidays, fees, services: see, replace by a later one.",
            window.rules.show,
        ),
    )


def _laptops(window: DeskWindow) -> tuple[MenuItem, ...]:
    return (
        MenuItem("Laptops", "USB sticks", "Read sticks, write replies.", window.sticks.show),
        MenuItem("Laptops", "Laptops", "Enrolment, contact, permission.", window.show_laptops),
        MenuItem(
            "Laptops",
            "Clock of the office",
            "The computer's clock, and the laptops that disagree.",
            window.clock.show,
        ),
    )


def _figures(window: DeskWindow) -> tuple[MenuItem, ...]:
    return (
        MenuItem(
            "Figures",
            "Evaluation",
            "Standards, waiting, satisfaction, each with its records.",
            window.audit.show_evaluation,
        ),
        MenuItem(
            "Figures", "Audit", "Feeds verified, samples drawn, findings.", window.audit.show_audit
        ),
    )


def _office(window: DeskWindow) -> tuple[MenuItem, ...]:
    return (
        MenuItem(
            "Office", "Accounts", "Clerks and their roles; your passphrase.", window.accounts.show
        ),
        MenuItem("Office", "Sign out", "Leave the desk to somebody else.", window.sign_out),
    )


_GROUPS = (_cases, _outreach_days, _citizens, _publishing, _laptops, _figures, _office)

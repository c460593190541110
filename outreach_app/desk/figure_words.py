"""Words for the figures of an evaluation: sections, figures, groups and values."""

from __future__ import annotations

from outreach_app.desk.audit_page import finding_text
from outreach_app.desk.awareness_page import PROBLEMS
from outreach_app.desk.threads_page import about_text
from outreach_app.domain import day_accounts, queue, small_groups, threads
from outreach_app.domain.regions import pekon
from outreach_app.domain.satisfaction import ELEMENTS, element
from outreach_app.i18n import language, tr
from outreach_app.officeapi import audit_messages as am

SECTIONS = {
    "standards": "Standards kept",
    "waiting": "Waiting time",
    "satisfaction": "Satisfaction",
    "complaints": "Complaints and questions",
    "coverage": "Coverage",
    "productivity": "Productivity",
    "resources": "Resources",
    "training": "Training",
    "days": "Outreach days",
    "reach": "Reach",
    "participation": "Participation",
    "awareness": "Legal awareness",
    "communication": "Communication",
    "audit": "Audit",
}
_FIGURES = {
    "standards.legal_kept": "Within the service's standard, from its start event",
    "standards.legal_late": "Past the service's standard",
    "standards.legal_days": "Working days of the service's standard used, median",
    "standards.legal_waiting": "Service's standard: not counted yet",
    "standards.own_kept": "First word within our own standard, from the intake",
    "standards.own_late": "First word later than our own standard",
    "standards.own_days": "Working days to the first word, median",
    "standards.own_waiting": "No first word yet, in time",
    "waiting.median": "From ticket to call, median",
    "waiting.p90": "From ticket to call, nine of ten at most",
    "waiting.called": "Tickets called",
    "satisfaction.index": "Satisfaction index",
    "satisfaction.answers": "Answers to the survey",
    "satisfaction.counted": "Answers that count in the index",
    "complaints.received": "Received",
    "complaints.in_time": "Within the limit",
    "complaints.answered": "Answered",
    "complaints.late": "Late",
    "complaints.reopened": "Opened again",
    "coverage.days": "Outreach days",
    "coverage.pekon": "Pekon visited",
    "coverage.files": "Files",
    "productivity.files": "Files finished",
    "productivity.files_a_day": "Files a day",
    "waiting.unknown": "Waiting not measured",
    "days.planned": "Days planned",
    "days.held": "Days held",
    "days.unplanned": "Held without a plan",
    "days.moved": "Moved",
    "days.cancelled": "Cancelled",
    "resources.spent": "Spent",
    "resources.budget": "Budget",
    "resources.cost_per_served": "Cost per served person",
    "resources.cost_per_application": "Cost per application",
    "resources.differences": "Counts that differed",
    "reach.came": "People at events",
    "reach.before_90": "Applications 90 days before",
    "reach.on_day": "Applications on the day itself",
    "reach.after_30": "Applications 30 days after",
    "reach.after_90": "Applications 90 days after",
    "satisfaction.element": "Mean of an element",
    "satisfaction.lowest": "Among the three lowest",
    "satisfaction.incomplete": "Incomplete answers, left out",
    "satisfaction.sample": "Minimum sample for the files of the period",
    "complaints.response_days": "Working days to the answer, median",
    "training.taken": "Quizzes taken",
    "training.passed": "Quizzes passed",
    "training.current": "Officers who are current",
    "training.events": "Trainings and seminars",
    "training.evaluations": "Evaluations of trainings",
    "participation.received": "Statements received",
    "participation.answered": "Statements answered",
    "participation.withheld": "Statements withheld",
    "awareness.quizzes": "Quizzes of sessions",
    "awareness.effect": "Change from before to after",
    "awareness.problems": "Problems met, from five on",
    "communication.notice": "Notices published",
    "communication.frequent_answer": "Frequent answers published",
    "audit.looked": "Files of the sample looked at",
    "audit.findings": "Findings",
    "audit.open": "Findings without an owner",
    "audit.assigned": "Findings being settled",
    "audit.overdue": "Findings past their day",
    "audit.closed": "Findings closed",
}
_UNITS = {"percent": " %", "minutes": " min"}


def section_text(code: str) -> str:
    """Return a section's words."""
    return tr(SECTIONS.get(code, code))


def figure_text(code: str) -> str:
    """Return a figure's words."""
    return tr(_FIGURES.get(code, code))


def value_text(figure: am.Figure) -> str:
    """Return a figure as people read it."""
    if figure.unit in (small_groups.FEW, small_groups.BESIDE, small_groups.PERIOD):
        return hidden_text(figure.unit, figure.value)
    if not figure.value:
        return "-"
    if figure.unit == "idr":
        return "Rp" + f"{int(figure.value):,}".replace(",", ".")
    shown_ = figure.value.replace(".", ",")
    if figure.unit == "points":
        return tr("{points} points", points=shown_)
    of = tr(" of {count}", count=figure.of) if figure.unit == "percent" else ""
    return f"{shown_}{_UNITS.get(figure.unit, '')}{of}"


def hidden_text(why: str, least: str) -> str:
    """Return why a group's answers are not shown."""
    if why == small_groups.FEW:
        return tr("fewer than {least} answers", least=least)
    if why == small_groups.PERIOD:
        return tr("for a quarter, a semester or a year")
    return tr("not shown")


def group_text(figure: am.Figure) -> str:
    """Return what a figure is counted for; empty for all."""
    group = figure.group
    if not group:
        return ""
    if figure.title:
        return figure.title.get(language()) or figure.title.get("id", group)
    if figure.code == "resources.spent":
        return day_accounts.rules().spending.get(group, {}).get(language(), group)
    if figure.code.startswith("coverage."):
        found = pekon(group)
        return found.label if found else group
    if figure.code.startswith("waiting."):
        return queue.lane_title(group, language())
    if figure.code.startswith("complaints."):
        return threads.kind_name(group, language())
    if figure.code == "audit.findings":
        return finding_text(group)
    if figure.code == "awareness.problems":
        return tr(PROBLEMS.get(group, group))
    return element(group, language()) if group in ELEMENTS else about_text(group)

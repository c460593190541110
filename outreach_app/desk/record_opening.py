"""From the records of a figure to the page of one."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from outreach_app.domain import numbering
from outreach_app.domain.regions import pekon
from outreach_app.errors import UserProblem
from outreach_app.i18n import tr

if TYPE_CHECKING:
    from outreach_app.desk.window import DeskWindow

_DAY = re.compile(r"(H-\d{4}-\d+|D\d{3}-\d{4}-\d\d-\d\d-\d+)(/.*)?")
"""Planned at the office, or opened by a laptop without a plan; alone or before a ticket."""
_TEXT = re.compile(r"([a-z][a-z0-9-]+)/\d+")


def open_record(window: DeskWindow, name: str, back: Callable[[], object]) -> None:
    """Open a file, a complaint, a published text or a day; say so when nothing can be opened.

    Args:
        window: the clerk's window.
        name: as a figure's trace names it, empty for a sealed answer; the last part of
            `sample/number` is the file, the first of `day/ticket` the day.
        back: where Escape leads from a file or a day.
    """
    last = name.rpartition("/")[2]
    if _is_file(last):
        window.cases.show(last, back)
    elif found := _DAY.fullmatch(name):
        window.days.show_season_day(found[1], back)
    elif _is_thread(name):
        window.citizens.show_thread(name)
    elif found := _TEXT.fullmatch(name):
        window.texts.show_text(found[1])
    elif "/" in name:  # an officer and a module
        window.texts.show_training()
    elif pekon(name):
        window.days.show_coverage()
    elif not name:
        text = tr("A sealed answer opens for nobody: it is counted only.")
        window.frame.banner.show_text(text, "info")
    else:
        text = tr("{name} has no page of its own.", name=name)
        window.frame.banner.show_text(text, "info")


def _is_file(name: str) -> bool:
    """Tell whether it is the number of a file; what a desk numbered (K) has no page of its own."""
    try:
        return not numbering.parse(name).origin.startswith("K")
    except UserProblem:
        return False


def _is_thread(name: str) -> bool:
    try:
        return bool(numbering.parse_complaint(name))
    except UserProblem:
        return False

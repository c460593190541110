"""From the records of a figure to the page of one."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from outreach_app.domain import numbering
from outreach_app.errors import UserProblem
from outreach_app.i18n import tr

if TYPE_CHECKING:
    from outreach_app.desk.window import DeskWindow

_TEXT = re.compile(r"([a-z][a-z0-9-]+)/\d+")


def open_record(window: DeskWindow, name: str, back: Callable[[], object]) -> None:
    """Open a file, a complaint, a published text or an audit; say so when nothing can be opened.

    Args:
        window: the clerk's window.
        name: as a figure's trace names it; the last part of `sample/number` is the file.
        back: where Escape leads from a file.
    """
    last = name.rpartition("/")[2]
    if last.startswith("LB-") and "-K" not in last:
        window.cases.show(last, back)
    elif _is_thread(name):
        window.citizens.show_thread(name)
    elif found := _TEXT.fullmatch(name):
        window.texts.show_text(found[1])
    else:
        text = tr("{name} has no page of its own.", name=name)
        window.frame.banner.show_text(text, "info")


def _is_thread(name: str) -> bool:
    try:
        return bool(numbering.parse_complaint(name))
    except UserProblem:
        return False

"""What is filled in before a day opens: the health protocol of the alert level (area 15)."""

from __future__ import annotations

from dataclasses import replace

from outreach_app.casework import intake, protocol
from outreach_app.casework.open_file import OpenFile
from outreach_app.casework.workplace import Workplace
from outreach_app.i18n import Language

SERVICE = "PROTOKOL-KESEHATAN"


def start_checklist(place: Workplace, pekon: str, language: Language = "id") -> OpenFile:
    """Open the health protocol for a day that is about to be opened at `pekon`.

    Raises:
        UserProblem: CASEWORK_007 the form has not reached this laptop.
    """
    file = intake.start(place, SERVICE, None, language)
    file.draft = replace(file.draft, pekon=pekon)
    level = protocol.standing(place).code
    file.preset(file.map.presets(today_pekon=pekon, level=level))
    return file

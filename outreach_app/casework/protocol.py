"""The alert level on the laptop, and whether its checklist was filled in (area 15).

`casework.opening` opens the checklist; `casework.places` counts what a level leaves of a session.
"""

from __future__ import annotations

import json

from outreach_app.casework.formmap import form_map
from outreach_app.casework.workplace import Workplace
from outreach_app.clock import office_date
from outreach_app.domain.alert import CHECKLIST_FORM, Standing
from outreach_app.errors import UserProblem
from outreach_app.i18n import language
from outreach_app.store import Store
from outreach_app.store.rows import Record


def standing(place: Workplace) -> Standing:
    """Return the level that holds today."""
    return place.rules.alert.on(place.today())


def checklist(place: Workplace, store: Store, pekon: str) -> Record | None:
    """Return today's finished checklist of the next day at `pekon`, None when there is none.

    It counts for a level that is not below the one in force, and for one day only.
    """
    levels = list(place.rules.alert.levels)
    least = levels.index(standing(place).code)
    closed = ((d.manifest_feed, d.manifest_entry) for d in store.days.all())
    former = max(closed, default=(0, 0))
    for record in store.records.of_form(CHECKLIST_FORM):
        today = office_date(record.finished_ms) == place.today()
        fresh = store.records.written_at(record) > former
        fresh = fresh and not record.day_id and not record.cancelled
        if today and fresh and record.pekon in ("", pekon):
            said = form_map(CHECKLIST_FORM).find(json.loads(record.answers), "level")
            if said in levels and levels.index(said) >= least:
                return record
    return None


def require_checklist(place: Workplace, store: Store, pekon: str) -> dict[str, str]:
    """Return what the day's entry says of level and checklist.

    Raises:
        UserProblem: DAYS_040 the level in force asks for a checklist and there is none.
    """
    held, found = standing(place), checklist(place, store, pekon)
    if held.level.checklist and found is None:
        raise UserProblem("DAYS_040", level=held.level.title(language()))
    return {"alert": held.code} | ({"checklist": found.number} if found else {})

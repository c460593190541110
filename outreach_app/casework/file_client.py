"""What an open file knows of this laptop, its officer, and the file of the same form before it.

Source: ODK XForms specification (preloads, last-saved); design page xforms.md, section 5.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from outreach_app import forms, resources
from outreach_app.casework.workplace import Workplace
from outreach_app.forms.lists import LAST_SAVED
from outreach_app.store.rows import Draft


def client_of(place: Workplace, draft: Draft, form: forms.Form) -> forms.Client:
    """Return what the file of `draft` may know.

    The file saved last is any officer's on this laptop, whatever its version. A correction sees
    the one that was there when its file was first finished: never itself, nor what came later.
    """
    return forms.Client(
        properties={"deviceid": device_id(place), "username": place.author},
        last_saved=_last_saved(place, draft) if LAST_SAVED in form.files.values() else None,
        locate=place.locate,
    )


def citizen_client(place: Workplace) -> forms.Client:
    """Return what a form in a citizen's hands may know: the laptop, and of nobody else."""
    return forms.Client(properties={"deviceid": device_id(place)})


def device_id(place: Workplace) -> str:
    """Return `outreach:D007`; another one after a new enrolment."""
    return f"outreach:{place.device}"


def _last_saved(place: Workplace, draft: Draft) -> Mapping[str, Any] | None:
    if resources.tables("forms").get(draft.form_id, {}).get("sealed"):
        return None  # what citizens said is sealed to the office and stays unread here
    found = place.run(lambda store: store.records.last_of(draft.form_id, before=draft.number))
    return json.loads(found.answers or "{}") if found else None

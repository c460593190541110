"""Forms as they stand on this laptop: published, and compiled once for all files."""

from __future__ import annotations

from functools import lru_cache

from outreach_app import forms
from outreach_app.errors import UserProblem
from outreach_app.store import Store
from outreach_app.store.rows import StoredForm


@lru_cache(maxsize=8)
def compiled(xform: str) -> forms.Form:
    """Compile a form once; every file of that version shares it."""
    return forms.load(xform)


def published_form(store: Store, form_id: str, version: str | None = None) -> StoredForm:
    """Return a form version as published, the newest when none is named.

    Raises:
        UserProblem: CASEWORK_007 it has not reached this laptop.
    """
    form = store.forms.get(form_id, version)
    if form is None:
        raise UserProblem("CASEWORK_007", form=form_id)
    return form

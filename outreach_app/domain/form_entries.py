"""What the office says about form versions, besides publishing them (decisions C31)."""

from __future__ import annotations

from outreach_app.domain.entries import Body

FORM_WITHDRAWN = "form.withdrawn"


class FormWithdrawn(Body, frozen=True, kw_only=True):
    """A version must not be used any more; its drafts go over to the newest one by path.

    Attributes:
        reason: one sentence, shown to every officer who had a draft on it.
    """

    form_id: str
    form_version: str
    reason: str

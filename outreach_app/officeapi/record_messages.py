"""Messages about records that are written at the desk."""

from __future__ import annotations

from typing import Any

from outreach_app.officeapi.messages import Message


class WriteRecord(Message, frozen=True, kw_only=True):
    """A form filled in at the desk; the office checks it with the form's own rules.

    Attributes:
        record_id: UUID made by the desk; the same one again writes nothing.
        service: code; only those with `at_desk`.
        values: the form's draft, as `forms.Session.draft` gives it.
        day_id: the day it belongs to, empty for none.
    """

    record_id: str
    service: str
    form_version: str
    values: dict[str, Any]
    day_id: str = ""


class Written(Message, frozen=True, kw_only=True):
    """Under which number it stands, `LB-26-K001-00012-X`."""

    number: str

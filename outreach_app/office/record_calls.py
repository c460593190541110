"""Calls about records that are written at the desk."""

from __future__ import annotations

from outreach_app.office import desk_records
from outreach_app.office.access import Action
from outreach_app.office.calls import Call
from outreach_app.officeapi import record_messages as rm

CALLS = (
    Call(
        "POST",
        "/api/records",
        "Write a record at the desk: a seminar, its evaluation, an event",
        lambda a: desk_records.write(a.office, a.read(rm.WriteRecord), a.clerk),
        rm.Written,
        rm.WriteRecord,
        action=Action.PLAN_DAYS,
    ),
)

"""What an officer must look at in a file that the office held or gave back."""

from __future__ import annotations

from outreach_app.casework.formmap import form_map
from outreach_app.domain.entries import HELD, RETURNED
from outreach_app.domain.intake import NIK_WRONG, SAME_PERSON
from outreach_app.store.rows import Record

_ROLES = {NIK_WRONG: "nik", SAME_PERSON: "nik"}
"""Reason of the office -> role of the answer that it speaks of."""


def to_mend(record: Record) -> tuple[str, ...]:
    """Return the paths of the answers in question, the first one to look at first.

    None where the reason is about the whole file.
    """
    if record.decision_state == RETURNED:
        return record.decision_paths
    if record.intake_state == HELD and record.intake_reason in _ROLES:
        path = form_map(record.form_id).path(_ROLES[record.intake_reason])
        return (path,) if path else ()
    return ()


def why(record: Record) -> tuple[str, dict[str, str]]:
    """Return code and facts of the reason for which a file is held, an empty code without one."""
    if record.decision_state or not record.intake_reason:
        return "", {}
    return record.intake_reason, dict(record.intake_facts)

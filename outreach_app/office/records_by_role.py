"""Records that the desk writes in place of a form."""

from __future__ import annotations

from typing import Any

from outreach_app import resources


def record_of(form_id: str, said: dict[str, str]) -> dict[str, Any]:
    """Return a record as the form would have made it, from what plays which role."""
    record: dict[str, Any] = {}
    roles = resources.tables("forms")[form_id]
    for role, value in said.items():
        steps = str(roles.get(role, "")).split("/")[2:]
        here = record
        for step in steps[:-1]:
            here = here.setdefault(step, {})
        if steps and value:
            here[steps[-1]] = value
    return record

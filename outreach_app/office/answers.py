"""What a list shows of a file's answers: name and masked NIK.

`resources/forms/*.toml` say which path plays which role; other forms show nothing.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from outreach_app import resources
from outreach_app.domain import nik


@cache
def _roles() -> dict[str, dict[str, Any]]:
    return resources.tables("forms")


def answer(form_id: str, record: object, role: str) -> str:
    """Return the answer that plays `role` (`name`, `nik` …), empty when there is none.

    Roles of former versions of a form are found, too.
    """
    roles = _roles().get(form_id, {})
    path = str(roles.get(role) or roles.get("former", {}).get(role, ""))
    found = record
    for step in path.split("/")[2:]:
        found = found.get(step) if isinstance(found, dict) else None
    return found if isinstance(found, str) and path else ""


def applicant(form_id: str, answers: bytes) -> tuple[str, str]:
    """Return name and NIK in a canonical record, empty where there is none."""
    try:
        record = msgspec.json.decode(answers)
    except msgspec.DecodeError:
        return "", ""
    return answer(form_id, record, "name"), answer(form_id, record, "nik")


def masked(nik_: str) -> str:
    """Return a NIK as lists show it."""
    return nik.mask(nik_) if nik_ else ""

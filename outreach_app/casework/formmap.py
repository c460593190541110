"""Which answer of a form plays which role: name, NIK, phone, service and so on.

Casework and slips know roles, never paths; `resources/forms/*.toml` tie them together. A form names
only the roles it has.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from outreach_app import resources


@dataclass(frozen=True, slots=True)
class FormMap:
    """Roles of one form.

    Attributes:
        paths: role -> path, e.g. `name` -> `/data/identitas/nama`.
    """

    paths: Mapping[str, str]

    def path(self, role: str) -> str:
        """Return the path that plays `role`, empty when the form has none."""
        return self.paths.get(role, "")

    def presets(self, **values: str) -> dict[str, str]:
        """Return path -> value for the roles that this form has."""
        return {self.paths[role]: value for role, value in values.items() if role in self.paths}

    def find(self, record: Mapping[str, Any], role: str) -> str:
        """Return the answer playing `role` in a canonical record, empty when not there."""
        path = self.path(role)
        found: Any = record
        for step in path.split("/")[2:] if path else ():
            found = found.get(step, "") if isinstance(found, Mapping) else ""
        return found if isinstance(found, str) and path else ""

    def codes(self, record: Mapping[str, Any], role: str) -> tuple[str, ...]:
        """Return the space-separated codes in the answer playing `role`."""
        return tuple(self.find(record, role).split())


@cache
def family_paths(form_id: str) -> tuple[str, ...]:
    """Return the questions whose answers a family shares; none for an unknown form."""
    return tuple(resources.tables("forms").get(form_id, {}).get("family", ()))


@cache
def form_map(form_id: str) -> FormMap:
    """Return the roles of a form and its former versions; an unknown form has none."""
    own = resources.tables("forms").get(form_id, {})
    roles = own.get("former", {}) | own
    return FormMap({role: path for role, path in roles.items() if str(path).startswith("/")})

"""What the office published: forms, services, fees, calendar.

Texts stand in `store.materials`.
"""

from __future__ import annotations

from collections.abc import Sequence

from outreach_app.store.engine import Database
from outreach_app.store.rows import Resource, StoredForm
from outreach_app.store.table import Table


class FormRoom:
    """Form versions; a draft finishes on the version it began with (decisions C31)."""

    def __init__(self, db: Database) -> None:
        self._forms = Table(db, "forms", StoredForm, ("form_id", "form_version"))

    def put(self, form: StoredForm) -> None:
        """Write a version; the same version again replaces it and keeps its place."""
        self._forms.put(form)

    def get(self, form_id: str, version: str | None = None) -> StoredForm | None:
        """Return a version, the one that came last when none is named."""
        if version is not None:
            return self._forms.get(form_id, version)
        newest = self._forms.select("WHERE form_id = ? ORDER BY id DESC LIMIT 1", (form_id,))
        return newest[0] if newest else None

    def all(self) -> Sequence[StoredForm]:
        """Return all versions in the order they came."""
        return self._forms.select("ORDER BY id")


class ResourceRoom:
    """Texts of services, fees and calendar; the newest replaces the former."""

    def __init__(self, db: Database) -> None:
        self._resources = Table(db, "resources", Resource, ("name",))

    def put(self, resource: Resource) -> None:
        """Write a resource."""
        self._resources.put(resource)

    def get(self, name: str) -> Resource | None:
        """Return a resource: `services`, `fees` or `calendar`."""
        return self._resources.get(name)

    def all(self) -> Sequence[Resource]:
        """Return all resources by name."""
        return self._resources.select("ORDER BY name")

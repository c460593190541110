"""What the office published: forms, services, fees, calendar.

Texts stand in `store.materials`.
"""

from __future__ import annotations

from collections.abc import Sequence

from outreach_app.store.engine import Database
from outreach_app.store.rows import CarriedDraft, Resource, StoredForm, WithdrawnForm
from outreach_app.store.table import Table


class FormRoom:
    """Form versions; a draft finishes on the version it began with (decisions C31)."""

    def __init__(self, db: Database) -> None:
        version = ("form_id", "form_version")
        self._forms = Table(db, "forms", StoredForm, version)
        self._withdrawn = Table(db, "withdrawn_forms", WithdrawnForm, version)
        self._carried = Table(db, "carried_drafts", CarriedDraft, ("draft_id",))

    def put(self, form: StoredForm) -> None:
        """Write a version; the same version again replaces it and keeps its place."""
        self._forms.put(form)

    def get(self, form_id: str, version: str | None = None) -> StoredForm | None:
        """Return a version; when none is named, the last to come that was not withdrawn."""
        if version is not None:
            return self._forms.get(form_id, version)
        newest = self._forms.select(
            "WHERE form_id = ? AND NOT EXISTS (SELECT 1 FROM withdrawn_forms AS w"
            " WHERE w.form_id = forms.form_id AND w.form_version = forms.form_version)"
            " ORDER BY id DESC LIMIT 1",
            (form_id,),
        )
        return newest[0] if newest else None

    def withdraw(self, withdrawn: WithdrawnForm) -> None:
        """Note that a version must not be used any more."""
        self._withdrawn.put(withdrawn)

    def withdrawn(self, form_id: str, version: str) -> WithdrawnForm | None:
        """Return why a version was withdrawn, None when it was not."""
        return self._withdrawn.get(form_id, version)

    def carry(self, carried: CarriedDraft) -> None:
        """Note that a draft went over to another version."""
        self._carried.put(carried)

    def carried(self, draft_id: str) -> CarriedDraft | None:
        """Return what a draft could not take along, None when it never went over."""
        return self._carried.get(draft_id)

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

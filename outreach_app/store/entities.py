"""Entities that files on this laptop created or changed, until the office's list has them."""

from __future__ import annotations

from outreach_app.forms.entity_lists import Held
from outreach_app.store.engine import Database
from outreach_app.store.table import Table


class EntityRoom:
    """Entities of all lists."""

    def __init__(self, db: Database) -> None:
        self._held = Table(db, "local_entities", Held, ("dataset", "entity_id"))

    def put(self, held: Held) -> None:
        """Write an entity as it is now."""
        self._held.put(held)

    def get(self, dataset: str, entity_id: str) -> Held | None:
        """Return what is known of an entity here."""
        return self._held.get(dataset, entity_id)

    def of(self, dataset: str) -> tuple[Held, ...]:
        """Return the entities of a list, oldest first."""
        return tuple(self._held.select("WHERE dataset = ? ORDER BY rowid", (dataset,)))

    def remove(self, dataset: str, entity_id: str) -> None:
        """Forget an entity, as when the office's list has it."""
        self._held.remove(dataset, entity_id)

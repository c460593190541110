"""Table of entities that files on this laptop created or changed."""

from __future__ import annotations

from outreach_app.store.columns import INTEGER, TEXT, columns, create
from outreach_app.store.engine import Database, Migrations

entities = Migrations("entities")


@entities()
def v1_local_entities(db: Database) -> None:
    """One row an entity, until the office's list has it."""
    row = columns(TEXT, "dataset entity_id label properties branch_id numbers")
    row |= columns(INTEGER, "version trunk_version")
    create(db, "local_entities", row, ("dataset", "entity_id"))

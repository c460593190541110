"""The table about who was told of another appointment."""

from __future__ import annotations

from outreach_app.store.columns import INTEGER, TEXT, columns, create
from outreach_app.store.engine import Database, Migrations

told = Migrations("told")


@told()
def v1_told(db: Database) -> None:
    """The last word on each change that had to be told."""
    create(
        db, "told", columns(TEXT, "move_id number how note officer") | {"at_ms": INTEGER}, "move_id"
    )
    db.table("told").create_index(["number"])

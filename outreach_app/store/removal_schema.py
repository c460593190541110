"""Tables of what is no longer on this laptop: erased on request, or purged when its time came."""

from __future__ import annotations

from outreach_app.store.columns import BLOB, INTEGER, TEXT, columns, create
from outreach_app.store.engine import Database, Migrations

removals = Migrations("removals")


@removals()
def v1_removals(db: Database) -> None:
    """Files without their content, since when entries are safe, what is left to clean."""
    create(db, "removals", columns(TEXT, "number why") | columns(INTEGER, "at_ms"), "number")
    create(db, "removed_blobs", columns(BLOB, "blob_id"), "blob_id")
    mark = columns(INTEGER, "id feed number office_ms")
    create(db, "safe_marks", mark, "id", of="own_feeds")
    db.table("safe_marks").create_index(["feed", "number"])

"""Scans of papers: which file they belong to, and whether the office has them."""

from __future__ import annotations

from outreach_app.store.columns import BLOB, INTEGER, TEXT, columns, create
from outreach_app.store.engine import Database, Migrations

scans = Migrations("scans")


@scans()
def v1_scans(db: Database) -> None:
    """One row a scan; its bytes lie sealed in a folder, its key in the entry's body."""
    scan = columns(BLOB, "blob_id key")
    scan |= columns(TEXT, "number paper") | columns(INTEGER, "size done added_ms")
    create(db, "scans", scan, "blob_id")
    db.table("scans").create_index(["number"])


@scans()
def v2_of_drafts(db: Database) -> None:
    """Scans that a draft's questions took; they become scans of the file when it is finished."""
    scan = columns(TEXT, "draft_id name") | columns(BLOB, "blob_id key")
    scan |= columns(TEXT, "paper") | columns(INTEGER, "size added_ms")
    create(db, "draft_scans", scan, ("draft_id", "name"))


@scans()
def v3_how_much_the_office_has(db: Database) -> None:
    """By courier a scan goes on from where the office last said it was."""
    db.table("scans").add_column("have", int, not_null_default=0)


@scans()
def v4_what_is_lost_here(db: Database) -> None:
    """A scan whose bytes are damaged or missing here waits no more; the reason stays."""
    db.table("scans").add_column("lost", str, not_null_default="")

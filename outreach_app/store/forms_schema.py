"""Tables of form versions that were withdrawn, and of drafts that went over to another."""

from __future__ import annotations

from outreach_app.store.columns import TEXT, columns, create
from outreach_app.store.engine import Database, Migrations

form_versions = Migrations("form_versions")


@form_versions()
def v1_withdrawn(db: Database) -> None:
    """Withdrawn versions; what a draft that was carried over could not take along."""
    withdrawn = columns(TEXT, "form_id form_version reason")
    create(db, "withdrawn_forms", withdrawn, ("form_id", "form_version"))
    carried = columns(TEXT, "draft_id from_version reason unplaced")
    create(db, "carried_drafts", carried, "draft_id")

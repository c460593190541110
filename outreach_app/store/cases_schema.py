"""Tables about the ways of cases at the office."""

from __future__ import annotations

from outreach_app.store.columns import INTEGER, TEXT, columns, create
from outreach_app.store.engine import Database, Migrations

cases = Migrations("cases")


@cases()
def v1_case_moves(db: Database) -> None:
    """Every word of the office on a case."""
    moves = columns(TEXT, "move_id number state reason due calendar appointment clerk supersedes")
    create(db, "case_moves", moves | columns(INTEGER, "at_ms entry_number"), "move_id")
    db.table("case_moves").create_index(["number", "entry_number"])


@cases()
def v2_draft_sources(db: Database) -> None:
    """From which file a draft of the next family member took its answers."""
    create(db, "draft_sources", columns(TEXT, "draft_id number"), "draft_id")

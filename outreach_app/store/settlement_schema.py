"""Tables about what clerks settled."""

from __future__ import annotations

from outreach_app.store.columns import INTEGER, TEXT, columns, create
from outreach_app.store.engine import Database, Migrations

settlements = Migrations("settlements")


@settlements()
def v1_settled_words(db: Database) -> None:
    """Every word of a clerk on a held file."""
    words = columns(TEXT, "word_id number state clerk sentence sides settles")
    create(db, "settled_words", words | columns(INTEGER, "at_ms"), "word_id")
    db.table("settled_words").create_index(["number", "at_ms"])

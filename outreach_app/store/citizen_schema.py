"""The sealed pool: what citizens said, closed to this laptop, until the day is closed."""

from __future__ import annotations

from outreach_app.store.engine import Database, Migrations

citizen = Migrations("citizen")


@citizen()
def v1_pool(db: Database) -> None:
    """No row number and no time: pages keep random order, so nothing tells who came when."""
    db.execute(
        "CREATE TABLE sealed_pool (slip BLOB PRIMARY KEY, service TEXT NOT NULL, "
        "body BLOB NOT NULL) STRICT, WITHOUT ROWID"
    )


@citizen()
def v2_thread_words(db: Database) -> None:
    """What the office told about reports, sealed to number and code."""
    db.execute(
        "CREATE TABLE thread_words (word_id TEXT PRIMARY KEY, body BLOB NOT NULL) "
        "STRICT, WITHOUT ROWID"
    )

"""Tables of the office's count of days."""

from __future__ import annotations

from outreach_app.store.columns import BLOB, TEXT, columns, create
from outreach_app.store.engine import Database, Migrations

balances = Migrations("balances")


@balances()
def v1_office_counts(db: Database) -> None:
    """The newest count of each day as the office told it."""
    count = columns(TEXT, "day_id") | columns(BLOB, "body")
    create(db, "office_counts", count, "day_id")

"""What this laptop keeps of the office itself: its signatures, its keys, its restores."""

from __future__ import annotations

from outreach_app.store.columns import BLOB, INTEGER, columns, create
from outreach_app.store.engine import Database, Migrations

trust = Migrations("trust")


@trust()
def v1_trust(db: Database) -> None:
    """Proofs of feed heads, announced keys, and restores to be answered."""
    proof = {"feed": INTEGER} | columns(BLOB, "outer sealed_digest signature")
    create(db, "office_proofs", proof, "feed", of="office_feeds")
    create(db, "office_keys", {"digest": BLOB, "announcement": BLOB}, "digest")
    create(db, "office_restores", {"office_epoch": INTEGER, "body": BLOB}, "office_epoch")

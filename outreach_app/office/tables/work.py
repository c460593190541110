"""Laptops, decisions and clerks: what stands in no feed and cannot be made again."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, LargeBinary, Table, Text

from outreach_app.office.tables.columns import SEQUENCE, feed, metadata, ms, text

decision = Table(
    "decision",
    metadata,
    Column("decision_id", Text, primary_key=True),
    feed(primary_key=False),
    Column("number", Text, nullable=False, index=True),
    Column("instance_id", Text, nullable=False),
    Column("state", Text, nullable=False),
    text("reason"),
    text("paths", "[]"),
    text("due"),
    Column("clerk", Text, nullable=False),
    ms("made_ms"),
    ms("release_ms"),
    Column("released_ms", BigInteger),
    Column("undone_ms", BigInteger),
    text("undone_by"),
    text("supersedes"),
    text("from_state"),
    text("calendar"),
    text("appointment"),
    Column("entry_number", BigInteger, nullable=False, server_default="0"),
)
Index("ix_decision_waiting", decision.c.released_ms, decision.c.undone_ms, decision.c.release_ms)

laptop = Table(
    "laptop",
    metadata,
    feed(),
    text("name"),
    ms("enrolled_ms"),
    Column("revoked_ms", BigInteger),
    text("revoked_reason"),
    text("revoked_by"),
)

enrolment_code = Table(
    "enrolment_code",
    metadata,
    Column("code_hash", LargeBinary, primary_key=True),
    text("unit"),
    ms("created_ms"),
    text("created_by"),
    ms("expires_ms"),
    Column("used_by", LargeBinary),
)

contact = Table(
    "contact",
    metadata,
    feed(),
    ms("time_ms"),
    Column("clock_offset_s", BigInteger, nullable=False),
    Column("head_number", BigInteger, nullable=False),
    text("cursors", "{}"),
)

clerk = Table(
    "clerk",
    metadata,
    Column("clerk", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("verifier", LargeBinary, nullable=False),
    Column("parameters", Text, nullable=False),
    # Its name is an author of entries, so an account that ended stays and is nobody else's.
    Column("ended_ms", BigInteger),
)

session = Table(
    "session",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("clerk", Text, ForeignKey("clerk.clerk"), nullable=False),
    ms("expires_ms"),
)

failed_sign_in = Table(
    "failed_sign_in",
    metadata,
    Column("id", SEQUENCE, primary_key=True),
    Column("subject", Text, nullable=False, index=True),
    ms("time_ms"),
)

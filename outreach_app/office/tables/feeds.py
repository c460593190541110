"""The feeds: what came, and what the office wrote."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    Table,
    Text,
    false,
)

from outreach_app.office.tables.columns import SEQUENCE, feed, metadata, ms

device = Table(
    "device",
    metadata,
    Column("feed_id", LargeBinary, primary_key=True),
    Column("device_number", BigInteger, nullable=False, unique=True),
    Column("unit", Text, nullable=False),
    Column("signing_key", LargeBinary, nullable=False),
    Column("sealing_key", LargeBinary, nullable=False),
    Column("certificate", LargeBinary, nullable=False),
)

device_feed = Table(
    "device_feed",
    metadata,
    feed(),
    Column("head_number", BigInteger, nullable=False),
    Column("head_hash", LargeBinary, nullable=False),
    Column("safe", BigInteger, nullable=False),
    Column("forked_at", BigInteger),
    Column("revoked_at", BigInteger),
)

entry = Table(
    "entry",
    metadata,
    feed(),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary, primary_key=True),
    Column("previous", LargeBinary, nullable=False),
    ms("time_ms"),
    Column("clock_offset_s", Integer, nullable=False),
    Column("author", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("salt", LargeBinary),
    Column("body", LargeBinary),
    Column("commitment", LargeBinary, nullable=False),
    Column("held", Boolean, nullable=False, server_default=false()),
    ms("arrived_ms"),
)

evidence = Table(
    "evidence",
    metadata,
    feed(),
    Column("sealed_digest", LargeBinary, primary_key=True),
    Column("outer", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    ms("arrived_ms"),
)

refusal = Table(
    "refusal",
    metadata,
    Column("id", SEQUENCE, primary_key=True),
    Column("feed_id", LargeBinary, nullable=False),
    Column("reason", Text, nullable=False),
    ms("time_ms"),
)

office_feed = Table(
    "office_feed",
    metadata,
    Column("id", SEQUENCE, primary_key=True),
    Column("feed_id", LargeBinary, nullable=False, unique=True),
    Column("audience", LargeBinary, nullable=False, index=True),
    Column("head_number", BigInteger, nullable=False),
    Column("head_hash", LargeBinary, nullable=False),
)

office_entry = Table(
    "office_entry",
    metadata,
    Column("feed_id", LargeBinary, ForeignKey("office_feed.feed_id"), primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("previous", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    ms("time_ms"),
    Column("clock_offset_s", Integer, nullable=False),
    Column("author", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("salt", LargeBinary),
    Column("body", LargeBinary),
    Column("commitment", LargeBinary, nullable=False),
)

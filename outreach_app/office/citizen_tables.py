"""What citizens said, unsealed once; it cannot be made again when a sealing key is destroyed.

So these are no projections: `citizen_record` is what came, `thread_event` what the office did.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    false,
)

from outreach_app.office.tables import metadata
from outreach_app.office.tables.columns import text

citizen_record = Table(
    "citizen_record",
    metadata,
    Column("citizen_id", Text, primary_key=True),
    Column("feed_id", LargeBinary),
    Column("entry_number", BigInteger, nullable=False, server_default="0"),
    Column("form_id", Text, nullable=False),
    Column("form_version", Text, nullable=False),
    Column("service", Text, nullable=False),
    Column("channel", Text, nullable=False),
    text("number"),
    text("code_hash"),
    Column("date", Text, nullable=False),
    text("pekon"),
    text("language"),
    Column("answers", LargeBinary, nullable=False),
    text("thread_kind"),
    text("about"),
    Column("anonymous", Boolean, nullable=False, server_default=false()),
    Column("secret", Boolean, nullable=False, server_default=false()),
    Column("identity", LargeBinary),
    text("identity_key_id"),
    text("reply_to"),
    Column("arrived_ms", BigInteger, nullable=False),
)
"""channel: `laptop`, `telepon`, `meja`, `laman`. number: of a thread. reply_to: the thread that a
citizen answers. identity: sealed as it came."""
Index("ix_citizen_record_number", citizen_record.c.number)
Index("ix_citizen_record_reply_to", citizen_record.c.reply_to)
Index("ix_citizen_record_form", citizen_record.c.form_id, citizen_record.c.date)

unopened = Table(
    "unopened",
    metadata,
    Column("feed_id", LargeBinary, primary_key=True),
    Column("entry_number", BigInteger, primary_key=True, autoincrement=False),
    Column("key_id", Text, nullable=False),
    Column("arrived_ms", BigInteger, nullable=False),
)
"""Forms of citizens whose key is not here: the root opens them, or the key comes back."""

thread_event = Table(
    "thread_event",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("event_id", Text, nullable=False, unique=True),
    Column("number", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("side", Text, nullable=False),
    Column("clerk", Text, ForeignKey("clerk.clerk")),
    Column("time_ms", BigInteger, nullable=False),
    text("text"),
    text("value"),
)

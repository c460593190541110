"""What `office.projection.rebuild` makes again from the feeds."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    Table,
    Text,
    false,
)

from outreach_app.domain.entries import APPLICATION
from outreach_app.office.tables.columns import feed, metadata, ms, text

progress = Table("progress", metadata, feed(), Column("number", BigInteger, nullable=False))

day = Table(
    "day",
    metadata,
    feed(),
    Column("day_id", Text, primary_key=True),
    text("pekon"),
    text("date"),
    text("officers", "[]"),
    Column("first_entry", BigInteger, nullable=False),
    Column("opened_entry", BigInteger, nullable=False),
    Column("last_entry", BigInteger, nullable=False),
    Column("last_head", LargeBinary, nullable=False),
    ms("last_arrival_ms"),
)

manifest = Table(
    "manifest",
    metadata,
    feed(),
    Column("entry_number", BigInteger, primary_key=True, autoincrement=False),
    Column("day_id", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    ms("time_ms"),
)

revision = Table(
    "revision",
    metadata,
    feed(),
    Column("entry_number", BigInteger, primary_key=True, autoincrement=False),
    Column("instance_id", Text, nullable=False, index=True),
    text("deprecated_id"),
    Column("number", Text, nullable=False, index=True),
    Column("day_id", Text, nullable=False),
    Column("head", LargeBinary, nullable=False),
    text("service"),
    text("kind", APPLICATION),
    text("form_id"),
    text("form_version"),
    text("language"),
    text("officer"),
    text("ticket"),
    text("pekon"),
    text("name"),
    text("nik"),
    Column("answers", LargeBinary),
    text("warnings", "[]"),
    text("documents_missing", "[]"),
    text("similar_to"),
    text("similar_reason"),
    ms("finished_ms"),
    ms("arrived_ms"),
    Column("intake", Text, nullable=False),
    text("intake_reason"),
    text("intake_facts", "{}"),
    Column("judged_entry", BigInteger, nullable=False, server_default="0"),
    Column("again", Boolean, nullable=False, server_default=false()),
)
Index("ix_revision_day", revision.c.feed_id, revision.c.day_id)
Index("ix_revision_nik", revision.c.nik, revision.c.service)

case_file = Table(
    "case_file",
    metadata,
    Column("number", Text, primary_key=True),
    feed(primary_key=False),
    Column("day_id", Text, nullable=False),
    Column("newest_id", Text, nullable=False),
    text("cancelled"),
    Column("cancelled_entry", BigInteger, nullable=False, server_default="0"),
)
Index("ix_case_file_day", case_file.c.feed_id, case_file.c.day_id)

event = Table(
    "event",
    metadata,
    feed(),
    Column("entry_number", BigInteger, primary_key=True, autoincrement=False),
    text("number"),
    text("day_id"),
    Column("kind", Text, nullable=False),
    Column("author", Text, nullable=False),
    ms("time_ms"),
    text("facts", "{}"),
)
Index("ix_event_number", event.c.number)
Index("ix_event_day", event.c.feed_id, event.c.day_id)

publication = Table(
    "publication",
    metadata,
    Column("feed_id", LargeBinary, ForeignKey("office_feed.feed_id"), primary_key=True),
    Column("entry_number", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    text("version"),
    text("clerk"),
    ms("published_ms"),
)

form = Table(
    "form",
    metadata,
    Column("form_id", Text, primary_key=True),
    Column("form_version", Text, primary_key=True),
    Column("xform", Text, nullable=False),
    text("attachments", "{}"),
)

resource = Table(
    "resource",
    metadata,
    Column("name", Text, primary_key=True),
    Column("version", Text, nullable=False),
    Column("text", Text, nullable=False),
)

"""The tables of the ledger; nothing here that PostgreSQL or SQLite cannot do.

Three kinds, and only the first cannot be made again:

- what came and what the office wrote: `device`, `device_feed`, `entry`, `evidence`, `refusal`,
  `office_feed`, `office_entry`, `decision`, `laptop`, `enrolment_code`, `contact`;
- who may work here: `clerk`, `session`, `failed_sign_in`;
- projections, which `office.projection.rebuild` makes again from the feeds: `progress`, `day`,
  `manifest`, `revision`, `case_file`, `event`, `publication`, `form`, `resource`.

Bytes are raw, times milliseconds UTC, lists and dictionaries JSON text.
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
    MetaData,
    Table,
    Text,
    false,
)

from outreach_app.domain.entries import APPLICATION

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_SEQUENCE = BigInteger().with_variant(Integer, "sqlite")
"""SQLite numbers rows by itself only for INTEGER keys."""


def _feed(primary_key: bool = True) -> Column[bytes]:
    return Column(
        "feed_id",
        LargeBinary,
        ForeignKey("device.feed_id"),
        primary_key=primary_key,
        nullable=False,
    )


def _text(name: str, default: str = "") -> Column[str]:
    return Column(name, Text, nullable=False, server_default=default)


def _ms(name: str) -> Column[int]:
    return Column(name, BigInteger, nullable=False)


# What came, and what the office wrote.

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
    _feed(),
    Column("head_number", BigInteger, nullable=False),
    Column("head_hash", LargeBinary, nullable=False),
    Column("safe", BigInteger, nullable=False),
    Column("forked_at", BigInteger),
    Column("revoked_at", BigInteger),
)

entry = Table(
    "entry",
    metadata,
    _feed(),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary, primary_key=True),
    Column("previous", LargeBinary, nullable=False),
    _ms("time_ms"),
    Column("clock_offset_s", Integer, nullable=False),
    Column("author", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("salt", LargeBinary),
    Column("body", LargeBinary),
    Column("commitment", LargeBinary, nullable=False),
    Column("held", Boolean, nullable=False, server_default=false()),
    _ms("arrived_ms"),
)

evidence = Table(
    "evidence",
    metadata,
    _feed(),
    Column("sealed_digest", LargeBinary, primary_key=True),
    Column("outer", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    _ms("arrived_ms"),
)

refusal = Table(
    "refusal",
    metadata,
    Column("id", _SEQUENCE, primary_key=True),
    Column("feed_id", LargeBinary, nullable=False),
    Column("reason", Text, nullable=False),
    _ms("time_ms"),
)

office_feed = Table(
    "office_feed",
    metadata,
    Column("id", _SEQUENCE, primary_key=True),
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
    _ms("time_ms"),
    Column("clock_offset_s", Integer, nullable=False),
    Column("author", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("salt", LargeBinary),
    Column("body", LargeBinary),
    Column("commitment", LargeBinary, nullable=False),
)

decision = Table(
    "decision",
    metadata,
    Column("decision_id", Text, primary_key=True),
    _feed(primary_key=False),
    Column("number", Text, nullable=False, index=True),
    Column("instance_id", Text, nullable=False),
    Column("state", Text, nullable=False),
    _text("reason"),
    _text("paths", "[]"),
    _text("due"),
    Column("clerk", Text, nullable=False),
    _ms("made_ms"),
    _ms("release_ms"),
    Column("released_ms", BigInteger),
    Column("undone_ms", BigInteger),
    _text("undone_by"),
    _text("supersedes"),
    _text("from_state"),
    _text("calendar"),
    _text("appointment"),
    Column("entry_number", BigInteger, nullable=False, server_default="0"),
)
Index("ix_decision_waiting", decision.c.released_ms, decision.c.undone_ms, decision.c.release_ms)

laptop = Table(
    "laptop",
    metadata,
    _feed(),
    _text("name"),
    _ms("enrolled_ms"),
    Column("revoked_ms", BigInteger),
    _text("revoked_reason"),
    _text("revoked_by"),
)

enrolment_code = Table(
    "enrolment_code",
    metadata,
    Column("code_hash", LargeBinary, primary_key=True),
    _text("unit"),
    _ms("created_ms"),
    _text("created_by"),
    _ms("expires_ms"),
    Column("used_by", LargeBinary),
)

contact = Table(
    "contact",
    metadata,
    _feed(),
    _ms("time_ms"),
    Column("clock_offset_s", BigInteger, nullable=False),
    Column("head_number", BigInteger, nullable=False),
    _text("cursors", "{}"),
)

# Who may work here.

clerk = Table(
    "clerk",
    metadata,
    Column("clerk", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("verifier", LargeBinary, nullable=False),
    Column("parameters", Text, nullable=False),
)

session = Table(
    "session",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("clerk", Text, ForeignKey("clerk.clerk"), nullable=False),
    _ms("expires_ms"),
)

failed_sign_in = Table(
    "failed_sign_in",
    metadata,
    Column("id", _SEQUENCE, primary_key=True),
    Column("subject", Text, nullable=False, index=True),
    _ms("time_ms"),
)

# Projections.

progress = Table("progress", metadata, _feed(), Column("number", BigInteger, nullable=False))

day = Table(
    "day",
    metadata,
    _feed(),
    Column("day_id", Text, primary_key=True),
    _text("pekon"),
    _text("date"),
    _text("officers", "[]"),
    Column("first_entry", BigInteger, nullable=False),
    Column("opened_entry", BigInteger, nullable=False),
    Column("last_entry", BigInteger, nullable=False),
    Column("last_head", LargeBinary, nullable=False),
    _ms("last_arrival_ms"),
)

manifest = Table(
    "manifest",
    metadata,
    _feed(),
    Column("entry_number", BigInteger, primary_key=True, autoincrement=False),
    Column("day_id", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    _ms("time_ms"),
)

revision = Table(
    "revision",
    metadata,
    _feed(),
    Column("entry_number", BigInteger, primary_key=True, autoincrement=False),
    Column("instance_id", Text, nullable=False, index=True),
    _text("deprecated_id"),
    Column("number", Text, nullable=False, index=True),
    Column("day_id", Text, nullable=False),
    Column("head", LargeBinary, nullable=False),
    _text("service"),
    _text("kind", APPLICATION),
    _text("form_id"),
    _text("form_version"),
    _text("language"),
    _text("officer"),
    _text("ticket"),
    _text("pekon"),
    _text("name"),
    _text("nik"),
    Column("answers", LargeBinary),
    _text("warnings", "[]"),
    _text("documents_missing", "[]"),
    _text("similar_to"),
    _text("similar_reason"),
    _ms("finished_ms"),
    _ms("arrived_ms"),
    Column("intake", Text, nullable=False),
    _text("intake_reason"),
    _text("intake_facts", "{}"),
    Column("judged_entry", BigInteger, nullable=False, server_default="0"),
    Column("again", Boolean, nullable=False, server_default=false()),
)
Index("ix_revision_day", revision.c.feed_id, revision.c.day_id)
Index("ix_revision_nik", revision.c.nik, revision.c.service)

case_file = Table(
    "case_file",
    metadata,
    Column("number", Text, primary_key=True),
    _feed(primary_key=False),
    Column("day_id", Text, nullable=False),
    Column("newest_id", Text, nullable=False),
    _text("cancelled"),
    Column("cancelled_entry", BigInteger, nullable=False, server_default="0"),
)
Index("ix_case_file_day", case_file.c.feed_id, case_file.c.day_id)

event = Table(
    "event",
    metadata,
    _feed(),
    Column("entry_number", BigInteger, primary_key=True, autoincrement=False),
    _text("number"),
    _text("day_id"),
    Column("kind", Text, nullable=False),
    Column("author", Text, nullable=False),
    _ms("time_ms"),
    _text("facts", "{}"),
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
    _text("version"),
    _text("clerk"),
    _ms("published_ms"),
)

form = Table(
    "form",
    metadata,
    Column("form_id", Text, primary_key=True),
    Column("form_version", Text, primary_key=True),
    Column("xform", Text, nullable=False),
    _text("attachments", "{}"),
)

resource = Table(
    "resource",
    metadata,
    Column("name", Text, primary_key=True),
    Column("version", Text, nullable=False),
    Column("text", Text, nullable=False),
)

"""Tables about cases: what the public status page may read, and who asked for it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, LargeBinary, Table, Text

from outreach_app.office.tables import metadata

case_status = Table(
    "case_status",
    metadata,
    Column("number", Text, primary_key=True),
    # Without hyphens, as people type it on a phone.
    Column("bare", Text, nullable=False, index=True),
    Column("code_hash", LargeBinary, nullable=False),
    Column("kind", Text, nullable=False),
    Column("service", Text, nullable=False),
    Column("pekon", Text, nullable=False),
    Column("finished_ms", BigInteger, nullable=False),
    Column("arrived_ms", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("since_ms", BigInteger, nullable=False),
    Column("reason", Text, nullable=False, server_default=""),
    Column("due", Text, nullable=False, server_default=""),
    Column("appointment", Text, nullable=False, server_default=""),
    Column("open", Boolean, nullable=False),
)
Index("ix_case_status_open", case_status.c.open, case_status.c.service)

status_try = Table(
    "status_try",
    metadata,
    Column("time_ms", BigInteger, nullable=False),
    # Hashes: neither addresses nor numbers are kept in clear.
    Column("source", LargeBinary, nullable=False),
    Column("wanted", LargeBinary, nullable=False),
)
Index("ix_status_try_time", status_try.c.time_ms)

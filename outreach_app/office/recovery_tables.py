"""What laptops keep ready for a one-time recovery code, and who made one."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, LargeBinary, Table, Text

from outreach_app.office.tables import metadata

recovery_secret = Table(
    "recovery_secret",
    metadata,
    Column("feed_id", LargeBinary, primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    # Empty when a code was used whose secret never came.
    Column("key_id", LargeBinary, nullable=False, server_default=""),
    Column("sealed", LargeBinary, nullable=False, server_default=""),
    Column("used_ms", BigInteger),
    Column("used_by", Text, nullable=False, server_default=""),
)
"""Projection of `recovery.ready` and `recovery.used`."""

recovery_code = Table(
    "recovery_code",
    metadata,
    Column("code_id", Text, primary_key=True),
    Column("feed_id", LargeBinary, nullable=False, index=True),
    Column("number", BigInteger, nullable=False),
    Column("made_ms", BigInteger, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("told", Text, nullable=False),
    Column("reason", Text, nullable=False),
)
"""Codes that the office made; the code itself is nowhere."""

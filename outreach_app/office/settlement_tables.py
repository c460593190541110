"""What clerks settled, and who acts on what is held; kept, never made again from device feeds."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, LargeBinary, Table, Text

from outreach_app.office.tables import metadata

settled = Table(
    "settled",
    metadata,
    Column("settlement_id", Text, primary_key=True),
    Column("number", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("feed_id", LargeBinary, nullable=False),
    Column("entry_number", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("time_ms", BigInteger, nullable=False),
)
"""One row for each word of a clerk, in the order of `time_ms` and `entry_number`."""

held_owner = Table(
    "held_owner",
    metadata,
    Column("instance_id", Text, primary_key=True),
    Column("clerk", Text, nullable=False),
    Column("taken_ms", BigInteger, nullable=False),
)

nik_seen = Table(
    "nik_seen",
    metadata,
    Column("number", Text, primary_key=True),
    Column("clerk", Text, primary_key=True),
    Column("time_ms", BigInteger, primary_key=True),
)
"""Who looked at a NIK in full, of which file (ux M3); lists show it masked."""

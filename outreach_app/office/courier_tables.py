"""What the office keeps of courier files: the newest question of each laptop, and which came."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, LargeBinary, Table, Text

from outreach_app.office.tables import metadata

courier_question = Table(
    "courier_question",
    metadata,
    Column("feed_id", LargeBinary, ForeignKey("device_feed.feed_id"), primary_key=True),
    Column("file_id", LargeBinary, nullable=False),
    Column("question", LargeBinary, nullable=False),
    Column("head_number", BigInteger, nullable=False),
    Column("asked_ms", BigInteger, nullable=False),
    Column("arrived_ms", BigInteger, nullable=False),
    # Questions about scans, a MessagePack list of bytes; their answers go back with the others.
    Column("asks", LargeBinary, nullable=False, server_default=""),
)

courier_file = Table(
    "courier_file",
    metadata,
    Column("file_id", LargeBinary, primary_key=True),
    Column("feed_id", LargeBinary, ForeignKey("device_feed.feed_id"), nullable=False),
    Column("first", BigInteger, nullable=False),
    Column("last", BigInteger, nullable=False),
    Column("taken_ms", BigInteger, nullable=False),
    Column("taken_by", Text, nullable=False),
)

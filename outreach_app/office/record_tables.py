"""Records that clerks wrote at the desk; what they wrote, no projection of a feed."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, LargeBinary, Table, Text

from outreach_app.office.tables import metadata

desk_record = Table(
    "desk_record",
    metadata,
    Column("number", Text, primary_key=True),
    Column("serial", BigInteger, nullable=False, unique=True),
    Column("record_id", Text, nullable=False, unique=True),
    Column("form_id", Text, nullable=False, index=True),
    Column("form_version", Text, nullable=False),
    Column("day_id", Text, nullable=False, server_default=""),
    Column("pekon", Text, nullable=False, server_default=""),
    Column("answers", LargeBinary, nullable=False),
    Column("clerk", Text, ForeignKey("clerk.clerk"), nullable=False),
    Column("written_ms", BigInteger, nullable=False),
)
"""A seminar, its evaluation, an event's attendance; `answers` is the canonical record."""

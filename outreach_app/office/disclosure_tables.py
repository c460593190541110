"""The log of what the office handed to other agencies."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Table, Text

from outreach_app.office.tables import metadata

disclosure = Table(
    "disclosure",
    metadata,
    Column("disclosure_id", Text, primary_key=True),
    Column("time_ms", BigInteger, nullable=False, index=True),
    Column("clerk", Text, nullable=False),
    Column("number", Text, nullable=False, index=True),
    Column("agency", Text, nullable=False),
    # registry, batch or referral
    Column("kind", Text, nullable=False),
    Column("fields", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("result", Text, nullable=False, server_default=""),
    Column("differs", Text, nullable=False, server_default=""),
)

"""Checkpoints: feeds as the office found them, signed."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, LargeBinary, Table, Text

from outreach_app.office.tables import metadata

checkpoint = Table(
    "checkpoint",
    metadata,
    Column("feed_id", LargeBinary, primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary, nullable=False),
    Column("erased", BigInteger, nullable=False),
    Column("made_ms", BigInteger, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)

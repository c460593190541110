"""Files that were carried to the office by themselves."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, LargeBinary, Table, Text

from outreach_app.office.tables import metadata

carried_file = Table(
    "carried_file",
    metadata,
    Column("file_id", Text, primary_key=True),
    Column("feed_id", LargeBinary, nullable=False),
    Column("number", Text, nullable=False, index=True),
    Column("reason", Text, nullable=False),
    Column("facts", Text, nullable=False),
    Column("officer", Text, nullable=False),
    Column("told_ms", BigInteger, nullable=False),
    Column("taken_ms", BigInteger, nullable=False),
    Column("taken_by", Text, nullable=False),
    # Bodies of the entries, msgpack; only while the feed has not brought the very same.
    Column("content", LargeBinary),
)
"""What a laptop's officer exported. No file of the office: it is read beside them."""

"""Files that were erased on request, and what is left of them: a number, a ground, a date."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, LargeBinary, Table, Text

from outreach_app.office.tables import metadata

erasure = Table(
    "erasure",
    metadata,
    Column("number", Text, primary_key=True),
    Column("erasure_id", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("asked_on", Text, nullable=False),
    Column("clerk", Text, nullable=False),
    Column("erased_ms", BigInteger, nullable=False),
    # No trace of it is left in the pages of the database and among the sealed files.
    Column("clean", Boolean, nullable=False),
)

erasure_told = Table(
    "erasure_told",
    metadata,
    Column("number", Text, primary_key=True),
    Column("feed_id", LargeBinary, primary_key=True),
    Column("office_feed", LargeBinary, nullable=False),
    Column("entry_number", BigInteger, nullable=False),
)
"""Which entry tells which laptop."""

erased_blob = Table("erased_blob", metadata, Column("blob_id", LargeBinary, primary_key=True))
"""Scans that the office does not want any more."""

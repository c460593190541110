"""Tables of restores, and of what laptops gave back after one."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, Table, Text

from outreach_app.office.tables import metadata

restoration = Table(
    "restoration",
    metadata,
    Column("office_epoch", BigInteger, primary_key=True, autoincrement=False),
    Column("backup_ms", BigInteger, nullable=False),
    Column("restored_ms", BigInteger, nullable=False),
    Column("device_floor", BigInteger, nullable=False),
    Column("taken_back", Integer, nullable=False),
)
"""One row a restore; laptops enrolled since get numbers above `device_floor`."""

given_back = Table(
    "given_back",
    metadata,
    Column("feed_id", LargeBinary, ForeignKey("device.feed_id"), primary_key=True),
    Column("number", BigInteger, nullable=False),
    Column("office_epoch", BigInteger, nullable=False),
    Column("entries", BigInteger, nullable=False),
    Column("unproved", BigInteger, nullable=False),
)
"""How far each laptop's `office.returned` entries were taken in, for which restore it said that it
gave back all, how many entries came back, and how many could not be proved to be the office's."""

returned_entry = Table(
    "returned_entry",
    metadata,
    Column("office_feed", LargeBinary, primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("feed_id", LargeBinary, ForeignKey("device.feed_id"), nullable=False, index=True),
)
"""Office entries that `feed_id` gave back and that are not in force yet; gone once they are."""

status_due = Table("status_due", metadata, Column("number", Text, primary_key=True))
"""Files whose state is read again from publications that came back; gone once it was."""

sealing_key = Table(
    "sealing_key",
    metadata,
    Column("serial", BigInteger, primary_key=True, autoincrement=False),
    Column("key_id", Text, nullable=False),
    Column("from_ms", BigInteger, nullable=False),
    Column("until_ms", BigInteger, nullable=False),
    Column("feed_id", LargeBinary, nullable=False),
    Column("entry_number", BigInteger, nullable=False),
)
"""Projection of the announcements in the broadcast feeds."""

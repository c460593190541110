"""Tables of planned days; drafts cannot be made again, the others are projections of feeds."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, LargeBinary, Table, Text
from sqlalchemy import false as sql_false

from outreach_app.office.tables import metadata
from outreach_app.office.tables.columns import text


def _number(name: str) -> Column[int]:
    return Column(name, BigInteger, nullable=False, server_default="0")


day_plan_draft = Table(
    "day_plan_draft",
    metadata,
    Column("day_id", Text, primary_key=True),
    Column("body", LargeBinary, nullable=False),
    text("clerk"),
    _number("saved_ms"),
)
"""Plans that only the desk sees so far."""

day_plan = Table(
    "day_plan",
    metadata,
    Column("day_id", Text, primary_key=True),
    _number("version"),
    text("state"),
    text("kind"),
    text("pekon"),
    text("date"),
    Column("body", LargeBinary, nullable=False),
    Column("feed_id", LargeBinary, nullable=False),
    _number("entry_number"),
    text("clerk"),
    _number("published_ms"),
)
"""The newest version of each plan in the broadcast feed."""

day_account = Table(
    "day_account",
    metadata,
    Column("day_id", Text, primary_key=True),
    text("date"),
    Column("body", LargeBinary, nullable=False),
    text("clerk"),
    _number("published_ms"),
)
"""Days whose account was closed, from the broadcast feed."""

slot = Table(
    "slot",
    metadata,
    Column("feed_id", LargeBinary, ForeignKey("device.feed_id"), primary_key=True),
    Column("slot", Text, primary_key=True),
    text("day_id"),
    _number("session"),
    text("service"),
    text("contact"),
    text("bare"),
    Column("code_hash", LargeBinary, nullable=False, server_default=""),
    Column("cancelled", Boolean, nullable=False, server_default=sql_false()),
    _number("entry_number"),
)
Index("ix_slot_day_id", slot.c.day_id)
Index("ix_slot_bare", slot.c.bare)

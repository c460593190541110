"""What publishers decided about statements; stands in no feed until the answer is published."""

from __future__ import annotations

from sqlalchemy import Column, Integer, Table, Text

from outreach_app.office.tables import metadata

statement_choice = Table(
    "statement_choice",
    metadata,
    Column("number", Text, primary_key=True),
    Column("draft", Text, nullable=False, index=True),
    Column("group", Integer, nullable=False, server_default="0"),
    Column("text", Text, nullable=False, server_default=""),
    Column("left_out", Text, nullable=False, server_default=""),
    Column("clerk", Text, nullable=False),
)

statement_group = Table(
    "statement_group",
    metadata,
    Column("draft", Text, primary_key=True),
    Column("group", Integer, primary_key=True, autoincrement=False),
    Column("title", Text, nullable=False, server_default="{}"),
    Column("answer", Text, nullable=False, server_default="{}"),
    Column("clerk", Text, nullable=False),
)

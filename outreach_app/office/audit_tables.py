"""Audit samples and their findings; what auditors wrote, no projection."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, Table, Text

from outreach_app.office.tables import metadata

audit_sample = Table(
    "audit_sample",
    metadata,
    Column("sample_id", Text, primary_key=True),
    Column("seed", Text, nullable=False),
    Column("since", Text, nullable=False),
    Column("until", Text, nullable=False),
    Column("wanted", Integer, nullable=False),
    Column("population", Integer, nullable=False),
    Column("clerk", Text, ForeignKey("clerk.clerk"), nullable=False),
    Column("drawn_ms", BigInteger, nullable=False),
)

audit_item = Table(
    "audit_item",
    metadata,
    Column("sample_id", Text, ForeignKey("audit_sample.sample_id"), primary_key=True),
    Column("number", Text, primary_key=True),
    Column("place", Integer, nullable=False),
    Column("form_version", Text, nullable=False, server_default=""),
    Column("answers", LargeBinary),
    Column("finding", Text, nullable=False, server_default=""),
    Column("clerk", Text, ForeignKey("clerk.clerk")),
    Column("answered_ms", BigInteger),
)

audit_step = Table(
    "audit_step",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("step_id", Text, nullable=False, unique=True),
    Column("sample_id", Text, ForeignKey("audit_sample.sample_id"), nullable=False, index=True),
    Column("number", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("owner", Text, ForeignKey("clerk.clerk"), nullable=False),
    Column("due", Text, nullable=False),
    Column("text", Text, nullable=False, server_default=""),
    Column("clerk", Text, ForeignKey("clerk.clerk"), nullable=False),
    Column("time_ms", BigInteger, nullable=False),
)
"""What became of a finding, step by step; kind: `assigned`, `closed`, `reopened`."""

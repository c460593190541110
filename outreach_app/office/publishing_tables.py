"""Tables of published texts; projections of the broadcast feed."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, Table, Text

from outreach_app.office.tables import metadata

text_version = Table(
    "text_version",
    metadata,
    Column("publication_id", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False, index=True),
    Column("feed_id", LargeBinary, ForeignKey("office_feed.feed_id"), nullable=False),
    Column("entry_number", BigInteger, nullable=False),
    Column("clerk", Text, nullable=False),
    Column("published_ms", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("withdrawn_on", Text, nullable=False, server_default=""),
    Column("withdrawn_reason", Text, nullable=False, server_default=""),
)
"""One row a version; `body` is the `PublicationPublished` as it stands in the feed."""

reading = Table(
    "reading",
    metadata,
    Column("feed_id", LargeBinary, ForeignKey("device.feed_id"), primary_key=True),
    Column("entry_number", BigInteger, primary_key=True, autoincrement=False),
    Column("officer", Text, nullable=False),
    Column("publication_id", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("seconds", Integer, nullable=False),
    Column("read_ms", BigInteger, nullable=False),
)
"""Who had which version open, from the laptops' feeds."""

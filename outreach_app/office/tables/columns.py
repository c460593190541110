"""What all tables share: names of their keys, and the columns that come again."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, MetaData, Text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

SEQUENCE = BigInteger().with_variant(Integer, "sqlite")
"""SQLite numbers rows by itself only for INTEGER keys."""


def feed(primary_key: bool = True) -> Column[bytes]:
    """Return the column of the device feed that a row belongs to."""
    return Column(
        "feed_id",
        LargeBinary,
        ForeignKey("device.feed_id"),
        primary_key=primary_key,
        nullable=False,
    )


def text(name: str, default: str = "") -> Column[str]:
    """Return a text that is never NULL."""
    return Column(name, Text, nullable=False, server_default=default)


def ms(name: str) -> Column[int]:
    """Return a time in milliseconds UTC."""
    return Column(name, BigInteger, nullable=False)

"""Entries of feeds as rows of the ledger and back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Table

from outreach_app.office import tables
from sync.entry import Entry

_FIELDS = (
    "feed_id",
    "number",
    "previous",
    "time_ms",
    "clock_offset_s",
    "author",
    "kind",
    "salt",
    "body",
    "commitment",
    "hash",
)


def columns(table: Table) -> list[Any]:
    """Return the columns of `table` that make an `Entry`, in its order."""
    return [table.c[name] for name in _FIELDS]


_LATEST_MS = 253_370_764_800_000
"""1-1-9999."""

_TAKEN = attrgetter(*_FIELDS)
ENTRY = columns(tables.entry)
OFFICE_ENTRY = columns(tables.office_entry)


def as_entry(row: Sequence[Any]) -> Entry:
    """Return the entry in a row selected by `ENTRY` or `OFFICE_ENTRY`."""
    return Entry(*row)


def add_arrived(
    connection: Connection, entries: Iterable[Entry], *, held: bool, arrived_ms: int
) -> None:
    """Insert entries of laptops."""
    names = (*_FIELDS, "held", "arrived_ms")
    rows = [(*_TAKEN(entry), held, arrived_ms) for entry in entries]
    _insert(connection, tables.entry, names, rows)


def add_written(connection: Connection, entries: Iterable[Entry]) -> None:
    """Insert entries of the office."""
    _insert(connection, tables.office_entry, _FIELDS, [_TAKEN(entry) for entry in entries])


def _insert(
    connection: Connection, table: Table, names: Sequence[str], rows: list[tuple[Any, ...]]
) -> None:
    """Insert by the driver itself.

    SQLAlchemy looks at every value of every row first, which costs more than storing them.
    """
    place = "?" if connection.dialect.positional else "%s"
    places = ", ".join([place] * len(names))
    connection.exec_driver_sql(
        f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({places})",  # noqa: S608 - own words
        rows,
    )


def office_ms(entry: Entry) -> int:
    """Return when an entry was written by the office's clock, for people; never for order.

    A laptop may say anything: the result is a time that a calendar can show.
    """
    return min(max(entry.time_ms + entry.clock_offset_s * 1000, 0), _LATEST_MS)


def honest_ms(entry: Entry, arrived_ms: int, by_s: int = 0) -> int:
    """Return the same for an entry that arrived: it was not written after that.

    Args:
        entry: of a laptop.
        arrived_ms: by the office's clock.
        by_s: what a later correction says (`clock_corrections`).
    """
    return max(0, min(office_ms(entry) + by_s * 1000, arrived_ms))

"""Entries of feeds as rows of the ledger and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table

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


ENTRY = columns(tables.entry)
OFFICE_ENTRY = columns(tables.office_entry)


def as_entry(row: Sequence[Any]) -> Entry:
    """Return the entry in a row selected by `ENTRY` or `OFFICE_ENTRY`."""
    return Entry(*row)


def as_values(entry: Entry) -> dict[str, Any]:
    """Return the values to insert for an entry."""
    return {name: getattr(entry, name) for name in _FIELDS}

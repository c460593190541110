"""Batches as rows: one laptop's part of one day, its manifest and the files it counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select, tuple_

from outreach_app.domain import entries as e
from outreach_app.domain.balance import Balance, Held, balance
from outreach_app.errors import UserProblem
from outreach_app.office.clock_corrections import skews
from outreach_app.office.enrolment import device_name
from outreach_app.office.files import File, files_of_days
from outreach_app.office.tables import day, device, entry, event, manifest
from outreach_app.officeapi import messages as m


@dataclass(frozen=True, slots=True)
class Batch:
    """One laptop's part of a day.

    Attributes:
        day: row of `day_rows`.
        manifests: entry numbers of all manifests, oldest first.
        declared: the newest manifest, None while the day is open.
        head_agrees: the chain up to the manifest is the one it names.
        files: each file with the revision that this batch counts.
        clock_off_s: by how much the laptop's clock was off, the most of the day's files.
    """

    day: Row[Any]
    manifests: tuple[int, ...]
    declared: e.DayClosed | None
    head_agrees: bool
    files: tuple[tuple[File, Row[Any]], ...]
    clock_off_s: int = 0

    @property
    def balance(self) -> Balance:
        """Return both sides; a file cancelled within the day is on neither."""
        return balance(self.declared, self.counted)

    @property
    def counted(self) -> tuple[Held, ...]:
        """Return what the batch counts; a file cancelled within the day is not."""
        return tuple(
            Held(file.number, own.form_id, own.form_version, file.shown(own).intake)
            for file, own in self.files
            if not self.void(file)
        )

    def void(self, file: File) -> bool:
        """Tell whether a file was cancelled within what the batch covers."""
        last = self.declared.last if self.declared else None
        return bool(file.cancelled) and (last is None or file.cancelled_entry <= last)


def batch_day(connection: Connection, batch_id: str) -> Row[Any]:
    """Return the day of a batch.

    Raises:
        UserProblem: OFFICE_007 there is no such batch.
    """
    number, _, day_id = batch_id.partition(".")
    query = day_rows().where(day.c.day_id == day_id)
    for row in connection.execute(query):
        if device_name(row.device_number) == number:
            return row
    raise UserProblem("OFFICE_007", what=batch_id)


def batch_name(device_number: int, day_id: str) -> str:
    """Return the id of a batch."""
    return f"{device_name(device_number)}.{day_id}"


def day_rows() -> Any:
    """Return the query of all days with their laptop's number."""
    return select(day, device.c.device_number).join(device, device.c.feed_id == day.c.feed_id)


def load(connection: Connection, days: Sequence[Row[Any]]) -> list[Batch]:
    """Return the batches of rows of `day_rows`, in their order."""
    keys = [(row.feed_id, row.day_id) for row in days]
    if not keys:
        return []
    manifests = _manifests(connection, keys)
    off = skews(connection, keys)
    by_day: dict[tuple[bytes, str], list[File]] = defaultdict(list)
    for file in files_of_days(connection, keys).values():
        for key in {(r.feed_id, r.day_id) for r in file.revisions}:
            by_day[key].append(file)
    return [
        replace(_one(connection, row, manifests[key], by_day[key]), clock_off_s=off.get(key, 0))
        for row, key in zip(days, keys, strict=True)
    ]


def _one(
    connection: Connection, row: Row[Any], manifests: list[Row[Any]], files: list[File]
) -> Batch:
    closed = bool(manifests) and manifests[-1].entry_number > row.opened_entry
    declared = e.decode(manifests[-1].body, e.DayClosed) if closed else None
    last = declared.last if declared else None
    pairs = ((file, file.of_batch(row.feed_id, row.day_id, last)) for file in files)
    return Batch(
        row,
        tuple(one.entry_number for one in manifests),
        declared,
        declared is None or hash_at(connection, row.feed_id, declared.last) == declared.head,
        tuple((file, own) for file, own in pairs if own is not None),
    )


def _manifests(
    connection: Connection, keys: Sequence[tuple[bytes, str]]
) -> dict[tuple[bytes, str], list[Row[Any]]]:
    query = (
        select(manifest)
        .where(tuple_(manifest.c.feed_id, manifest.c.day_id).in_(keys))
        .order_by(manifest.c.entry_number)
    )
    found: dict[tuple[bytes, str], list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.feed_id, row.day_id].append(row)
    return found


def received(connection: Connection, batch: Batch) -> m.Side:
    """Return what the office has of a batch."""
    row = batch.day
    last = batch.declared.last if batch.declared else row.last_entry
    events = _events(connection, row, last)
    tickets = {one["ticket"]: one["state"] for kind, one in events if kind == e.TICKET_CHANGED}
    slips = Counter(one["size"] for kind, one in events if kind == e.SLIP_PRINTED)
    return m.Side(
        first=row.first_entry,
        last=last,
        head=hash_at(connection, row.feed_id, last),
        numbers=batch.balance.total.received,
        cancelled=sum(batch.void(file) for file, _ in batch.files),
        tickets=dict(sorted(Counter(tickets.values()).items())),
        slips=dict(sorted(slips.items())),
    )


def _events(connection: Connection, row: Row[Any], last: int) -> list[tuple[str, dict[str, str]]]:
    query = (
        select(event.c.kind, event.c.facts)
        .where(event.c.feed_id == row.feed_id, event.c.day_id == row.day_id)
        .where(event.c.entry_number <= last)
        .order_by(event.c.entry_number)
    )
    return [
        (kind, msgspec.json.decode(stored, type=dict[str, str]))
        for kind, stored in connection.execute(query)
    ]


def hash_at(connection: Connection, feed_id: bytes, number: int) -> str:
    """Return the hash of a laptop's entry, hex; empty when it is not here."""
    query = select(entry.c.hash).where(
        entry.c.feed_id == feed_id, entry.c.number == number, ~entry.c.held
    )
    return (connection.scalar(query) or b"").hex()

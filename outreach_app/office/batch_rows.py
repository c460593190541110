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
from outreach_app.office.lineage import formers, successors
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
        formers: feeds that the laptop had before; what a manifest names may lie in them.
        clock_off_s: by how much the laptop's clock was off, the most of the day's files.
    """

    day: Row[Any]
    manifests: tuple[int, ...]
    declared: e.DayClosed | None
    head_agrees: bool
    files: tuple[tuple[File, Row[Any]], ...]
    clock_off_s: int = 0
    formers: tuple[bytes, ...] = ()

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
        named = self.declared is None or file.number in self.declared.cancelled
        return bool(file.cancelled) and named


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
    before = {row.feed_id: formers(connection, row.feed_id) for row in days}
    wide = {(feed, day_id) for own, day_id in keys for feed in (own, *before[own])}
    by_day: dict[tuple[bytes, str], list[File]] = defaultdict(list)
    for file in files_of_days(connection, sorted(wide)).values():
        for key in {(r.feed_id, r.day_id) for r in file.revisions}:
            by_day[key].append(file)
    found = []
    for row, key in zip(days, keys, strict=True):
        feeds = (row.feed_id, *before[row.feed_id])
        files = {file.number: file for feed in feeds for file in by_day[feed, row.day_id]}
        one = _one(connection, row, manifests[key], list(files.values()), feeds[1:])
        found.append(replace(one, clock_off_s=off.get(key, 0)))
    return found


def superseded(connection: Connection, batch: Batch) -> bool:
    """Tell whether the laptop, enrolled again, goes on with all of this part under a later name.

    Its day was emitted whole into the new feed, or opened again there and closed by a manifest
    that names every file of this part; then only the later part is shown and told.
    """
    later = successors(connection, batch.day.feed_id)
    if not later:
        return False
    same_day = (day.c.day_id == batch.day.day_id) & day.c.feed_id.in_(later)
    rows = connection.execute(day_rows().where(same_day)).all()
    numbers = {file.number for file, _ in batch.files}
    return any(numbers <= _numbers(one) for one in load(connection, rows))


def _numbers(batch: Batch) -> set[str]:
    declared = (*batch.declared.numbers, *batch.declared.cancelled) if batch.declared else ()
    return {*declared, *(file.number for file, _ in batch.files)}


def _one(
    connection: Connection,
    row: Row[Any],
    manifests: list[Row[Any]],
    files: list[File],
    before: tuple[bytes, ...],
) -> Batch:
    closed = bool(manifests) and manifests[-1].entry_number > row.opened_entry
    declared = e.decode(manifests[-1].body, e.DayClosed) if closed else None
    last = declared.last if declared else None
    named = {*declared.numbers, *declared.cancelled} if declared else set()
    pairs = (
        (f, f.of_batch(row.feed_id, row.day_id, last, before if f.number in named else ()))
        for f in files
    )
    return Batch(
        row,
        tuple(one.entry_number for one in manifests),
        declared,
        declared is None or hash_at(connection, row.feed_id, declared.last) == declared.head,
        tuple((file, own) for file, own in pairs if own is not None),
        formers=before,
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
    events = [
        *(one for feed in reversed(batch.formers) for one in _events(connection, row, feed)),
        *_events(connection, row, row.feed_id, last),
    ]
    tickets = {one["ticket"]: one["state"] for kind, one in events if kind == e.TICKET_CHANGED}
    # Keyed, because a day that was emitted again stands in both feeds.
    printed = {
        (one.get("number"), one.get("copy", "0")): one["size"]
        for kind, one in events
        if kind == e.SLIP_PRINTED
    }
    slips = Counter(printed.values())
    return m.Side(
        first=row.first_entry,
        last=last,
        head=hash_at(connection, row.feed_id, last),
        numbers=batch.balance.total.received,
        cancelled=sum(batch.void(file) for file, _ in batch.files),
        tickets=dict(sorted(Counter(tickets.values()).items())),
        slips=dict(sorted(slips.items())),
    )


def _events(
    connection: Connection, row: Row[Any], feed_id: bytes, last: int | None = None
) -> list[tuple[str, dict[str, str]]]:
    query = (
        select(event.c.kind, event.c.facts)
        .where(event.c.feed_id == feed_id, event.c.day_id == row.day_id)
        .order_by(event.c.entry_number)
    )
    if last is not None:
        query = query.where(event.c.entry_number <= last)
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

"""Batches: one laptop's part of one day, with both sides of the balance (ux M2)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select, tuple_

from outreach_app.domain import entries as e
from outreach_app.domain.balance import Balance, Held, Line, balance
from outreach_app.errors import UserProblem
from outreach_app.office.enrolment import device_name
from outreach_app.office.files import File, files_of_days, record_row, texts
from outreach_app.office.office import Office
from outreach_app.office.tables import day, device, entry, event, manifest
from outreach_app.officeapi import messages as m

NEWEST_DAYS = 300


@dataclass(frozen=True, slots=True)
class _Batch:
    day: Row[Any]
    manifests: tuple[int, ...]
    declared: e.DayClosed | None
    head_agrees: bool
    files: tuple[tuple[File, Row[Any]], ...]
    """Each file with the revision that this batch counts."""

    @property
    def balance(self) -> Balance:
        """Return both sides; a file cancelled within the day is on neither."""
        counted = (
            Held(file.number, own.form_id, own.form_version, file.shown(own).intake)
            for file, own in self.files
            if not self._void(file)
        )
        return balance(self.declared, counted)

    def _void(self, file: File) -> bool:
        last = self.declared.last if self.declared else None
        return bool(file.cancelled) and (last is None or file.cancelled_entry <= last)


def batches(office: Office) -> m.BatchList:
    """Return the newest batches, those that need somebody first."""
    with office.ledger.reading() as tx:
        query = _days().order_by(day.c.last_arrival_ms.desc()).limit(NEWEST_DAYS)
        days = tx.connection.execute(query).all()
        rows = [_row(batch) for batch in _load(tx.connection, days)]
    rows.sort(key=lambda row: (row.date, row.device), reverse=True)
    rows.sort(key=lambda row: (row.closed and row.balanced, not row.needs_action))
    return m.BatchList(batches=tuple(rows))


def batch(office: Office, batch_id: str) -> m.BatchDetail:
    """Return one batch with its files.

    Raises:
        UserProblem: OFFICE_007 there is no such batch.
    """
    with office.ledger.reading() as tx:
        row = batch_day(tx.connection, batch_id)
        (found,) = _load(tx.connection, [row])
        received = _received(tx.connection, found)
    both = found.balance
    return m.BatchDetail(
        row=_row(found),
        declared=_declared(found.declared) if found.declared else None,
        received=received,
        records=tuple(
            record_row(file, file.shown(own))
            for file, own in sorted(found.files, key=lambda pair: pair[0].number)
        ),
        missing_numbers=both.missing,
        undeclared_numbers=both.undeclared,
        manifests=found.manifests,
    )


def batch_day(connection: Connection, batch_id: str) -> Row[Any]:
    """Return the day of a batch.

    Raises:
        UserProblem: OFFICE_007 there is no such batch.
    """
    number, _, day_id = batch_id.partition(".")
    query = _days().where(day.c.day_id == day_id)
    for row in connection.execute(query):
        if device_name(row.device_number) == number:
            return row
    raise UserProblem("OFFICE_007", what=batch_id)


def batch_name(device_number: int, day_id: str) -> str:
    """Return the id of a batch."""
    return f"{device_name(device_number)}.{day_id}"


def _days() -> Any:
    return select(day, device.c.device_number).join(device, device.c.feed_id == day.c.feed_id)


def _load(connection: Connection, days: Sequence[Row[Any]]) -> list[_Batch]:
    keys = [(row.feed_id, row.day_id) for row in days]
    if not keys:
        return []
    manifests = _manifests(connection, keys)
    by_day: dict[tuple[bytes, str], list[File]] = defaultdict(list)
    for file in files_of_days(connection, keys).values():
        for key in {(r.feed_id, r.day_id) for r in file.revisions}:
            by_day[key].append(file)
    return [
        _one(connection, row, manifests[key], by_day[key])
        for row, key in zip(days, keys, strict=True)
    ]


def _one(
    connection: Connection, row: Row[Any], manifests: list[Row[Any]], files: list[File]
) -> _Batch:
    closed = bool(manifests) and manifests[-1].entry_number > row.opened_entry
    declared = e.decode(manifests[-1].body, e.DayClosed) if closed else None
    last = declared.last if declared else None
    pairs = ((file, file.of_batch(row.feed_id, row.day_id, last)) for file in files)
    return _Batch(
        row,
        tuple(one.entry_number for one in manifests),
        declared,
        declared is None or _hash(connection, row.feed_id, declared.last) == declared.head,
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


def _row(batch: _Batch) -> m.BatchRow:
    both, row = batch.balance, batch.day
    valid = [(file, file.shown(own)) for file, own in batch.files if not file.cancelled]
    undecided = [s for file, s in valid if file.decision is None and s.kind != e.RECORD]
    return m.BatchRow(
        batch_id=batch_name(row.device_number, row.day_id),
        device=device_name(row.device_number),
        day_id=row.day_id,
        pekon=row.pekon,
        date=row.date,
        closed=both.closed,
        balanced=both.balanced and batch.head_agrees,
        balance=_line(both.total, len(both.missing)),
        forms=tuple(_line(line, line.missing) for line in both.lines),
        officers=texts(row.officers),
        needs_action=sum(s.intake == e.HELD or s.documents_missing != "[]" for s in undecided),
        undecided=sum(shown.intake == e.ACCEPTED for shown in undecided),
        pending=sum(bool(f.decision and f.decision.released_ms is None) for f, _ in valid),
        last_arrival_ms=row.last_arrival_ms,
    )


def _line(line: Line, missing: int) -> m.FormBalance:
    return m.FormBalance(
        form_id=line.form_id,
        form_version=line.form_version,
        declared=line.declared,
        received=line.received,
        accepted=line.accepted,
        held=line.held,
        rejected=line.rejected,
        missing=missing,
    )


def _declared(body: e.DayClosed) -> m.Side:
    return m.Side(
        first=body.first,
        last=body.last,
        head=body.head,
        numbers=len(body.numbers),
        cancelled=len(body.cancelled),
        drafts_left=body.drafts_left,
        tickets=body.tickets,
        slips=body.slips,
        note=body.note,
    )


def _received(connection: Connection, batch: _Batch) -> m.Side:
    row = batch.day
    last = batch.declared.last if batch.declared else row.last_entry
    events = _events(connection, row, last)
    tickets = {one["ticket"]: one["state"] for kind, one in events if kind == e.TICKET_CHANGED}
    slips = Counter(one["size"] for kind, one in events if kind == e.SLIP_PRINTED)
    return m.Side(
        first=row.first_entry,
        last=last,
        head=_hash(connection, row.feed_id, last),
        numbers=batch.balance.total.received,
        cancelled=sum(batch._void(file) for file, _ in batch.files),
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


def _hash(connection: Connection, feed_id: bytes, number: int) -> str:
    query = select(entry.c.hash).where(
        entry.c.feed_id == feed_id, entry.c.number == number, ~entry.c.held
    )
    return (connection.scalar(query) or b"").hex()

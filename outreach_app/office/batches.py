"""Batches: one laptop's part of one day, with both sides of the balance (ux M2)."""

from __future__ import annotations

from outreach_app.domain import entries as e
from outreach_app.domain.balance import Line
from outreach_app.office import balances
from outreach_app.office.batch_rows import (
    Batch,
    batch_day,
    batch_name,
    day_rows,
    load,
    received,
    superseded,
)
from outreach_app.office.enrolment import device_name
from outreach_app.office.files import record_row, texts
from outreach_app.office.office import Office
from outreach_app.office.tables import day
from outreach_app.officeapi import messages as m

NEWEST_DAYS = 300


def batches(office: Office) -> m.BatchList:
    """Return the newest batches, those that need somebody first."""
    with office.ledger.reading() as tx:
        query = day_rows().order_by(day.c.last_arrival_ms.desc()).limit(NEWEST_DAYS)
        days = tx.connection.execute(query).all()
        found = load(tx.connection, days)
        rows = [_row(batch) for batch in found if not superseded(tx.connection, batch)]
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
        (found,) = load(tx.connection, [row])
        here = received(tx.connection, found)
        table = balances.counted(office, tx.connection, found)
    both = found.balance
    return m.BatchDetail(
        row=_row(found),
        declared=_declared(found.declared) if found.declared else None,
        received=here,
        records=tuple(
            record_row(file, file.shown(own))
            for file, own in sorted(found.files, key=lambda pair: pair[0].number)
        ),
        missing_numbers=both.missing,
        undeclared_numbers=both.undeclared,
        manifests=found.manifests,
        table=table,
    )


def _row(batch: Batch) -> m.BatchRow:
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
        clock_off_s=batch.clock_off_s,
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

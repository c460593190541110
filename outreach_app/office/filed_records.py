"""Finished records as figures read them: the newest accepted revision of each, by form.

What clerks wrote at the desk counts like what came from laptops.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import func, select

from outreach_app import resources
from outreach_app.clock import office_date
from outreach_app.domain.entries import ACCEPTED
from outreach_app.office.answers import answer
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.record_tables import desk_record
from outreach_app.office.tables import case_file, entry, revision


@dataclass(frozen=True, slots=True)
class FiledRecord:
    """One record.

    Attributes:
        author: sign-in name of the officer who finished it.
        on: office date on which it was finished.
        first_ms: when its first revision arrived.
        answers: the canonical record.
    """

    number: str
    form_id: str
    author: str
    day_id: str
    pekon: str
    on: date
    first_ms: int
    answers: dict[str, Any]

    def said(self, role: str) -> str:
        """Return the answer that plays `role`, empty when there is none."""
        return answer(self.form_id, self.answers, role)

    def whole(self, role: str) -> int:
        """Return the answer that plays `role` as a whole number, 0 when it is none."""
        try:
            return int(float(self.said(role)))
        except (ValueError, OverflowError):
            return 0


def cards(record: FiledRecord, role: str) -> list[dict[str, str]]:
    """Return the cards of the repeat that plays `role`, question -> answer; none if it has none."""
    path = str(resources.tables("forms").get(record.form_id, {}).get(role, ""))
    found: Any = record.answers
    for step in path.split("/")[2:]:
        found = found.get(step, {}) if isinstance(found, dict) else {}
    return [card for card in found if isinstance(card, dict)] if isinstance(found, list) else []


def speakers(record: FiledRecord) -> tuple[str, ...]:
    """Return the speakers of an event, each with the agency where it is known."""
    found = cards(record, "speakers")
    named = ((s.get("nama_narasumber", ""), s.get("instansi", "")) for s in found)
    return tuple(", ".join(filter(None, names)) for names in named)


def filed(tx: LedgerTransaction, form_ids: Collection[str]) -> list[FiledRecord]:
    """Return the records of these forms, in the order in which they were finished."""
    again = revision.alias()
    first = (
        select(func.min(again.c.arrived_ms))
        .where(again.c.number == revision.c.number)
        .scalar_subquery()
        .label("first_ms")
    )
    query = (
        select(revision, entry.c.author, first)
        .join(case_file, case_file.c.newest_id == revision.c.instance_id)
        .join(
            entry,
            (entry.c.feed_id == revision.c.feed_id)
            & (entry.c.number == revision.c.entry_number)
            & ~entry.c.held,
        )
        .where(revision.c.form_id.in_(form_ids), revision.c.intake == ACCEPTED)
        .where(~revision.c.again, case_file.c.cancelled == "")
        .order_by(revision.c.finished_ms, revision.c.number)
    )
    found = [
        FiledRecord(
            number=row.number,
            form_id=row.form_id,
            author=row.author,
            day_id=row.day_id,
            pekon=row.pekon,
            on=office_date(row.finished_ms),
            first_ms=row.first_ms,
            answers=_read(row.answers),
        )
        for row in tx.connection.execute(query)
    ]
    written = _written(tx, form_ids)
    return sorted(found + written, key=lambda r: (r.on, r.first_ms)) if written else found


def _read(answers: bytes | None) -> dict[str, Any]:
    """Return answers; none of a record that is not what its form makes."""
    try:
        return msgspec.json.decode(answers or b"{}", type=dict[str, Any])
    except (msgspec.DecodeError, RecursionError):
        return {}


def _written(tx: LedgerTransaction, form_ids: Collection[str]) -> list[FiledRecord]:
    """Return what clerks wrote at the desk."""
    query = select(desk_record).where(desk_record.c.form_id.in_(form_ids))
    return [
        FiledRecord(
            number=row.number,
            form_id=row.form_id,
            author=row.clerk,
            day_id=row.day_id,
            pekon=row.pekon,
            on=office_date(row.written_ms),
            first_ms=row.written_ms,
            answers=msgspec.json.decode(row.answers, type=dict[str, Any]),
        )
        for row in tx.connection.execute(query.order_by(desk_record.c.serial))
    ]

"""Where statements on drafts and topics come from: sealed by citizens, or plain from before.

Until November 2026 officers wrote statements down as records of their own; these stay readable.
Since then a statement is sealed in citizen mode and has no name, no officer and no time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import msgspec
from sqlalchemy import select

from outreach_app.domain.statements import statement_form
from outreach_app.office.answers import answer
from outreach_app.office.citizen_tables import citizen_record
from outreach_app.office.filed_records import filed
from outreach_app.office.ledger import LedgerTransaction


@dataclass(frozen=True, slots=True)
class Received:
    """One statement as it came.

    Attributes:
        number: of the record, or the sealed form's own id.
        on: ISO date on which it was given.
        arrived_ms: at the office.
        names: name and phone that an officer once wrote beside it, only to take them out.
    """

    number: str
    on: str
    arrived_ms: int
    stance: str
    part: str
    text: str
    names: tuple[str, ...] = ()


def received(tx: LedgerTransaction, draft: str, kind: str) -> list[Received]:
    """Return the statements on a draft or topic in the order in which the office got them.

    So a statement keeps its number when later ones come.
    """
    form_id = statement_form(kind)
    found = [*_sealed(tx, draft, form_id), *_plain(tx, draft, form_id)]
    return sorted(found, key=lambda one: (one.arrived_ms, one.number))


def _sealed(tx: LedgerTransaction, draft: str, form_id: str) -> list[Received]:
    here = citizen_record.c
    query = select(here.citizen_id, here.date, here.arrived_ms, here.answers).where(
        here.form_id == form_id, here.about == draft
    )
    return [
        _received(number, on, arrived_ms, _reader(form_id, msgspec.json.decode(answers)))
        for number, on, arrived_ms, answers in tx.connection.execute(query)
    ]


def _plain(tx: LedgerTransaction, draft: str, form_id: str) -> list[Received]:
    return [
        _received(record.number, record.on.isoformat(), record.first_ms, record.said)
        for record in filed(tx, (form_id,))
        if record.said("module") == draft
    ]


def _reader(form_id: str, record: object) -> Callable[[str], str]:
    return lambda role: answer(form_id, record, role)


def _received(number: str, on: str, arrived_ms: int, said: Callable[[str], str]) -> Received:
    return Received(
        number=number,
        on=on,
        arrived_ms=arrived_ms,
        stance=said("stance"),
        part=said("part"),
        text=said("told"),
        names=(said("contact_name"), said("contact_phone")),
    )

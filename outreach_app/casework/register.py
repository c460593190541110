"""The register: every draft and file on this laptop, and the place where each stands."""

from __future__ import annotations

import json
from dataclasses import dataclass

from outreach_app.casework.formmap import form_map
from outreach_app.domain.entries import HELD, REJECTED
from outreach_app.domain.nik import mask
from outreach_app.store import Store
from outreach_app.store.rows import Draft, Record

DRAFT, UNSENT, ARRIVED, DECIDED = "draf", "belum_terkirim", "sampai", "diputuskan"
HELD_PLACE, REJECTED_PLACE, VOID = "tertahan", "ditolak", "batal"
"""The words for a record's place (ux section 5); windows translate them."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the register.

    Attributes:
        key: local number, or the draft's id.
        number: empty for a draft of a new file.
        nik_masked: `1804********0001`; the full NIK is never listed.
        place: one of the words above.
        detail: reason of a hold or rejection (code), or state of the decision.
        when_ms: finished, or last saved.
    """

    key: str
    number: str
    ticket: str
    name: str
    nik_masked: str
    service: str
    place: str
    detail: str
    when_ms: int


def place_of(record: Record, acknowledged: int) -> str:
    """Return where a file stands; `sampai` needs the office's signed receipt, nothing less."""
    if record.cancelled:
        return VOID
    if record.entry_number > acknowledged:
        return UNSENT
    if record.decision_state:
        return DECIDED
    return {HELD: HELD_PLACE, REJECTED: REJECTED_PLACE}.get(record.intake_state, ARRIVED)


def record_row(record: Record, acknowledged: int) -> Row:
    """Return the line of a finished file."""
    return Row(
        key=record.number,
        number=record.number,
        ticket=record.ticket,
        name=record.name,
        nik_masked=mask(record.nik) if record.nik else "",
        service=record.service,
        place=place_of(record, acknowledged),
        detail=record.decision_state or record.intake_reason,
        when_ms=record.finished_ms,
    )


def draft_row(draft: Draft) -> Row:
    """Return the line of a draft; its name is read from the answers given so far."""
    roles = form_map(draft.form_id)
    answers = json.loads(draft.answers)
    nik = roles.find(answers, "nik")
    return Row(
        key=draft.draft_id,
        number=draft.number,
        ticket=draft.ticket,
        name=roles.find(answers, "name"),
        nik_masked=mask(nik) if len(nik) == 16 else "",
        service=draft.service,
        place=DRAFT,
        detail=draft.at_path,
        when_ms=draft.updated_ms,
    )


def drafts(store: Store) -> tuple[Row, ...]:
    """Return every draft, the newest first."""
    rows = [draft_row(d) for d in store.drafts.all()]
    return tuple(sorted(rows, key=lambda r: -r.when_ms))


def search(store: Store, text: str, limit: int = 100) -> tuple[Row, ...]:
    """Return files and drafts found by number, ticket, name or last four; all for no text."""
    acknowledged = store.feed.marks().acknowledged
    wanted = text.strip().casefold()
    records = store.records.search(text, limit) if wanted else store.records.all(limit)
    found = [record_row(r, acknowledged) for r in records]
    open_ones = [d for d in drafts(store) if wanted in f"{d.name} {d.ticket}".casefold()]
    return tuple(open_ones + found)

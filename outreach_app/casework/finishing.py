"""Finishing a file: draft out; record, local number and entry in, all in one transaction.

Source: decisions A14, C25.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from outreach_app import forms
from outreach_app.casework import entities, scan_slots
from outreach_app.casework.days import change_ticket
from outreach_app.casework.workplace import Workplace
from outreach_app.domain import entries as e
from outreach_app.domain import numbering
from outreach_app.errors import UserProblem
from outreach_app.store import Store
from outreach_app.store.rows import Draft, Record
from sync.entry import Entry

if TYPE_CHECKING:
    from outreach_app.casework.open_file import OpenFile


@dataclass(frozen=True, slots=True)
class Finished:
    """What the officer is told: from here on nothing may be lost.

    Attributes:
        number: local number `LB-26-D007-00042-K`.
        check_code: eight characters for the status page.
        entry_number: in this laptop's feed.
        head: hash of that entry, hex.
    """

    number: str
    check_code: str
    entry_number: int
    head: str


def finish(place: Workplace, file: OpenFile, similar_to: str, similar_reason: str) -> Finished:
    """Finish `file`, whose answers were checked.

    Raises:
        UserProblem: CASEWORK_003 the draft is no longer there: it was finished before.
    """
    file.session.finish(place.now())
    answers: dict[str, Any] = file.session.record()
    facts = {
        "answers": msgspec.Raw(forms.canonical(answers)),
        "warnings": tuple(w.path for w in file.session.warnings("id")),
        "documents_missing": file.map.codes(answers, "documents_missing"),
        "kind": file.service.kind,
        "similar_to": similar_to,
        "similar_reason": similar_reason,
    }
    said = file.session.entities()
    name, nik = file.map.find(answers, "name"), file.map.find(answers, "nik")

    left: list[bytes] = []

    def job(store: Store) -> Finished:
        with store.transaction():
            draft = store.drafts.get(file.draft.draft_id)
            if draft is None:
                raise UserProblem("CASEWORK_003")
            body = _body(place, store, draft, facts)
            entry = place.append(store, e.RECORD_FINISHED, body)
            store.records.add(_record(draft, body, entry, name, nik))
            entities.hold(place, store, draft, body.number, said)
            left.extend(scan_slots.settle(place, store, draft, body.number, answers))
            store.drafts.remove(draft.draft_id)
            _end_ticket(place, store, draft)
            return Finished(body.number, body.check_code, entry.number, entry.hash.hex())

    done = place.run(job)
    scan_slots.forget(place, left)
    return done


def _body(place: Workplace, store: Store, draft: Draft, facts: dict[str, Any]) -> e.RecordFinished:
    number, check_code = _numbers(place, store, draft)
    return e.RecordFinished(
        # From the draft's own id, so that finishing twice can never make two revisions.
        instance_id=f"uuid:{draft.draft_id}",
        deprecated_id=draft.deprecated_id,
        number=number,
        check_code=check_code,
        service=draft.service,
        form_id=draft.form_id,
        form_version=draft.form_version,
        day_id=draft.day_id,
        pekon=draft.pekon,
        language=draft.language,
        officer=place.unlocked.officer.initials,
        ticket=draft.ticket,
        copied_from=store.cases.source_of(draft.draft_id),
        **facts,
    )


def _numbers(place: Workplace, store: Store, draft: Draft) -> tuple[str, str]:
    if draft.number:
        former = store.records.get(draft.number)
        if former is None:
            raise UserProblem("CASEWORK_008", number=draft.number)
        return former.number, former.check_code
    serial = store.numbers.next_serial()
    number = numbering.local_number(place.today().year, place.device, serial)
    return str(number), numbering.check_code(place.random)


def _record(draft: Draft, body: e.RecordFinished, entry: Entry, name: str, nik: str) -> Record:
    return Record(
        number=body.number,
        instance_id=body.instance_id,
        deprecated_id=body.deprecated_id,
        entry_number=entry.number,
        head=entry.hash.hex(),
        check_code=body.check_code,
        service=draft.service,
        form_id=draft.form_id,
        form_version=draft.form_version,
        day_id=draft.day_id,
        pekon=draft.pekon,
        ticket=draft.ticket,
        language=draft.language,
        officer=body.officer,
        name=name,
        nik=nik,
        answers=bytes(body.answers).decode(),
        warnings=body.warnings,
        documents_missing=body.documents_missing,
        finished_ms=entry.time_ms + entry.clock_offset_s * 1000,
    )


def _end_ticket(place: Workplace, store: Store, draft: Draft) -> None:
    if not draft.ticket:
        return
    ticket = store.tickets.get(draft.day_id, draft.ticket)
    if ticket is not None and ticket.state == "dilayani":
        change_ticket(place, store, ticket, "selesai")

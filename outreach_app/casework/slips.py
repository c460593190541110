"""Slips of finished files, ready to print; the print is recorded afterwards."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

from outreach_app.casework.formmap import FormMap, form_map
from outreach_app.casework.workplace import Workplace
from outreach_app.clock import at_office
from outreach_app.documents import SlipFacts, proof, slip
from outreach_app.documents.slip import Size
from outreach_app.documents.words import Words
from outreach_app.domain import entries as e
from outreach_app.domain import needs
from outreach_app.domain.nik import mask
from outreach_app.domain.regions import pekon
from outreach_app.errors import UserProblem
from outreach_app.i18n import Language
from outreach_app.store import Store
from outreach_app.store.removals import ERASED
from outreach_app.store.rows import Record

OFFICE, PHONE, HOST = "office_name", "office_phone", "status_host"
"""Settings of the laptop; the office's name is on every slip."""
_PAPERS_DAYS = 30


def office_facts(store: Store) -> tuple[str, str, str]:
    """Return name, telephone and status host of the office, as slips print them."""
    settings = store.settings
    name = settings.get(OFFICE, "Kantor Imigrasi Kotabumi")
    return name, settings.get(PHONE, ""), settings.get(HOST, "")


def slip_facts(place: Workplace, number: str, language: Language | None = None) -> SlipFacts:
    """Return what the slip of a file says; a second print is marked as a reprint.

    Raises:
        UserProblem: CASEWORK_008 there is no such file.
    """

    def job(store: Store) -> tuple[Record | None, int, tuple[str, str, str]]:
        return store.records.get(number), store.slips.copies(number), office_facts(store)

    record, printed, office = place.run(job)
    if record is None:
        raise UserProblem("CASEWORK_008", number=number)
    facts = _facts(place, record, printed, office, language)
    gone = place.run(lambda store: store.removals.of(number))
    if gone is None:
        return facts
    if gone.why == ERASED:
        raise UserProblem("ERASE_004", number=number)
    # Purged: number, check code and date are left (decisions C34); nothing may be guessed.
    return replace(facts, fee_idr=None, fee_basis="", due=None, proof="", next_steps=())


def _facts(
    place: Workplace,
    record: Record,
    printed: int,
    office: tuple[str, str, str],
    language: Language | None,
) -> SlipFacts:
    spoken: Language = language or ("en" if record.language == "en" else "id")
    roles, answers = form_map(record.form_id), json.loads(record.answers)
    at = at_office(record.finished_ms)
    rules, day = place.rules, at.date()
    years = 5 if roles.find(answers, "validity") == "5" else 10
    period, force = roles.find(answers, "period"), roles.find(answers, "force_majeure") == "ya"
    fee = rules.fee(record.service, day, years=years, period=period, force=force)
    where = pekon(record.pekon)
    missing = record.documents_missing
    return SlipFacts(
        language=spoken,
        office=office[0],
        office_phone=office[1],
        status_host=office[2],
        number=record.number,
        check_code=record.check_code,
        at=at,
        place=where.label if where else record.pekon,
        officer=record.officer,
        name=record.name,
        nik_masked=mask(record.nik) if record.nik else "",
        service=rules.service(record.service).title(spoken),
        ticket=record.ticket,
        documents_seen=_titles(place, roles.codes(answers, "documents_seen"), spoken),
        documents_missing=_titles(place, missing, spoken),
        due=rules.calendar.roll(day + timedelta(days=_PAPERS_DAYS)) if missing else None,
        fee_idr=fee.idr,
        fee_basis=fee.legal_basis,
        entry_number=record.entry_number,
        head=record.head[:10],
        form_version=record.form_version,
        next_steps=rules.service(record.service).next_steps(spoken),
        provide=needs.titles(_needs(roles, answers), spoken),
        proof=_proof(place, record),
        copy=printed,
        printed_at=place.now() if printed else None,
    )


def _needs(roles: FormMap, answers: dict[str, Any]) -> tuple[str, ...]:
    age = roles.find(answers, "age")
    return needs.accommodations(roles.codes(answers, "needs"), int(age) if age.isdigit() else None)


def wants_large(place: Workplace, number: str) -> bool:
    """Tell whether the applicant asked for large print.

    Raises:
        UserProblem: CASEWORK_008 there is no such file.
    """
    record = place.run(lambda store: store.records.get(number))
    if record is None:
        raise UserProblem("CASEWORK_008", number=number)
    codes = form_map(record.form_id).codes(json.loads(record.answers), "needs")
    return needs.LARGE_PRINT in codes


def aloud(place: Workplace, number: str, language: Language | None = None) -> list[str]:
    """Return the five sentences to read to somebody who cannot read the slip."""
    return Words(slip_facts(place, number, language)).aloud()


def _titles(place: Workplace, codes: tuple[str, ...], language: Language) -> tuple[str, ...]:
    return tuple(place.rules.papers.title(code, language) for code in codes)


def _proof(place: Workplace, record: Record) -> str:
    said = proof.Proof(
        number=record.number,
        service=record.service,
        last4=record.nik[-4:],
        name_commitment=proof.commit_name(record.name, record.check_code),
        entry_number=record.entry_number,
        head=bytes.fromhex(record.head)[:5],
    )
    return proof.sign(said, place.unlocked.device_keys.sign)


def slip_pdf(place: Workplace, number: str, size: Size, language: Language | None = None) -> bytes:
    """Return the slip as PDF; nothing is recorded, so it may be looked at first."""
    return slip.render(slip_facts(place, number, language), size)


def slip_printed(place: Workplace, number: str, size: Size) -> int:
    """Record that the officer said a slip came out; return which copy it was, 0 for the first.

    Raises:
        UserProblem: CASEWORK_008 there is no such file.
    """

    def job(store: Store) -> int:
        with store.transaction():
            record = store.records.get(number)
            if record is None:
                raise UserProblem("CASEWORK_008", number=number)
            open_day = store.days.current()
            day_id = open_day.day_id if open_day else record.day_id
            copy = store.slips.add(number, size, day_id, place.clock.now_ms())
            body = e.SlipPrinted(number=number, size=size, copy=copy)
            place.append(store, e.SLIP_PRINTED, body)
            return copy

    return place.run(job)

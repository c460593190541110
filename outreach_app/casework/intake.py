"""Opening a file: a new one, a draft where it was left, a finished one to correct."""

from __future__ import annotations

from dataclasses import replace

from outreach_app.casework.carry_over import settled
from outreach_app.casework.days import change_ticket, current_day
from outreach_app.casework.laptop_forms import compiled, published_form
from outreach_app.casework.open_file import OpenFile
from outreach_app.casework.removal import must_have_content
from outreach_app.casework.workplace import Workplace
from outreach_app.errors import UserProblem
from outreach_app.i18n import Language
from outreach_app.store import Store
from outreach_app.store.rows import Day, Draft, Record, StoredForm, Ticket


def start(
    place: Workplace, service: str, ticket: str | None = None, language: Language = "id"
) -> OpenFile:
    """Open a new file for `service` (code), for the holder of `ticket` if there is one.

    What opens no case (a quiz, an expense) needs no open day.

    Raises:
        UserProblem: CASEWORK_002 no day is open; CASEWORK_007 no form for the service here yet.
    """
    wanted = place.rules.service(service)

    def job(store: Store) -> tuple[Draft, StoredForm]:
        with store.transaction():
            day = current_day(store) if wanted.opens_case else store.days.current()
            form = published_form(store, wanted.form)
            draft = _new_draft(place, day, service, form, language, ticket or "")
            store.drafts.save(draft)
            if ticket:
                held = store.tickets.get(draft.day_id, ticket)
                if held is None:
                    raise UserProblem("CASEWORK_009", ticket=ticket)
                _serve(place, store, replace(held, service=service), draft.draft_id)
            return draft, form

    opened = OpenFile(place, *place.run(job))
    opened.preset(opened.map.presets(service=service, today_pekon=opened.draft.pekon))
    return opened


def _serve(place: Workplace, store: Store, ticket: Ticket, draft_id: str) -> None:
    ticket = replace(ticket, draft_id=draft_id)
    store.tickets.update(ticket)
    if ticket.state != "dilayani":
        change_ticket(place, store, ticket, "dilayani")


def _new_draft(
    place: Workplace,
    day: Day | None,
    service: str,
    form: StoredForm,
    language: Language,
    ticket: str,
) -> Draft:
    now = place.clock.now_ms()
    return Draft(
        draft_id=place.new_id(),
        officer=place.author,
        service=service,
        form_id=form.form_id,
        form_version=form.form_version,
        day_id=day.day_id if day else "",
        pekon=day.pekon if day else "",
        ticket=ticket,
        language=language,
        created_ms=now,
        updated_ms=now,
    )


def resume(place: Workplace, draft_id: str) -> OpenFile:
    """Open a draft where it was left, on the form version it began with (decisions C31).

    A version that was withdrawn meanwhile is left for the newest one; see `carry_over`.

    Raises:
        UserProblem: CASEWORK_003 there is no such draft any more.
    """

    def job(store: Store) -> tuple[Draft, StoredForm]:
        with store.transaction():
            draft = store.drafts.get(draft_id)
            if draft is None:
                raise UserProblem("CASEWORK_003")
            return _standing(store, draft)

    return OpenFile(place, *place.run(job))


def correct(place: Workplace, number: str) -> OpenFile:
    """Open a finished file again: a new revision under the same number (decisions A14).

    Raises:
        UserProblem: CASEWORK_002 no day is open; CASEWORK_008 no such file, or it is void.
    """

    def job(store: Store) -> tuple[Draft, StoredForm]:
        with store.transaction():
            record = store.records.get(number)
            if record is None or record.cancelled:
                raise UserProblem("CASEWORK_008", number=number)
            must_have_content(store, number)
            opens_case = place.rules.service(record.service).opens_case
            day = current_day(store) if opens_case else store.days.current()
            draft = _revision(place, day, record)
            store.drafts.save(draft)
            return _standing(store, draft)

    file = OpenFile(place, *place.run(job))
    file.begin_revision()
    return file


def _standing(store: Store, draft: Draft) -> tuple[Draft, StoredForm]:
    """Return a draft with its form; one whose version was withdrawn goes over to the newest."""
    form = published_form(store, draft.form_id, draft.form_version)
    return settled(store, draft, form, compiled, "en" if draft.language == "en" else "id")


def _revision(place: Workplace, day: Day | None, record: Record) -> Draft:
    now = place.clock.now_ms()
    return Draft(
        draft_id=place.new_id(),
        officer=place.author,
        service=record.service,
        form_id=record.form_id,
        form_version=record.form_version,
        day_id=day.day_id if day else "",
        pekon=record.pekon,
        language=record.language,
        answers=record.answers,
        created_ms=now,
        updated_ms=now,
        deprecated_id=record.instance_id,
        number=record.number,
    )

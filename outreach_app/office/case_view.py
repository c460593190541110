"""Where one case stands: its way, its clock, what may be done, what its applicant reads."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select

from outreach_app.clock import office_date
from outreach_app.domain import applicant_messages
from outreach_app.domain.machines import Machine, role_of, told
from outreach_app.errors import UserProblem
from outreach_app.i18n import LANGUAGES
from outreach_app.office import case_clocks, case_steps, telling
from outreach_app.office.answers import answer
from outreach_app.office.case_steps import Moved
from outreach_app.office.clerks import SignedIn
from outreach_app.office.files import File, file_of
from outreach_app.office.office import Office
from outreach_app.office.published import published
from outreach_app.office.tables import revision
from outreach_app.officeapi import case_messages as cm


def state_of(office: Office, number: str, by: SignedIn) -> cm.CaseState:
    """Return where a case stands.

    Raises:
        UserProblem: OFFICE_007 there is no such case: no file, or a record that opens none.
    """
    with office.ledger.reading() as tx:
        file = file_of(tx.connection, number)
        tables = published(tx.connection)
        machine = case_steps.machine_of(tables, file) if file else None
        if file is None or machine is None:
            raise UserProblem("OFFICE_007", what=number)
        sent = case_steps.sent_decisions(tx.connection, [number])[number]
        way = case_steps.steps(machine, file, sent)
        stands = case_steps.standing(tables, file, sent)
        today = office_date(office.clock.now_ms())
        clock = case_clocks.clock_of(tx.connection, tables, file, way, today)
        phone = _phone(tx.connection, file)
        said = telling.noted(tx.connection, [number])[number]
    state, known = machine.state(stands.state), _facts(office, way[-1])
    return cm.CaseState(
        number=number,
        state=stands.state,
        title_id=state.id,
        title_en=state.en,
        clock=clock,
        moves=tuple(_option(machine, move) for move in stands.possible(role_of(by.role))),
        steps=tuple(_step(machine, moved) for moved in way),
        telling=telling.lines(way, said),
        untold=telling.untold(machine, way, said, today),
        told_id=told(state, "id", **known["id"]),
        told_en=told(state, "en", **known["en"]),
        texts=tuple(
            cm.ReadyText(
                language=language,
                **_as_dict(
                    applicant_messages.message(state, language, number, known[language], phone)
                ),
            )
            for language in LANGUAGES
        ),
    )


def _facts(office: Office, now: Moved) -> dict[str, dict[str, str]]:
    return {
        language: applicant_messages.facts(
            language,
            office=office.name,
            due=now.due,
            appointment=now.appointment,
            reason=now.reason,
        )
        for language in LANGUAGES
    }


def _as_dict(text: applicant_messages.Message) -> dict[str, str]:
    return {"text": text.text, "whatsapp": text.whatsapp, "sms": text.sms}


def _phone(connection: Connection, file: File) -> str:
    newest: Row[Any] = file.newest
    query = select(revision.c.answers).where(
        revision.c.feed_id == newest.feed_id, revision.c.entry_number == newest.entry_number
    )
    stored = connection.scalar(query)
    if not stored:
        return ""
    return answer(newest.form_id, msgspec.json.decode(stored), "phone_e164")


def _option(machine: Machine, move: Any) -> cm.MoveOption:
    state = machine.state(move.to)
    return cm.MoveOption(
        state=move.to,
        title_id=state.id,
        title_en=state.en,
        reason=move.reason,
        appointment=move.appointment,
        due=move.due,
        after_due=move.after_due,
        limit_days=state.limit_days,
        back=move not in machine.moves,
        on_word_of=move.on_word_of,
    )


def _step(machine: Machine, moved: Moved) -> cm.CaseStep:
    state = machine.state(moved.state)
    return cm.CaseStep(
        at_ms=moved.ms,
        state=moved.state,
        title_id=state.id,
        title_en=state.en,
        clerk=moved.clerk,
        reason=moved.reason,
        due=moved.due,
        appointment=moved.appointment,
    )

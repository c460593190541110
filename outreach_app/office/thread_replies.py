"""A caller with number and code at the desk: what the office said, and what the caller replies."""

from __future__ import annotations

import msgspec

from outreach_app.clock import office_date
from outreach_app.domain import citizen_entries as c
from outreach_app.errors import UserProblem
from outreach_app.office import thread_words
from outreach_app.office.access import Action, require
from outreach_app.office.citizens import PHONE, keep
from outreach_app.office.clerks import SignedIn
from outreach_app.office.office import Office
from outreach_app.office.records_by_role import record_of
from outreach_app.officeapi import citizen_messages as cm

FORM, SERVICE = "tindak_lanjut", "TINDAK-LANJUT"
SETTLED, MOVES = "SELESAI", ("SELESAI", "BUKA_LAGI", "PESAN")


def reply(office: Office, wanted: cm.CallerReply, by: SignedIn) -> cm.ThreadStatus:
    """Return what the caller may read; with a move, write the reply down first.

    The clerk needs no right to see the report: number and code are the caller's.

    Raises:
        UserProblem: OFFICE_006 not allowed; THREAD_005 nothing is known under number and code;
            THREAD_003 the reply has no text.
    """
    require(by.role, Action.ANSWER_THREADS)
    with office.ledger.transaction() as tx:
        number = thread_words.known(tx, wanted.number, wanted.code)[0].number
        if wanted.move:
            if wanted.move not in MOVES or (wanted.move != SETTLED and not wanted.text.strip()):
                raise UserProblem("THREAD_003")
            told = _answer(wanted, office_date(office.clock.now_ms()).isoformat())
            if keep(tx.connection, told, channel=PHONE, arrived_ms=office.clock.now_ms()):
                thread_words.tell(office, tx, number)
        return thread_words.told_status(
            office, tx, thread_words.known(tx, wanted.number, wanted.code)
        )


def _answer(wanted: cm.CallerReply, on: str) -> c.CitizenAnswer:
    said = {
        "thread_number": wanted.number,
        "thread_code": wanted.code,
        "thread_move": wanted.move,
        "told": wanted.text.strip(),
    }
    return c.CitizenAnswer(
        citizen_id=wanted.reply_id,
        form_id=FORM,
        form_version="",
        service=SERVICE,
        date=on,
        pekon="",
        language="id",
        answers=msgspec.Raw(msgspec.json.encode(record_of(FORM, said))),
    )

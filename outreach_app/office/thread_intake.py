"""Threads that begin at the desk (telephone, letter), and who told a thread."""

from __future__ import annotations

import hmac
from typing import Any

import msgspec
from sqlalchemy import insert, select

from outreach_app.clock import office_date
from outreach_app.domain import citizen_entries as c
from outreach_app.domain import entries as e
from outreach_app.domain import numbering, threads
from outreach_app.errors import UserProblem
from outreach_app.identity.wrapping import DoesNotOpen, public_of, seal, unseal
from outreach_app.office import thread_words
from outreach_app.office.access import Action, require
from outreach_app.office.citizen_tables import citizen_record, thread_event
from outreach_app.office.citizens import DESK, PHONE, keep
from outreach_app.office.clerks import SignedIn
from outreach_app.office.office import Office
from outreach_app.office.published import published
from outreach_app.office.records_by_role import record_of
from outreach_app.office.threads import find
from outreach_app.officeapi import citizen_messages as cm
from sync.keys import key_id

IDENTITY_OPENED = "identity_opened"
_FORMS = {threads.QUESTION: ("pertanyaan", "TANYA")}
_COMPLAINT = ("aduan", "ADUAN")


def open_thread(office: Office, wanted: cm.NewThread, by: SignedIn) -> cm.ThreadOpened:
    """Write down a call or a letter; the same request gives the same number.

    Raises:
        UserProblem: OFFICE_006 not allowed; THREAD_001 no such kind; THREAD_003 nothing was told.
    """
    require(by.role, Action.ANSWER_THREADS)
    here = threads.begin(wanted.kind)
    if not wanted.story.strip() or wanted.channel not in (DESK, PHONE):
        raise UserProblem("THREAD_003")
    today = office_date(office.clock.now_ms())
    told = _answer(office, wanted, today.isoformat())
    with office.ledger.transaction() as tx:
        known = select(citizen_record.c.citizen_id).where(
            citizen_record.c.citizen_id == wanted.thread_id
        )
        if tx.connection.scalar(known) is None:
            keep(tx.connection, told, channel=wanted.channel, **_sealed(office, wanted))
            thread_words.tell(office, tx, told.number)
        rules = published(tx.connection)
    due = threads.limits(here, today, today, rules.calendar, rules.complaints).answer_by
    return cm.ThreadOpened(
        number=told.number, check_code=told.check_code, answer_by=due.isoformat()
    )


def identity(office: Office, number: str, reason: str, by: SignedIn) -> cm.Identity:
    """Return who told a thread; that it was looked at is written into the thread.

    Raises:
        UserProblem: OFFICE_006 not allowed; OFFICE_007 no such thread; THREAD_003 no reason;
            THREAD_006 nothing was left, or it does not open here.
    """
    require(by.role, Action.OPEN_IDENTITY)
    if not reason.strip():
        raise UserProblem("THREAD_003")
    with office.ledger.transaction() as tx:
        row = find(tx.connection, number, by)
        found = _opened(office, row)
        tx.connection.execute(
            insert(thread_event).values(
                event_id=f"{IDENTITY_OPENED}/{office.random(16).hex()}",
                number=number,
                kind=IDENTITY_OPENED,
                side=threads.OFFICE,
                clerk=by.clerk,
                time_ms=office.clock.now_ms(),
                text=reason.strip(),
                value="",
            )
        )
    return cm.Identity(name=found.name, phone=found.phone)


def _opened(office: Office, row: Any) -> c.CitizenIdentity:
    seeds = [*office.keys.sealing_by_id.values(), office.complaints_seed]
    by_id = {key_id(public_of(seed)).hex(): seed for seed in seeds if seed}
    seed = by_id.get(row.identity_key_id, b"")
    try:
        return e.decode(unseal(seed, row.identity or b"", c.IDENTITY_USE), c.CitizenIdentity)
    except (DoesNotOpen, ValueError) as error:
        raise UserProblem("THREAD_006") from error


def _answer(office: Office, wanted: cm.NewThread, date: str) -> c.CitizenAnswer:
    form_id, service = _FORMS.get(wanted.kind, _COMPLAINT)
    # From the request's own id, so that asking twice tells the same number.
    drawn = _drawn(office, wanted.thread_id)
    said = {
        "thread_kind": wanted.kind,
        "about": wanted.about,
        "told": wanted.story.strip(),
        "named_officer": wanted.named.strip(),
        "wish": wanted.wish.strip(),
        "may_publish": "ya" if wanted.may_publish else "tidak",
        "secret": "ya" if wanted.secret else "tidak",
    }
    return c.CitizenAnswer(
        citizen_id=wanted.thread_id,
        form_id=form_id,
        form_version="",
        service=service,
        date=date,
        pekon="",
        language="id",
        answers=msgspec.Raw(msgspec.json.encode(record_of(form_id, said))),
        number=numbering.complaint_number(int(date[:4]), lambda n: drawn[:n]),
        check_code=numbering.check_code(lambda n: drawn[5 : 5 + n]),
        anonymous=not wanted.name.strip(),
        secret=wanted.secret,
    )


def _drawn(office: Office, thread_id: str) -> bytes:
    return hmac.digest(
        office.keys.signing_seed, f"outreach/thread/1 {thread_id}".encode(), "sha256"
    )


def _sealed(office: Office, wanted: cm.NewThread) -> dict[str, Any]:
    values: dict[str, Any] = {"arrived_ms": office.clock.now_ms()}
    if wanted.name.strip():
        person = c.CitizenIdentity(
            citizen_id=wanted.thread_id, name=wanted.name.strip(), phone=wanted.phone.strip()
        )
        seed = office.complaints_seed if wanted.secret else office.keys.sealing_seeds[-1]
        public = public_of(seed)
        values["identity"] = seal(public, e.encode(person), c.IDENTITY_USE)
        values["identity_key_id"] = key_id(public).hex()
    return values

"""What the entries of the feeds mean: kinds and bodies, shared by laptop and office.

`sync` carries them as opaque bytes. Bodies are canonical JSON (decisions D39); a reader
ignores fields it does not know, so later versions may add some.
"""

from __future__ import annotations

import re
from typing import Annotated, TypeVar

import msgspec

Number = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]
"""Of an entry, as databases hold it."""
_NUL = re.compile(rb"(?<!\\)((?:\\\\)*)\\u0000")

# Kinds that a laptop writes.
DAY_OPENED = "day.opened"
TICKET_CHANGED = "ticket.changed"
RECORD_FINISHED = "record.finished"
RECORD_CANCELLED = "record.cancelled"
DRAFT_HANDED_OVER = "draft.handed_over"
SLIP_PRINTED = "slip.printed"
DAY_CLOSED = "day.closed"
# Kinds that the office writes for one device.
INTAKE_JUDGED = "intake.judged"
CASE_DECIDED = "case.decided"
# Kinds that the office publishes to all.
FORM_PUBLISHED = "form.published"
SERVICES_PUBLISHED = "services.published"
CALENDAR_PUBLISHED = "calendar.published"

ACCEPTED, HELD, REJECTED = "diterima", "ditahan", "ditolak"
"""Intake states (decisions C30)."""

APPLICATION, COMPLAINT, QUESTION = "application", "complaint", "question"
VISIT_REQUEST, RECORD = "visit_request", "record"
"""Kinds of service: what its finished form is. A `record` (survey, quiz, checklist, expense …)
opens no case: it is judged, never decided, and prints no slip."""

READY, RETURNED, DECLINED = "siap_wawancara", "perlu_dilengkapi", "tidak_dapat_diproses"
"""Case decisions: accept for interview, return for correction, reject with reason (ux 2.2 M6)."""


class Body(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of every body."""


class DayOpened(Body, frozen=True, kw_only=True):
    """An outreach day begins at a pekon.

    Attributes:
        day_id: given by the office or the first laptop, e.g. `D007-2026-11-24-1`.
        pekon: region code `18.04.04.2001`.
        date: ISO date at the office (WIB).
        spare_slip_from: first number of the spare paper slips, 0 when there are none.
        kind: of the plan (`domain.day_entries.KINDS`), empty for a day without a plan.
        ticket_giver: the laptop that gives tickets, empty when any may.
        stock: item -> amount at hand when the day was opened.
        answers: what was asked on opening, e.g. `{"chairs": "ya"}`.
        reason: why a closed day was opened again (decisions C32), empty the first time.
    """

    day_id: str
    pekon: str
    date: str
    officers: tuple[str, ...] = ()
    spare_slip_from: int = 0
    kind: str = ""
    ticket_giver: str = ""
    stock: dict[str, int] = {}
    answers: dict[str, str] = {}
    reason: str = ""


class TicketChanged(Body, frozen=True, kw_only=True):
    """A ticket was issued, called, served, skipped, or its holder left or was absent.

    Attributes:
        ticket: lane letter and number of the day, `A-014`.
        state: one of `domain.queue.STATES`.
        start_id: of this start of the machine; durations only count within one (decisions A17).
        since_start_ms: milliseconds since that start; -1 when it is not known.
        session: index of the plan's session that the ticket belongs to.
        reason: why it was called out of its order, a key of `queue.toml`.
        slot: the place promised ahead that it was given for, `D007-S012`.
    """

    day_id: str
    ticket: str
    state: str
    service: str = ""
    start_id: str = ""
    since_start_ms: int = -1
    session: int = 0
    reason: str = ""
    slot: str = ""


class RecordFinished(Body, frozen=True, kw_only=True):
    """One finished file: a revision of a pre-application, or of any other form.

    Attributes:
        instance_id: revision id, `uuid:…` (decisions A14).
        deprecated_id: parent revision, empty for the first.
        number: local number `LB-26-D007-00042-K`; the same for all revisions of a file.
        check_code: eight characters (decisions C27).
        answers: the form's canonical record as JSON.
        warnings: paths whose soft warning stood when the officer finished.
        documents_missing: document codes not there yet.
        similar_to: number of a similar file that the officer saw and went past, with the reason.
        kind: of the service, `application` unless said otherwise.
        copied_from: number of the file whose family answers were taken over, empty for none.
    """

    instance_id: str
    number: str
    check_code: str
    service: str
    form_id: str
    form_version: str
    day_id: str
    pekon: str
    language: str
    officer: str
    answers: msgspec.Raw
    deprecated_id: str = ""
    ticket: str = ""
    warnings: tuple[str, ...] = ()
    documents_missing: tuple[str, ...] = ()
    similar_to: str = ""
    similar_reason: str = ""
    kind: str = APPLICATION
    copied_from: str = ""


class RecordCancelled(Body, frozen=True, kw_only=True):
    """A file is void; its number is never used again."""

    number: str
    reason: str


class DraftHandedOver(Body, frozen=True, kw_only=True):
    """A draft changed hands; its answers stay on the laptop."""

    draft_id: str
    from_officer: str
    to_officer: str


class SlipPrinted(Body, frozen=True, kw_only=True):
    """The officer said that a slip came out.

    Attributes:
        size: `a5`, `80mm` or `58mm`.
        copy: 0 for the first, n for the nth reprint.
    """

    number: str
    size: str
    copy: int = 0


class FormCount(msgspec.Struct, frozen=True):
    """How many finished files of one form version a day holds."""

    form_id: str
    form_version: str
    count: int


class Account(msgspec.Struct, frozen=True):
    """One thing that was counted on closing.

    Attributes:
        what: `tiket`, `slip`, `uang`, or an item of `resources/services/stock.toml`.
        expected: by what was recorded.
        reason: why it differs, a key of `stock.toml`; empty when it fits.
    """

    what: str
    expected: int
    counted: int
    reason: str = ""


class DayClosed(Body, frozen=True, kw_only=True):
    """The manifest: what the laptop declares for a day (decisions A8, C32).

    Attributes:
        first: number of the day's first entry in the device's feed (its `day.opened`).
        last: number of the entry before this one.
        head: hash of entry `last`, hex.
        numbers: every local number finished in the day, in order.
        tickets: ticket state -> count.
        slips: slip size -> count, reprints included.
        office_heads: office feed id (hex) -> (number, head hash hex) applied here.
        supersedes: entry number of the former manifest of the same day, 0 if none.
        accounts: what the team counted (ux L10).
        sealed: how many sealed forms of citizens (`citizen.sealed`) lie between first and last.
        scans: code of the paper -> scans of the day's files.
    """

    day_id: str
    pekon: str
    date: str
    first: Number
    last: Number
    head: str
    forms: tuple[FormCount, ...]
    numbers: tuple[str, ...]
    cancelled: tuple[str, ...] = ()
    drafts_left: int = 0
    tickets: dict[str, int] = {}
    slips: dict[str, int] = {}
    office_heads: dict[str, tuple[int, str]] = {}
    supersedes: Number = 0
    accounts: tuple[Account, ...] = ()
    note: str = ""
    sealed: int = 0
    scans: dict[str, int] = {}


class IntakeJudged(Body, frozen=True, kw_only=True):
    """The office's word on one finished file: accepted, held or rejected (decisions A5).

    Attributes:
        state: `diterima`, `ditahan` or `ditolak`.
        reason: code of the reason, empty when accepted.
        facts: values for the reason's text.
    """

    number: str
    instance_id: str
    state: str
    reason: str = ""
    facts: dict[str, str] = {}


class CaseDecided(Body, frozen=True, kw_only=True):
    """A clerk's decision on a file.

    Attributes:
        decision_id: unique; a superseding decision names the former in `supersedes`.
        state: `siap_wawancara`, `perlu_dilengkapi` or `tidak_dapat_diproses`.
        reason: the clerk's sentence for the applicant; required unless accepted.
        paths: answers to correct, for a return.
        due: ISO date printed for the applicant, a working day; empty when none.
        calendar: version of the holidays that `due` was computed with.
        appointment: `2026-12-07T09:00`, WIB; empty when none.
    """

    decision_id: str
    number: str
    instance_id: str
    state: str
    clerk: str
    reason: str = ""
    paths: tuple[str, ...] = ()
    due: str = ""
    supersedes: str = ""
    calendar: str = ""
    appointment: str = ""


class FormPublished(Body, frozen=True, kw_only=True):
    """A form version for every laptop.

    Attributes:
        xform: XForm XML as pyxform made it.
        attachments: file name -> CSV text that the form looks up.
    """

    form_id: str
    form_version: str
    xform: str
    attachments: dict[str, str] = {}


class ResourcePublished(Body, frozen=True, kw_only=True):
    """Services, fees or calendar as published: the whole text replaces the former.

    Attributes:
        name: `services`, `fees` or `calendar`.
        text: TOML or CSV text.
        legal_basis: what asks for the change, as the desk wrote it; empty for the first.
        reason: in the desk's words.
    """

    name: str
    version: str
    text: str
    legal_basis: str = ""
    reason: str = ""


B = TypeVar("B", bound=Body)


def encode(body: Body) -> bytes:
    """Return the canonical bytes of a body: UTF-8 JSON, declared order, no spaces."""
    return msgspec.json.encode(body)


def decode(data: bytes, kind: type[B]) -> B:
    """Return the body in `data`.

    Raises:
        msgspec.DecodeError: not JSON, or not of this shape (`ValidationError`).
    """
    try:
        return msgspec.json.decode(without_nul(data), type=kind)
    except RecursionError as error:
        raise msgspec.DecodeError("nested too deep") from error


def without_nul(data: bytes) -> bytes:
    """Drop U+0000 from texts: it is no character of a form, and PostgreSQL stores none."""
    return _NUL.sub(rb"\1", data) if b"\\u0000" in data else data

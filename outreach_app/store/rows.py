"""What the rooms of the store hand out: plain, frozen rows.

Times are milliseconds UTC by the laptop's clock, 0 when it has not happened. Empty text means none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from outreach_app.domain.publishing_entries import PublicationPublished
from outreach_app.domain.queue import WAITING


class Place(StrEnum):
    """Where a finished file stands; the same words everywhere (ux section 5).

    A draft stands before all of these.
    """

    UNSENT = "unsent"
    AT_OFFICE = "at_office"
    HELD = "held"
    REJECTED = "rejected"
    DECIDED = "decided"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A file that is being filled in; lives on this laptop only (decisions A14).

    Attributes:
        answers: the form session's draft as JSON, to resume from.
        at_path: the question the officer was at.
        deprecated_id: revision that this draft corrects, empty for a new file.
        number: local number of the file it corrects, empty for a new file.
    """

    draft_id: str
    officer: str
    service: str
    form_id: str
    form_version: str
    day_id: str
    pekon: str
    ticket: str = ""
    language: str = "id"
    answers: str = "{}"
    at_path: str = ""
    created_ms: int = 0
    updated_ms: int = 0
    deprecated_id: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One revision of a finished file, with what the office said about it.

    Attributes:
        number: local number, the same for all revisions of a file.
        entry_number: its `record.finished` entry in the laptop's own feed.
        head: hash of that entry, hex.
        answers: the canonical record as JSON.
        intake_state: empty until the office judged; then `diterima`, `ditahan`, `ditolak`.
        decision_state: empty until a clerk decided; see `domain.entries`.
        decision_due: ISO date, empty when none.
        cancelled: the reason when the file is void (*batal*), else empty.
    """

    number: str
    instance_id: str
    deprecated_id: str = ""
    entry_number: int
    head: str
    check_code: str
    service: str
    form_id: str
    form_version: str
    day_id: str
    pekon: str
    ticket: str = ""
    language: str = "id"
    officer: str
    name: str
    nik: str = ""
    answers: str
    warnings: tuple[str, ...] = ()
    documents_missing: tuple[str, ...] = ()
    finished_ms: int
    intake_state: str = ""
    intake_reason: str = ""
    intake_facts: Mapping[str, str] = field(default_factory=dict)
    decision_id: str = ""
    decision_state: str = ""
    decision_reason: str = ""
    decision_paths: tuple[str, ...] = ()
    decision_due: str = ""
    decision_clerk: str = ""
    cancelled: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A place in the queue of a day.

    Attributes:
        ticket: lane letter and number as printed, `A-014`.
        state: one of `domain.queue.STATES`.
        session: index of the plan's session that it belongs to.
    """

    day_id: str
    ticket: str
    lane: str
    number: int
    service: str = ""
    state: str = WAITING
    issued_ms: int = 0
    called_ms: int = 0
    called_times: int = 0
    draft_id: str = ""
    session: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When a ticket got a state; durations only count within one start of the machine.

    Attributes:
        start_id: of the start of the machine.
        since_start_ms: milliseconds since it; -1 when it is not known.
        at_ms: by this laptop's clock, to show on a picture, never to compute with.
    """

    day_id: str
    ticket: str
    state: str
    start_id: str = ""
    since_start_ms: int = -1
    at_ms: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """An outreach day at a pekon.

    Attributes:
        date: ISO date at the office (WIB).
        first_entry: number of its `day.opened` entry.
        feed: row of the own feed that `first_entry` is of; numbers begin anew in each feed.
        closed_ms: 0 while the day is open.
        manifest_entry: number of its newest `day.closed` entry, 0 if none.
        manifest_feed: row of the own feed that `manifest_entry` is of.
        kind: of its plan, empty for a day without one.
        ticket_giver: the laptop that gives tickets, `D007`; empty when any may.
        stock: item -> amount at hand when it was opened.
    """

    day_id: str
    pekon: str
    date: str
    officers: tuple[str, ...] = ()
    opened_ms: int = 0
    first_entry: int = 0
    feed: int = 0
    closed_ms: int = 0
    manifest_entry: int = 0
    manifest_feed: int = 0
    kind: str = ""
    ticket_giver: str = ""
    stock: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredForm:
    """A form version as the office published it.

    Attributes:
        xform: XForm XML.
        attachments: file name -> CSV text.
    """

    form_id: str
    form_version: str
    xform: str
    attachments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawnForm:
    """A form version that the office withdrew, with its reason."""

    form_id: str
    form_version: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedDraft:
    """A draft whose form version was withdrawn.

    Attributes:
        from_version: the version it began with.
        unplaced: (question, answer) for which the new version has no place; kept until finished.
    """

    draft_id: str
    from_version: str
    reason: str
    unplaced: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """Services, fees or calendar as published; `name` is `services`, `fees` or `calendar`."""

    name: str
    version: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """One version of a published text; `withdrawn_on` is an ISO date."""

    publication_id: str
    version: int
    withdrawn_on: str = ""
    withdrawn_reason: str = ""
    body: PublicationPublished


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An officer had a text open; `finished` is 1 when its end was on the screen."""

    publication_id: str
    version: int
    officer: str
    seconds: int
    read_on: str
    finished: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingPass:
    """An officer passed a module's quiz, as the office knows from any laptop."""

    officer: str
    publication_id: str
    version: int
    passed_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """An entry of an office feed that waits to be projected.

    Attributes:
        body: None when it was erased; the entry is then only counted.
    """

    feed_id: bytes
    number: int
    kind: str
    time_ms: int
    body: bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """How many files stand where; every file is in exactly one place (ux section 5).

    Attributes:
        drafts: on this laptop, not finished.
        unsent: finished, not acknowledged by the office (cancelled ones included).
        at_office: acknowledged, nothing decided yet.
        held: acknowledged and held, with a reason.
        rejected: acknowledged and rejected at intake, with a reason.
        decided: a clerk decided.
        cancelled: void and known to the office.
        unsent_bytes: bytes of all entries not yet acknowledged.
    """

    drafts: int = 0
    unsent: int = 0
    at_office: int = 0
    held: int = 0
    rejected: int = 0
    decided: int = 0
    cancelled: int = 0
    unsent_bytes: int = 0

"""The contract between the clerk's desk (and a laptop that enrols) and the office.

Typed messages, JSON on the wire; bytes travel as base64, times as milliseconds UTC, dates as
ISO text. A reader ignores fields it does not know. Paths: `outreach_app.officeapi.client`.
"""

from __future__ import annotations

import msgspec

from outreach_app.domain.balance_table import BalanceCounted


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """Base of every message."""


class Problem(Message, frozen=True, kw_only=True):
    """Why the office did not do what was asked.

    Attributes:
        code: of the error catalogue.
        facts: values for the `{names}` of the text.
        text_id: what happened, what is safe, what to do next, in Indonesian.
        text_en: the same in English.
        retry: trying the same again later may succeed.
        form_problems: what is wrong in a spreadsheet that was refused.
    """

    code: str
    facts: dict[str, str] = {}
    text_id: str = ""
    text_en: str = ""
    retry: bool = False
    form_problems: tuple[FormProblem, ...] = ()


class FormProblem(Message, frozen=True, kw_only=True):
    """One thing to mend in a spreadsheet.

    Attributes:
        sheet: e.g. `survey`; empty when the file as a whole is meant.
        row: as the spreadsheet counts, 0 when unknown.
        column: heading of the column, empty when unknown.
    """

    code: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    text_id: str = ""
    text_en: str = ""


class Done(Message, frozen=True, kw_only=True):
    """It is done, and there is nothing more to say."""


class Health(Message, frozen=True, kw_only=True):
    """The office answers.

    Attributes:
        office_id: hex.
        now_ms: the office's clock.
    """

    name: str
    office_id: str
    now_ms: int


# Enrolment ---------------------------------------------------------------------------------


class EnrolRequest(Message, frozen=True, kw_only=True):
    """A laptop asks for its certificate.

    Asking again with the same code and the same keys gives the same answer.

    Attributes:
        code: from a clerk; single use, ends with a fingerprint of the office's signing key.
        signing_key: Ed25519 public, 32 bytes.
        sealing_key: X25519 public, 32 bytes.
        laptop_name: what people call it.
        unit_wish: used when the code names no unit.
        former: feed id of the enrolment that this one follows; empty for a new laptop.
        former_proof: signature of the former key over `again.claim`.
    """

    code: str
    signing_key: bytes
    sealing_key: bytes
    laptop_name: str
    unit_wish: str = ""
    former: bytes = b""
    former_proof: bytes = b""


class EnrolAnswer(Message, frozen=True, kw_only=True):
    """What a laptop needs to work for this office.

    Attributes:
        certificate: `sync.keys.DeviceCertificate.encode()`.
        office_card: `sync.keys.OfficeCard.encode()`; the laptop checks it against the code.
        device: `D007`.
        follows: ids of the office feeds for this laptop, its own first, then the broadcast.
        again_after: after an enrolment again: entries of the former feed above it are emitted
            once more, whatever was acknowledged.
    """

    certificate: bytes
    office_card: bytes
    device: str
    unit: str
    follows: tuple[bytes, ...]
    again_after: int = 0


class NewCode(Message, frozen=True, kw_only=True):
    """Ask for an enrolment code."""

    unit: str = ""
    valid_hours: int = 48


class EnrolmentCode(Message, frozen=True, kw_only=True):
    """A code to type on the laptop, once."""

    code: str
    unit: str
    expires_ms: int


# Clerks ------------------------------------------------------------------------------------


class SignIn(Message, frozen=True, kw_only=True):
    """A clerk signs in."""

    clerk: str
    passphrase: str


class Session(Message, frozen=True, kw_only=True):
    """A clerk is signed in.

    Attributes:
        token: secret; ends at `expires_ms` or by signing out.
        role: of `outreach_app.domain.roles`.
        may: actions this clerk may take; the desk shows only these.
    """

    token: str
    clerk: str
    name: str
    role: str
    expires_ms: int
    may: tuple[str, ...] = ()


class NewClerk(Message, frozen=True, kw_only=True):
    """Add a clerk's account."""

    clerk: str
    name: str
    role: str
    passphrase: str


class Clerk(Message, frozen=True, kw_only=True):
    """A clerk's account."""

    clerk: str
    name: str
    role: str


# Batches -----------------------------------------------------------------------------------


class FormBalance(Message, frozen=True, kw_only=True):
    """Two-sided count of one form version in a batch.

    `declared` is None while the day is open: there is no manifest yet.
    """

    form_id: str
    form_version: str
    declared: int | None
    received: int
    accepted: int
    held: int
    rejected: int
    missing: int


class BatchRow(Message, frozen=True, kw_only=True):
    """One laptop's part of one outreach day.

    Attributes:
        batch_id: `D007.` and the day's id.
        device: `D007`.
        closed: the manifest is here; `balanced` means nothing before that.
        balanced: declared and received agree to the last record and no number is missing.
        balance: the sum over all forms (`form_id` empty).
        needs_action: files held, returned by nobody yet, or with papers missing.
        undecided: accepted files without a decision.
        pending: decisions that wait at the desk for "Balas".
        last_arrival_ms: when the newest entry of the day came.
        clock_off_s: by how much the laptop's clock was off while it wrote the day's files, office
            minus laptop, the most of them; the times shown are corrected.
    """

    batch_id: str
    device: str
    day_id: str
    pekon: str
    date: str
    closed: bool
    balanced: bool
    balance: FormBalance
    forms: tuple[FormBalance, ...] = ()
    officers: tuple[str, ...] = ()
    needs_action: int = 0
    undecided: int = 0
    pending: int = 0
    last_arrival_ms: int = 0
    clock_off_s: int = 0


class RecordRow(Message, frozen=True, kw_only=True):
    """One file of a batch, as a list shows it.

    Attributes:
        name: of the applicant, as in the newest revision.
        nik_masked: e.g. `1804 **** **** 9901`.
        intake: `diterima`, `ditahan`, `ditolak`.
        kind: of the service; a `record` waits for no decision.
        case_state: state of the last decision, released or not; empty before the first.
        decision_waits: that decision is not released yet.
        warnings: paths whose soft warning stood.
        revisions: how many arrived.
        cancelled: reason, empty unless the laptop cancelled the number.
    """

    number: str
    instance_id: str
    name: str
    nik_masked: str
    service: str
    form_id: str
    form_version: str
    ticket: str
    officer: str
    finished_ms: int
    intake: str
    kind: str = "application"
    intake_reason: str = ""
    intake_facts: dict[str, str] = {}
    case_state: str = ""
    decision_waits: bool = False
    warnings: tuple[str, ...] = ()
    documents_missing: tuple[str, ...] = ()
    similar_to: str = ""
    revisions: int = 1
    cancelled: str = ""


class Side(Message, frozen=True, kw_only=True):
    """One side's totals of a batch: what the laptop declared, or what the office has.

    Attributes:
        first: number of the day's first entry.
        last: number of the entry before the manifest; of the newest one while the day is open.
        head: hash of entry `last`, hex.
        numbers: how many local numbers.
    """

    first: int
    last: int
    head: str
    numbers: int
    cancelled: int = 0
    drafts_left: int = 0
    tickets: dict[str, int] = {}
    slips: dict[str, int] = {}
    note: str = ""


class BatchDetail(Message, frozen=True, kw_only=True):
    """A batch with both sides and its files.

    Attributes:
        declared: the newest manifest, None while the day is open.
        missing_numbers: declared, not received.
        undeclared_numbers: received, not declared.
        manifests: entry numbers of all manifests of the day, oldest first.
        table: the balance, the same that the laptop is told; None while the day is open.
    """

    row: BatchRow
    declared: Side | None
    received: Side
    records: tuple[RecordRow, ...]
    missing_numbers: tuple[str, ...] = ()
    undeclared_numbers: tuple[str, ...] = ()
    manifests: tuple[int, ...] = ()
    table: BalanceCounted | None = None


class BatchList(Message, frozen=True, kw_only=True):
    """Batches, those that need somebody first, then the newest day first."""

    batches: tuple[BatchRow, ...]


# Cases -------------------------------------------------------------------------------------


class Revision(Message, frozen=True, kw_only=True):
    """One revision of a file as it came.

    Attributes:
        answers: the form's canonical record (JSON object); `null` when erased.
        entry_number: in the laptop's feed; with `head` it finds the printed slip.
        newest: this is the revision that counts.
    """

    instance_id: str
    deprecated_id: str
    device: str
    entry_number: int
    head: str
    form_id: str
    form_version: str
    language: str
    officer: str
    finished_ms: int
    arrived_ms: int
    answers: msgspec.Raw
    intake: str
    intake_reason: str = ""
    intake_facts: dict[str, str] = {}
    warnings: tuple[str, ...] = ()
    documents_missing: tuple[str, ...] = ()
    similar_to: str = ""
    similar_reason: str = ""
    newest: bool = False


class Decision(Message, frozen=True, kw_only=True):
    """A clerk's decision.

    Attributes:
        state: `siap_wawancara`, `perlu_dilengkapi` or `tidak_dapat_diproses`.
        due: ISO date for the applicant; empty when none.
        release_ms: when it goes to the laptop by itself.
        standing: `menunggu` (can be undone), `terkirim` (in the laptop's feed) or `dibatalkan`.
        supersedes: id of the released decision that this one replaces.
    """

    decision_id: str
    number: str
    instance_id: str
    state: str
    clerk: str
    made_ms: int
    release_ms: int
    standing: str
    reason: str = ""
    paths: tuple[str, ...] = ()
    due: str = ""
    supersedes: str = ""
    from_state: str = ""
    appointment: str = ""


class HistoryLine(Message, frozen=True, kw_only=True):
    """One thing that happened to a case, for the clerk to read.

    Attributes:
        kind: kind of the entry (`record.finished`, `intake.judged`, `slip.printed`, …) or
            `decision.made`, `decision.undone`, `case.decided`.
        author: officer or clerk.
        entry_number: in the feed it stands in; 0 when it stands in none.
    """

    time_ms: int
    kind: str
    author: str
    facts: dict[str, str] = {}
    entry_number: int = 0


class CaseView(Message, frozen=True, kw_only=True):
    """Everything the office has on one file.

    Attributes:
        allowed: states that this clerk may decide on now.
        revisions: oldest first.
        decisions: oldest first.
        history: oldest first.
    """

    row: RecordRow
    batch_id: str
    device: str
    day_id: str
    pekon: str
    allowed: tuple[str, ...]
    revisions: tuple[Revision, ...]
    decisions: tuple[Decision, ...]
    history: tuple[HistoryLine, ...]


class Decide(Message, frozen=True, kw_only=True):
    """Decide on a file. Sending it again with the same id changes nothing.

    Attributes:
        decision_id: made by the desk, unique.
        instance_id: the revision that the clerk read; another newest one refuses the decision.
        reason: required unless the file is accepted.
    """

    decision_id: str
    number: str
    instance_id: str
    state: str
    reason: str = ""
    paths: tuple[str, ...] = ()
    due: str = ""
    appointment: str = ""


class Replied(Message, frozen=True, kw_only=True):
    """The clerk pressed "Balas": these decisions are in the laptop's feed now."""

    decisions: tuple[Decision, ...]


# Publishing --------------------------------------------------------------------------------


class PublishForm(Message, frozen=True, kw_only=True):
    """Publish a spreadsheet.

    Attributes:
        name: file name, for the messages.
        data: XLSX bytes.
        attachments: file name -> CSV text that the form looks up.
        check_only: say what is wrong, publish nothing.
    """

    name: str
    data: bytes
    attachments: dict[str, str] = {}
    check_only: bool = False


class PublishResource(Message, frozen=True, kw_only=True):
    """Publish services, fees or a calendar: the whole text replaces the former.

    Attributes:
        name: `services`, `fees` or `calendar`.
        version: as laptops show it, e.g. a date.
    """

    name: str
    version: str
    text: str


class Publication(Message, frozen=True, kw_only=True):
    """Something published in the broadcast feed.

    Attributes:
        kind: `form.published`, `services.published`, `calendar.published`,
            `publication.published`, `publication.withdrawn`.
        name: form id, resource name or publication id.
        entry_number: in the broadcast feed; 0 for a check.
        reached: laptops that have it, as they said last.
        waiting: laptops that do not have it yet.
    """

    kind: str
    name: str
    version: str
    published_ms: int
    clerk: str
    entry_number: int
    reached: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()


class PublicationList(Message, frozen=True, kw_only=True):
    """Publications, newest first."""

    publications: tuple[Publication, ...]


class FormSource(Message, frozen=True, kw_only=True):
    """A published form version, to show answers with their labels."""

    form_id: str
    form_version: str
    xform: str
    attachments: dict[str, str] = {}


# Laptops -----------------------------------------------------------------------------------


class GaveBack(Message, frozen=True, kw_only=True):
    """What a laptop gave back after the office was restored.

    Attributes:
        restored_ms: the office's newest epoch.
        done: it called since and gave back all that it holds.
        entries: that came back, of all restores.
        unproved: runs that could not be proved to be the office's; kept out.
    """

    restored_ms: int
    done: bool = False
    entries: int = 0
    unproved: int = 0


class RecoveryCode(Message, frozen=True, kw_only=True):
    """A one-time recovery code that was made; the code itself is nowhere.

    Attributes:
        told: who was told it.
        used_ms: 0 while the laptop has not told that it was used.
    """

    number: int
    made_ms: int
    made_by: str
    told: str
    reason: str
    used_ms: int = 0
    used_by: str = ""


class DeviceRow(Message, frozen=True, kw_only=True):
    """One enrolled laptop.

    Attributes:
        standing: `active`, `frozen` (a fork: two stories) or `revoked`.
        last_contact_ms: 0 when it never called.
        silent_days: whole days since then (since enrolment if it never called).
        stored: entries of its feed at the office.
        held_entries: entries that wait for a clerk because of a fork or a revocation.
        unsent: entries that waited on the laptop when it called last, None before that.
        clock_offset_s: office minus laptop, None when unknown.
        gave_back: after a restore of the office; None when there was none.
        open_day: day without manifest, empty when none.
        recovery: codes that were made to open it, newest first.
    """

    device: str
    name: str
    unit: str
    feed_id: bytes
    standing: str
    enrolled_ms: int
    last_contact_ms: int
    silent_days: int
    stored: int
    held_entries: int = 0
    unsent: int | None = None
    clock_offset_s: int | None = None
    gave_back: GaveBack | None = None
    open_day: str = ""
    recovery: tuple[RecoveryCode, ...] = ()


class DeviceList(Message, frozen=True, kw_only=True):
    """Laptops by number."""

    devices: tuple[DeviceRow, ...]


class Revoke(Message, frozen=True, kw_only=True):
    """Take a laptop's permission away; what it still sends is stored and held."""

    reason: str


class Worklist(Message, frozen=True, kw_only=True):
    """The clerk's home: how much of what waits, and since when (ux M1).

    Attributes:
        oldest_ms: kind of work -> arrival of its oldest item.
        silent: laptops without contact for five days or more.
        threads: complaints and questions, seen by this clerk, that wait for an answer.
        threads_late: how many of them are past their limit.
        threads_told: role that must know -> how many late ones.
    """

    unbalanced: int
    held: int
    documents_missing: int
    undecided: int
    pending: int
    ready: int
    oldest_ms: dict[str, int] = {}
    silent: tuple[str, ...] = ()
    last_arrival_ms: int = 0
    threads: int = 0
    threads_late: int = 0
    threads_told: dict[str, int] = {}

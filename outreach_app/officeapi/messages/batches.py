"""Batches with their two-sided counts, and the files in them as a list shows them."""

from __future__ import annotations

import msgspec

from outreach_app.domain.balance_table import BalanceCounted
from outreach_app.officeapi.messages.base import Message


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
    intake_facts: dict[str, str] = msgspec.field(default_factory=dict)
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
    tickets: dict[str, int] = msgspec.field(default_factory=dict)
    slips: dict[str, int] = msgspec.field(default_factory=dict)
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

"""What a clerk settles about held files, as the laptops learn it."""

from __future__ import annotations

import msgspec

from outreach_app.domain.entries import Body

INTAKE_SETTLED = "intake.settled"
RECORD_REVISED = "record.revised"

LAPTOP_SIDE, OFFICE_SIDE, TYPED = "laptop", "office", "typed"
"""From which side an answer of a settled conflict came."""


class IntakeSettled(Body, frozen=True, kw_only=True):
    """A clerk's word on a held revision: let through, or rejected with a reason.

    Attributes:
        settlement_id: unique; the same one again changes nothing.
        state: `diterima` or `ditolak`.
        reason: code when the revision stays aside or is rejected, else empty.
        facts: values for the reason's text.
        sentence: the clerk's own words, for officer and history.
    """

    settlement_id: str
    number: str
    instance_id: str
    state: str
    clerk: str
    reason: str = ""
    facts: dict[str, str] = msgspec.field(default_factory=dict)
    sentence: str = ""


class RecordRevised(Body, frozen=True, kw_only=True):
    """The office's own revision of a file (decisions A14): a correction, or a settled conflict.

    Attributes:
        instance_id: revision id, `uuid:…`.
        deprecated_id: its parent, the newest revision at the office.
        settles: revisions that stood against the parent; they stay in the history.
        answers: the form's canonical record as JSON.
        sides: path -> `laptop`, `office` or `typed`, for the answers that differed.
    """

    instance_id: str
    deprecated_id: str
    number: str
    clerk: str
    answers: msgspec.Raw
    settles: tuple[str, ...] = ()
    sides: dict[str, str] = msgspec.field(default_factory=dict)
    sentence: str = ""

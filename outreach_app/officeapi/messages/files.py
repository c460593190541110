"""One file with all that happened to it, and what a clerk decides."""

from __future__ import annotations

import msgspec

from outreach_app.officeapi.messages.base import Message
from outreach_app.officeapi.messages.batches import RecordRow


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
    intake_facts: dict[str, str] = msgspec.field(default_factory=dict)
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
    facts: dict[str, str] = msgspec.field(default_factory=dict)
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

"""Messages of held files: settling them, revising at the office, deciding on many at once."""

from __future__ import annotations

import msgspec

from outreach_app.officeapi.messages import Clerk, Decide, Decision, Message


class Settle(Message, frozen=True, kw_only=True):
    """Let a held revision through, reject it, or ask its officer.

    The same id again changes nothing.

    Attributes:
        state: `diterima`, `ditolak`, or `ditahan` to ask its officer.
        sentence: why, in the clerk's words; required.
    """

    settlement_id: str
    instance_id: str
    state: str
    sentence: str


class Revise(Message, frozen=True, kw_only=True):
    """A revision by the office; the same id again changes nothing.

    Attributes:
        instance_id: of the new revision, `uuid:…`.
        deprecated_id: the newest one, which it follows.
        settles: held revisions that it settles.
        answers: the canonical record as JSON object.
        sides: path -> `laptop`, `office`, `typed` for what differed.
        sentence: why, in the clerk's words; required.
    """

    instance_id: str
    deprecated_id: str
    answers: msgspec.Raw
    sentence: str
    settles: tuple[str, ...] = ()
    sides: dict[str, str] = msgspec.field(default_factory=dict)


class Own(Message, frozen=True, kw_only=True):
    """Take a held file into one's own hands, or hand it to a colleague.

    Attributes:
        clerk: account; empty to let it go.
    """

    clerk: str


class NikSeen(Message, frozen=True, kw_only=True):
    """A clerk is about to see NIK in full, of these files."""

    numbers: tuple[str, ...]


class HeldFile(Message, frozen=True, kw_only=True):
    """One held revision and who must act.

    Attributes:
        owner: clerk's account; `laptop` when its officer must correct the file; empty when
            nobody has taken it.
        officer: who finished it.
    """

    number: str
    instance_id: str
    name: str
    device: str
    reason: str
    facts: dict[str, str]
    arrived_ms: int
    owner: str
    service: str = ""
    officer: str = ""


class HeldFiles(Message, frozen=True, kw_only=True):
    """Held revisions, the oldest first."""

    files: tuple[HeldFile, ...]


class Owners(Message, frozen=True, kw_only=True):
    """Clerks who may act on held files, by name."""

    clerks: tuple[Clerk, ...]


class DecideMany(Message, frozen=True, kw_only=True):
    """Decide on many files at once; each as if alone."""

    decisions: tuple[Decide, ...]


class NotDecided(Message, frozen=True, kw_only=True):
    """A decision that was not made, with its reason."""

    number: str
    code: str
    facts: dict[str, str]


class DecidedMany(Message, frozen=True, kw_only=True):
    """What was decided, and what was not."""

    decisions: tuple[Decision, ...]
    refused: tuple[NotDecided, ...] = ()

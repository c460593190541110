"""Messages about files that officers carried in by themselves, and about evidence for support."""

from __future__ import annotations

import msgspec

from outreach_app.officeapi.messages import Message

SAME, MISSING, DIFFERS, AGAIN, ERASED = (f"COURIER_{n:03d}" for n in range(50, 55))
"""The feed brought it already; not yet; brought another; it came before; it was erased."""


class CarriedRow(Message, frozen=True, kw_only=True):
    """One carried file.

    Attributes:
        reason: why the laptop held it, with `facts`.
        standing: code of the text that says how it stands to what came in the feed;
            COURIER_050 when the feed brought the very same.
    """

    file_id: str
    device: str
    number: str
    reason: str
    officer: str
    taken_ms: int
    taken_by: str
    standing: str
    facts: dict[str, str] = msgspec.field(default_factory=dict)


class CarriedFiles(Message, frozen=True, kw_only=True):
    """Carried files, newest first."""

    files: tuple[CarriedRow, ...]


class CarriedContent(Message, frozen=True, kw_only=True):
    """The newest revision inside a carried file that the feed has not brought.

    Attributes:
        answers: the form's canonical record as JSON object.
    """

    number: str
    service: str
    form_id: str
    form_version: str
    answers: msgspec.Raw


class Evidence(Message, frozen=True, kw_only=True):
    """A held revision as a file for support: bytes, signature and reason.

    Attributes:
        name: for the file.
        data: JSON.
    """

    name: str
    data: bytes

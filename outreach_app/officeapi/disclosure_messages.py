"""Messages about what is handed to other agencies."""

from __future__ import annotations

from outreach_app.officeapi.messages import Message


class AskRegistry(Message, frozen=True, kw_only=True):
    """Compare a file with the population registry.

    Attributes:
        disclosure_id: unique; the same request may be sent again.
        purpose: why, in the clerk's words.
    """

    disclosure_id: str
    number: str
    purpose: str


class Refer(Message, frozen=True, kw_only=True):
    """Write down that somebody was referred to an agency, and what was handed over.

    Attributes:
        agency: code of `resources/services/agencies.toml`.
        fields: what was handed over; must be allowed for that agency.
    """

    disclosure_id: str
    number: str
    agency: str
    fields: tuple[str, ...]
    purpose: str


class Disclosure(Message, frozen=True, kw_only=True):
    """One line of the log: names of fields, never their values.

    Attributes:
        kind: `registry`, `batch` or `referral`.
        result: of a question: `match mismatch deceased duplicate inactive not_found bad_format
            unavailable`; `sent` while no answer has come.
        differs: fields that differ.
    """

    disclosure_id: str
    time_ms: int
    clerk: str
    number: str
    agency: str
    kind: str
    fields: tuple[str, ...]
    purpose: str
    basis: str
    result: str = ""
    differs: tuple[str, ...] = ()


class DisclosureLog(Message, frozen=True, kw_only=True):
    """The log, newest first, and the same as CSV to be kept or handed to its subject."""

    disclosures: tuple[Disclosure, ...]
    csv: str


class BatchAsked(Message, frozen=True, kw_only=True):
    """Ask about several files by a file that is carried; no numbers: all not answered yet."""

    numbers: tuple[str, ...]
    purpose: str


class BatchFile(Message, frozen=True, kw_only=True):
    """A CSV text, out or in."""

    text: str

"""What a receipt slip and a queue ticket say; the same facts in every size."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from outreach_app.i18n import Language


def status_address(host: str, number: str, code: str) -> str:
    """Return the status page's address; number and code stand after `#`, so no server logs them.

    Without a host it is the number only (decisions D36).
    """
    return f"https://{host}/s#{number.replace('-', '')}-{code}" if host else number


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipFacts:
    """Everything a receipt slip says (domain.md 11, ux section 6, decisions C28).

    Attributes:
        number: local number.
        status_host: host of the public status page, empty when there is none: then the QR is the
            number only (decisions D36).
        at: time of finishing, WIB; a reprint keeps it.
        place: `Kubu Perahu, Balik Bukit`.
        nik_masked: `1804********0001`; empty when there is none. Never the full NIK.
        documents_missing: names of papers, to be brought by `due`.
        due: already rolled to a working day; None when nothing is missing.
        fee_idr: None when the table does not say; 0 for free.
        head: ten characters of the hash of the record's entry.
        next_steps: what happens next, as the service says it.
        provide: needs that shall be ready, by consent; never conditions.
        proof: text of the signed proof (QR 2), printed on A5 and A4.
        copy: 0 for the first print, n for the nth reprint.
    """

    language: Language
    office: str
    office_phone: str
    number: str
    check_code: str
    status_host: str
    at: datetime
    place: str
    officer: str
    name: str
    nik_masked: str
    service: str
    ticket: str
    documents_seen: tuple[str, ...]
    documents_missing: tuple[str, ...]
    due: date | None
    fee_idr: int | None
    fee_basis: str
    entry_number: int
    head: str
    form_version: str
    proof: str = ""
    next_steps: tuple[str, ...] = ()
    provide: tuple[str, ...] = ()
    copy: int = 0
    printed_at: datetime | None = None

    @property
    def qr(self) -> str:
        """Return what QR 1 holds: number and code stand after `#`, so no server logs them."""
        return status_address(self.status_host, self.number, self.check_code)


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketFacts:
    """What a queue ticket says: no name (domain.md 11).

    Attributes:
        before: how many wait in front.
        lane: lane letter, `A`, `P`, `B` or `C`.
        session: `2, 10:30-13:00`, empty when the day has none.
        early: `09.50`, with `late` when it will probably be called; empty when nobody knows.
    """

    language: Language
    office: str
    place: str
    ticket: str
    lane: str
    service: str
    at: datetime
    before: int
    session: str = ""
    early: str = ""
    late: str = ""

"""Erasing a record on request: the office's word to every laptop that had it (decisions A12)."""

from __future__ import annotations

from functools import cache

import msgspec

from outreach_app import resources
from outreach_app.domain import entries as e
from outreach_app.domain import settlement_entries as se
from outreach_app.domain.case_entries import CASE_MOVED
from outreach_app.domain.scan_entries import SCAN_ADDED, SCAN_LOST
from outreach_app.domain.told_entries import APPLICANT_TOLD
from outreach_app.i18n import Language

RECORD_ERASED = "record.erased"

GONE = "dihapus"
"""Reason why an erased file is valid no more, where a cancelled one has its own."""
OF_LAPTOPS = frozenset(
    {e.RECORD_FINISHED, e.RECORD_CANCELLED, SCAN_ADDED, SCAN_LOST, APPLICANT_TOLD}
)
OF_OFFICE = frozenset(
    {e.INTAKE_JUDGED, e.CASE_DECIDED, CASE_MOVED, se.INTAKE_SETTLED, se.RECORD_REVISED}
)
"""Kinds whose bodies may say something of a person; all name a file in `number`. That a slip was
printed or a ticket called says nothing, and stays for the balance."""


class RecordErased(e.Body, frozen=True, kw_only=True):
    """A clerk erased a file: every body about it goes, headers stay.

    Attributes:
        erasure_id: unique; the same one again changes nothing.
        basis: key of `resources/services/erasure.toml`.
        asked_on: ISO day of the request.
        erased_ms: by the office's clock.
        blobs: ids of its scans, hex; their sealed bytes go, too.
    """

    erasure_id: str
    number: str
    basis: str
    asked_on: str
    clerk: str
    erased_ms: int
    blobs: tuple[str, ...] = ()


class Basis(msgspec.Struct, frozen=True):
    """A legal ground for erasing.

    Attributes:
        law: article, as written into the log.
    """

    law: str
    id: str
    en: str

    def title(self, language: Language) -> str:
        """Return the ground for people."""
        return self.id if language == "id" else self.en


@cache
def bases() -> dict[str, Basis]:
    """Return `resources/services/erasure.toml`."""
    return msgspec.convert(resources.toml("services/erasure.toml")["basis"], dict[str, Basis])


class _Named(msgspec.Struct, frozen=True):
    number: str = ""


def number_in(body: bytes) -> str:
    """Return the file that a body names, empty when it names none or cannot be read."""
    try:
        return msgspec.json.decode(body, type=_Named).number
    except msgspec.DecodeError:
        return ""

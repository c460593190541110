"""The office's judgement of one finished file: accepted, held or rejected, with a reason.

Storing the bytes was settled before (decisions A5): a file that cannot be accepted never blocks the
others. A version alone never holds a file (decisions C31).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from outreach_app.domain import nik as nik_rules
from outreach_app.domain import numbering
from outreach_app.domain.entries import ACCEPTED, HELD, REJECTED, RecordFinished
from outreach_app.errors import UserProblem

DUPLICATE_DAYS = 30


@dataclass(frozen=True, slots=True)
class Known:
    """What the office knows besides the file.

    Attributes:
        device: `D007`, who sent it.
        nik: as answered; empty when the form has none.
        number_owner: instance id of the newest revision under this number, empty for a new one.
        same_person: number of an accepted file of the same NIK and service, empty for none.
    """

    device: str
    nik: str = ""
    number_owner: str = ""
    same_person: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Accepted, held or rejected.

    Attributes:
        reason: code of the reason (`INTAKE_…`), empty when accepted.
        facts: values for the reason's text; never a full NIK.
    """

    state: str
    reason: str = ""
    facts: dict[str, str] = field(default_factory=dict)


def judge(record: RecordFinished, known: Known) -> Judgement:
    """Judge a file by the rules, the gravest first."""
    try:
        number = numbering.parse(record.number)
    except UserProblem:
        return Judgement(REJECTED, "INTAKE_001", {"number": record.number})
    if number.origin != known.device:
        return Judgement(REJECTED, "INTAKE_002", {"device": known.device})
    if record.deprecated_id != known.number_owner:
        return _out_of_line(record)
    if known.nik and (hard := nik_rules.check(known.nik).hard):
        return Judgement(HELD, "INTAKE_005", {"why": hard})
    if known.same_person and not record.deprecated_id:
        return Judgement(HELD, "INTAKE_006", {"number": known.same_person})
    return Judgement(ACCEPTED)


def _out_of_line(record: RecordFinished) -> Judgement:
    """A number used twice, or a revision whose parent is no longer the newest: a clerk compares."""
    reason = "INTAKE_004" if record.deprecated_id else "INTAKE_003"
    return Judgement(HELD, reason, {"number": record.number})

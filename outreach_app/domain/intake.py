"""The office's judgement of one finished file: accepted, held or rejected, with a reason.

Storing the bytes was settled before (decisions A5): a file that cannot be accepted never blocks the
others. A version alone never holds a file (decisions C31).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from outreach_app.domain import nik as nik_rules
from outreach_app.domain import numbering
from outreach_app.domain.entries import ACCEPTED, HELD, RECORD, REJECTED, RecordFinished
from outreach_app.errors import UserProblem

DUPLICATE_DAYS = 30
"""A file of the same NIK and service accepted so many days before is compared by a clerk."""

NUMBER_WRONG, NUMBER_FOREIGN = "INTAKE_001", "INTAKE_002"
NUMBER_TAKEN, PARENT_OLD = "INTAKE_003", "INTAKE_004"
NIK_WRONG, SAME_PERSON = "INTAKE_005", "INTAKE_006"
"""Codes of the reasons."""
REUSED_ID, UNREADABLE = "INTAKE_007", "INTAKE_008"
"""Two that come from storing: a revision id came twice with different content; the file is of a
newer kind, or damaged before it was signed."""
MERGED, TURNED_DOWN = "INTAKE_020", "INTAKE_021"
TURNED_DOWN_ASIDE, RETURNED = "INTAKE_022", "INTAKE_023"
"""Four that a clerk says: what it held against went into a revision of the office; rejected;
rejected and it stood aside already; asked back to its officer."""
ASIDE = frozenset(
    {
        NUMBER_WRONG,
        NUMBER_FOREIGN,
        NUMBER_TAKEN,
        PARENT_OLD,
        REUSED_ID,
        MERGED,
        TURNED_DOWN_ASIDE,
    }
)
"""Reasons with which a revision does not become the newest one."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the office knows besides the file.

    Attributes:
        device: `D007`, who sent it.
        nik: as answered; empty when the form has none.
        number_owner: instance id of the newest revision under this number, empty for a new one.
        same_person: number of an accepted file of the same NIK and service, empty for none.
        former_devices: device numbers that this laptop had before it was enrolled again; it emits
            once more, under its old numbers, what was not acknowledged (decisions A1).
    """

    device: str
    nik: str = ""
    number_owner: str = ""
    same_person: str = ""
    former_devices: frozenset[str] = frozenset()


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
        return Judgement(REJECTED, NUMBER_WRONG, {"number": record.number})
    if number.origin not in {known.device, *known.former_devices}:
        return Judgement(REJECTED, NUMBER_FOREIGN, {"device": known.device})
    if record.deprecated_id != known.number_owner:
        return _out_of_line(record)
    if record.kind == RECORD:
        return Judgement(ACCEPTED)  # it asks for nothing, so nobody has to compare it
    if known.nik and (hard := nik_rules.check(known.nik).hard):
        return Judgement(HELD, NIK_WRONG, {"why": hard})
    if known.same_person:
        # A correction is compared too: changing another answer must not settle a duplicate.
        return Judgement(HELD, SAME_PERSON, {"number": known.same_person})
    return Judgement(ACCEPTED)


def _out_of_line(record: RecordFinished) -> Judgement:
    """A number used twice, or a revision whose parent is no longer the newest: a clerk compares."""
    reason = PARENT_OLD if record.deprecated_id else NUMBER_TAKEN
    return Judgement(HELD, reason, {"number": record.number})

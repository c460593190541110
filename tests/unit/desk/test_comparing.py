"""Two revisions beside each other: what is asked is compared, cards too; the rest follows."""

import json

import msgspec
import pytest

from outreach_app.desk.comparing import Comparing, by_itself
from outreach_app.domain.settlement_entries import LAPTOP_SIDE, OFFICE_SIDE, TYPED
from outreach_app.forms.publish import compile_workbook
from outreach_app.officeapi import messages as m

FORM = """
| survey |              |        |             |             |
|        | type         | name   | label       | calculation |
|        | text         | nama   | Nama        |             |
|        | calculate    | besar  |             | translate(${nama}, 'abcde', 'ABCDE') |
|        | begin repeat | anak   | Anak        |             |
|        | text         | sebut  | Nama anak   |             |
|        | integer      | umur   | Umur        |             |
|        | end repeat   |        |             |             |
| settings | form_id | version |
|          | coba    | 1       |
"""
BASE = {"nama": "abe", "besar": "ABE", "anak": [{"sebut": "Adi", "umur": "7"}]}


def revision(answers, **changes):
    facts = {
        "instance_id": "uuid:x",
        "deprecated_id": "",
        "device": "D001",
        "entry_number": 3,
        "head": "",
        "form_id": "coba",
        "form_version": "1",
        "language": "id",
        "officer": "RY",
        "finished_ms": 1_790_000_000_000,
        "arrived_ms": 1_790_000_000_000,
        "answers": msgspec.Raw(json.dumps(answers).encode()),
        "intake": "ditahan",
    }
    return m.Revision(**(facts | changes))


@pytest.fixture
def comparing():
    published = compile_workbook(FORM.strip().encode(), "form.md")
    source = m.FormSource(form_id="coba", form_version="1", xform=published.xml)
    laptop = BASE | {"nama": "cab", "besar": "CAB"}
    laptop |= {"anak": [{"sebut": "Adi", "umur": "8"}, {"sebut": "Sari", "umur": "2"}]}
    office = BASE | {"nama": "bed", "besar": "BED"}
    ids = iter(f"{n:08d}-0000-4000-8000-000000000000" for n in range(10**6))
    return Comparing(source, revision(laptop), revision(office), revision(BASE), lambda: next(ids))


def taken_of(comparing, **sides):
    lines = {line.path: line for line in comparing.lines("id")}
    return {
        path: (side, lines[path].field.laptop if side == LAPTOP_SIDE else lines[path].field.office)
        for path, side in sides.items()
    }


def test_only_what_is_asked_is_compared(comparing):
    lines = {line.path: line for line in comparing.lines("id")}
    assert "besar" not in lines, "computed"
    assert lines["nama"].field.needs_choice
    assert not lines["anak/0/umur"].field.needs_choice, "only the laptop changed it"
    assert (lines["anak/1/sebut"].label, lines["anak/1/sebut"].second) == ("Nama anak", "-")


def test_cards_of_a_side_come_along_and_what_is_computed_follows(comparing):
    taken = {"nama": (TYPED, "dad")} | taken_of(
        comparing,
        **dict.fromkeys(("anak/0/umur", "anak/1/sebut", "anak/1/umur"), LAPTOP_SIDE),
    )
    made = comparing.outcome(taken)
    record = json.loads(bytes(made.answers))
    assert made.problems == ()
    assert (record["nama"], record["besar"]) == ("dad", "DAD")
    assert record["anak"] == [{"sebut": "Adi", "umur": "8"}, {"sebut": "Sari", "umur": "2"}]
    assert made.sides["nama"] == TYPED


def test_what_the_form_refuses_is_said_and_not_made(comparing):
    made = comparing.outcome({"anak/0/umur": (TYPED, "tujuh")})
    assert len(made.problems) == 1
    assert made.problems[0].startswith("Umur")
    fine = comparing.outcome(taken_of(comparing, nama=OFFICE_SIDE))
    assert fine.problems == ()


def test_a_card_that_a_side_removed_goes():
    published = compile_workbook(FORM.strip().encode(), "form.md")
    source = m.FormSource(form_id="coba", form_version="1", xform=published.xml)
    two = BASE | {"anak": [{"sebut": "Adi", "umur": "7"}, {"sebut": "Sari", "umur": "2"}]}
    ids = iter(f"{n:08d}-0000-4000-8000-000000000000" for n in range(10**6))
    sides = revision(BASE), revision(two), revision(two)
    comparing = Comparing(source, *sides, lambda: next(ids))
    taken = {
        line.path: by_itself(line)
        for line in comparing.lines("id")
        if line.field.differs and not line.field.needs_choice
    }
    assert set(taken) == {"anak/1/sebut", "anak/1/umur"}
    record = json.loads(bytes(comparing.outcome(taken).answers))
    assert record["anak"] == BASE["anak"]

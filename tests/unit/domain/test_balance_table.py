"""The table of a day: what was declared against what arrived, on both sides the same."""

import msgspec
import pytest

from outreach_app.domain import balance_table as table
from outreach_app.domain import balance_words as words
from outreach_app.domain import entries as e
from outreach_app.domain.balance import Held
from outreach_app.domain.balance_table import Arrived, Part

FORM = ("paspor", "1")


def manifest(**changes):
    facts = {
        "day_id": "D001-2026-11-24-1",
        "pekon": "18.04.04.2001",
        "date": "2026-11-24",
        "first": 1,
        "last": 40,
        "head": "ab",
        "forms": (e.FormCount(*FORM, 3),),
        "numbers": ("LB-1", "LB-2", "LB-3"),
        "slips": {"58mm": 3, "a5": 1},
        "tickets": {"selesai": 3, "tidak_hadir": 1},
        "scans": {"KK": 2},
        "sealed": 2,
    }
    return e.DayClosed(**(facts | changes))


def files(*states):
    return [Held(f"LB-{n}", *FORM, state) for n, state in enumerate(states, 1)]


ALL_HERE = Arrived({"58mm": 3, "a5": 1}, 4, 2, {"KK": 2})


def counted(held=None, arrived=ALL_HERE, body=None, **more):
    held = files("diterima", "ditahan", "ditolak") if held is None else held
    return table.count("D001", body or manifest(), 41, held, arrived, **more)


def test_every_line_adds_up():
    made = counted()
    assert [(n.what, n.name, n.declared, n.received, n.missing) for n in made.lines] == [
        ("form", "paspor", 3, 3, 0),
        ("slip", "58mm", 3, 3, 0),
        ("slip", "a5", 1, 1, 0),
        ("ticket", "", 4, 4, 0),
        ("citizen", "", 2, 2, 0),
        ("scan", "KK", 2, 2, 0),
    ]
    files_ = made.files
    assert (files_.accepted, files_.held, files_.rejected) == (1, 1, 1)
    assert (made.first, made.last, made.entries) == ("LB-1", "LB-3", (1, 40))
    assert made.balanced
    assert words.differences(made, made) == ()


def test_a_missing_file_unbalances_and_is_named():
    made = counted(files("diterima", "diterima"))
    assert (made.missing, made.files.missing, made.balanced) == (("LB-3",), 1, False)
    (one,) = words.of_office(made)
    assert (one.code, one.facts) == (words.MISSING, {"count": 1, "numbers": "LB-3"})


def test_an_undeclared_file_never_stands_in_for_a_missing_one():
    stranger = Held("LB-9", *FORM, "diterima")
    made = counted([*files("diterima", "diterima"), stranger])
    assert (made.files.received, made.files.missing, made.balanced) == (3, 1, False)
    assert [d.code for d in words.of_office(made)] == [words.MISSING, words.UNDECLARED]


def test_a_missing_scan_is_told_and_does_not_unbalance():
    made = counted(arrived=Arrived({"58mm": 3, "a5": 1}, 4, 2, {"KK": 1}))
    assert (made.balanced, made.scans.missing) == (True, 1)
    assert [d.code for d in words.of_office(made)] == [words.SCANS]


def test_another_chain_is_told_first():
    made = counted(head_agrees=False)
    assert not made.balanced
    assert words.of_office(made)[0].code == words.CHAIN


def test_sides_that_differ_say_where():
    office = counted(files("diterima", "diterima", "ditolak"))
    (one,) = words.differences(counted(), office)
    assert (one.code, one.facts["line"]) == (words.LINE, "paspor 1")
    assert (one.facts["laptop"], one.facts["office"]) == ("1/1/1", "2/0/1")
    assert words.differences(counted(), office, unsent=3) == (), "it is only behind"


def test_an_older_manifest_or_none_is_told_alone():
    assert [d.code for d in words.differences(counted(), None)] == [words.NOT_COUNTED]
    former = msgspec.structs.replace(counted(), manifest=20)
    assert [d.code for d in words.differences(counted(), former)] == [words.FORMER]


def test_the_day_of_several_laptops_names_who_is_behind():
    parts = (
        Part(device="D001", closed=True),
        Part(device="D002", closed=False),
        Part(device="D003", closed=True, declared=5, received=4, missing=1),
    )
    made = msgspec.structs.replace(counted(), parts=parts)
    (one,) = words.of_office(made)
    assert (one.code, one.facts["devices"]) == (words.OTHERS, "D002, D003")


@pytest.mark.parametrize("many", [7, 60])
def test_long_lists_are_cut(many):
    numbers = tuple(f"LB-{n}" for n in range(many))
    made = counted([], body=manifest(numbers=numbers, forms=(e.FormCount(*FORM, many),)))
    facts = words.of_office(made)[0].facts
    assert facts["count"] == many
    assert str(facts["numbers"]).endswith(f"(+{many - 6})")

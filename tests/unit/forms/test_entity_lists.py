"""Offline versions of entities, case by case as the ODK Entities specification and Collect."""

from __future__ import annotations

import csv
import io

import pytest

from outreach_app.forms.entities import Entity
from outreach_app.forms.entity_lists import Held, after, ids, laid_over, outdated

LIST = "name,label,age,__version\nu-1,SITI,40,3\nu-2,SRI,,1\n"


def said(**facts):
    known = {
        "dataset": "people", "entity_id": "u-1", "create": False, "update": True, "label": "",
        "base_version": "3", "trunk_version": "3", "branch_id": "b-1", "properties": {"age": "41"},
    }  # fmt: skip
    return Entity(**(known | facts))


def created(**facts):
    new = {"entity_id": "u-9", "create": True, "update": False, "label": "BARU"}
    return said(**(new | {"base_version": "", "trunk_version": "", "branch_id": ""} | facts))


def rows(text):
    return {row["name"]: row for row in csv.DictReader(io.StringIO(text))}


def seen(text, *held):
    return rows(laid_over(text, held, "D001"))


def test_what_is_new_is_version_one_of_a_branch_without_a_trunk():
    held = after(created(), None, listed=False, branch_id="b-9")
    assert (held.version, held.trunk_version, held.branch_id) == (1, 0, "b-9")
    row = seen(LIST, held)["u-9"]
    assert row == {
        "name": "u-9", "label": "BARU", "age": "41",
        "__version": "1", "__trunkVersion": "", "__branchId": "b-9",
    }  # fmt: skip


@pytest.mark.parametrize("label", ["", "  "])
def test_nothing_is_new_without_a_label(label):
    assert after(created(label=label), None, listed=False, branch_id="b") is None


def test_what_is_there_is_not_made_again():
    held = after(created(), None, listed=False, branch_id="b")
    assert after(created(label="LAIN"), held, listed=False, branch_id="c") is None
    assert after(created(entity_id="u-1"), None, listed=True, branch_id="c") is None


def test_a_change_counts_on_from_the_list_and_stays_on_its_branch():
    first = after(said(), None, listed=True, branch_id="unused")
    assert (first.version, first.trunk_version, first.branch_id) == (4, 3, "b-1")
    second = after(said(base_version="4", label="SITI A"), first, listed=True, branch_id="unused")
    assert (second.version, second.trunk_version, second.branch_id) == (5, 3, "b-1")
    row = seen(LIST, second)["u-1"]
    assert (row["label"], row["age"]) == ("SITI A", "41")
    assert (row["__version"], row["__trunkVersion"], row["__branchId"]) == ("5", "3", "b-1")


def test_a_blank_label_keeps_the_one_before_and_other_properties_stay():
    held = after(said(properties={"job": "tani"}), None, listed=True, branch_id="b")
    row = seen(LIST, held)["u-1"]
    assert (row["label"], row["age"], row["job"]) == ("SITI", "40", "tani")


def test_a_change_of_what_nobody_knows_changes_nothing():
    assert after(said(entity_id="u-8"), None, listed=False, branch_id="b") is None


def test_create_or_update_is_one_or_the_other():
    both = {"create": True, "update": True, "label": "X"}
    made = after(created(**both), None, listed=False, branch_id="b")
    assert made.version == 1
    changed = after(said(**both), None, listed=True, branch_id="b")
    assert (changed.version, changed.label) == (4, "X")
    assert after(created(**both), made, listed=False, branch_id="c").version == 2


def test_a_change_of_what_began_here_has_no_trunk():
    made = after(created(), None, listed=False, branch_id="b-9")
    row = seen(LIST, made)["u-9"]
    block = said(entity_id="u-9", base_version=row["__version"], trunk_version="", branch_id="b-9")
    changed = after(block, made, listed=False, branch_id="unused")
    assert (changed.version, changed.trunk_version, changed.branch_id) == (2, 0, "b-9")


@pytest.mark.parametrize(
    ("office", "label"),
    [(3, "HERE"), (4, "HERE"), (5, "OFFICE"), (6, "OFFICE")],
)
def test_the_office_s_list_is_taken_from_the_same_version_on(office, label):
    held = Held(dataset="people", entity_id="u-1", label="HERE", version=5, trunk_version=3,
                branch_id="b-1")  # fmt: skip
    text = f"name,label,__version\nu-1,OFFICE,{office}\n"
    row = seen(text, held)["u-1"]
    assert row["label"] == label
    assert outdated(held, ids(text)) is (label == "OFFICE")
    if label == "OFFICE":
        assert row["__version"] == row["__trunkVersion"] == str(office)
        assert row["__branchId"] not in ("", "b-1"), "a new run of changes"


def test_what_the_office_took_away_goes_and_what_began_here_stays():
    gone = Held(dataset="people", entity_id="u-7", label="X", version=2, trunk_version=1)
    new = Held(dataset="people", entity_id="u-9", label="Y", branch_id="b")
    assert seen(LIST, gone, new).keys() == {"u-1", "u-2", "u-9"}


def test_a_branch_is_the_laptop_s_own_and_the_same_until_the_office_says_more():
    def branch(text, laptop):
        return rows(laid_over(text, (), laptop))["u-1"]["__branchId"]

    assert branch(LIST, "D001") == branch(LIST, "D001")
    assert len({branch(LIST, "D001"), branch(LIST, "D002"),
                branch(LIST.replace(",3", ",4"), "D001")}) == 3  # fmt: skip


def test_a_list_without_versions_is_at_its_first():
    text = "name;label\nu-1;SITI\n"
    held = after(said(base_version="", trunk_version="", branch_id=""), None,
                 listed="u-1" in ids(text), branch_id="b-2")  # fmt: skip
    assert (held.version, held.trunk_version, held.branch_id) == (2, 1, "b-2")
    assert seen(text, held)["u-1"]["__version"] == "2"


def test_a_list_of_something_else_stays_as_it_is():
    text = "code,text\n1,A\n"
    assert laid_over(text, (Held(dataset="x", entity_id="u", label="L"),), "D001") == text


def test_odd_words_come_back_whole():
    odd = 'a,"b";\n=1 \u202e'
    held = Held(dataset="people", entity_id="u-9", label=odd, properties=(("age", odd),))
    row = seen(LIST, held)["u-9"]
    assert (row["label"], row["age"]) == (odd, odd)

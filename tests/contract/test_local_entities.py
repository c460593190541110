"""A follow-up form sees what an earlier one found on this laptop, before any sync."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from outreach_app.casework.entities import settle
from outreach_app.forms.publish import compile_workbook
from outreach_app.practice.village_day import PEKON
from outreach_app.store.removals import PURGED

SERVICE = "PENGELUARAN"
FORM = """
| survey |
| | type | name | label | save_to |
| | select_one_from_file people.csv | pid | Who | |
| | text | n | Name | |
| | integer | age | Age | age |
| entities |
| | list_name | label | entity_id | create_if | update_if |
| | people | ${n} | coalesce(${pid}, once(uuid())) | ${pid} = '' | ${pid} != '' |
| settings |
| | form_id | version |
| | pengeluaran | 2099 |
"""
LIST = "name,label,age,__version\nu-1,SITI,40,3\n"


def publish(laptop, text, version="2099"):
    xform = compile_workbook(FORM.replace("2099", version).encode(), "form.md").xml
    place = laptop.place
    stored = place.run(lambda s: s.forms.get("pengeluaran"))
    form = replace(
        stored, form_version=version, xform=xform, attachments={"people.csv": text}
    )  # fmt: skip
    place.run(lambda s: s.forms.put(form))


@pytest.fixture
def laptop(practice):
    _, laptop, post, _ = practice
    laptop.sync_now(post)
    laptop.open_day(PEKON)
    publish(laptop, LIST)
    return laptop


def finished(laptop, **answers):
    file = laptop.start_file(SERVICE)
    for name, value in answers.items():
        file.answer(f"/data/{name}", value)
    return file.finish().number


def people(laptop):
    file = laptop.start_file(SERVICE)
    return {c.label: c.value for c in file.session.choices("/data/pid", "id")}


def block(laptop, **answers):
    """Return what a file that is being filled in would say of its entity."""
    file = laptop.start_file(SERVICE)
    for name, value in answers.items():
        file.answer(f"/data/{name}", value)
    (entity,) = file.session.entities()
    return entity


def test_what_a_file_created_is_offered_by_the_next_and_changed_by_a_third(laptop):
    assert people(laptop) == {"SITI": "u-1"}
    finished(laptop, n="BARU", age="7")
    new = people(laptop)["BARU"]
    assert block(laptop, pid=new, age="8").base_version == "1"
    finished(laptop, pid=new, n="BARU A", age="8")
    assert people(laptop) == {"SITI": "u-1", "BARU A": new}
    third = block(laptop, pid=new)
    assert (third.base_version, third.trunk_version) == ("2", "")
    assert third.branch_id


def test_a_change_tells_the_office_what_it_was_based_on(laptop):
    first = block(laptop, pid="u-1")
    assert (first.base_version, first.trunk_version) == ("3", "3")
    finished(laptop, pid="u-1", age="41")
    second = block(laptop, pid="u-1")
    assert (second.base_version, second.trunk_version) == ("4", "3")
    assert second.branch_id == first.branch_id != ""
    assert people(laptop) == {"SITI": "u-1"}, "a blank label keeps the one before"


def test_a_draft_and_a_correction_change_no_list(laptop):
    file = laptop.start_file(SERVICE)
    file.answer("/data/n", "DRAF")
    assert "DRAF" not in people(laptop)
    number = finished(laptop, n="BARU")
    again = laptop.correct(number)
    again.answer("/data/n", "KOREKSI")
    again.finish()
    assert people(laptop).keys() == {"SITI", "BARU"}


def test_the_office_s_list_takes_over_when_it_knows_as_much(laptop):
    finished(laptop, n="BARU")
    new = people(laptop)["BARU"]
    finished(laptop, pid="u-1", n="DI SINI")
    publish(laptop, f"{LIST}{new},DI KANTOR,,1\n", "2100")
    assert people(laptop).keys() == {"DI SINI", "DI KANTOR"}
    publish(laptop, f"name,label,__version\nu-1,JUGA KANTOR,4\n{new},DI KANTOR,1\n", "2101")
    assert people(laptop).keys() == {"JUGA KANTOR", "DI KANTOR"}


def test_a_published_list_lets_go_of_what_it_knows(laptop):
    finished(laptop, n="BARU")
    new = people(laptop)["BARU"]
    place = laptop.place
    place.run(lambda s: settle(s, {"people.csv": LIST}))
    assert place.run(lambda s: len(s.entities.of("people"))) == 1
    place.run(lambda s: settle(s, {"people.csv": f"{LIST}{new},X,,1\n"}))
    assert place.run(lambda s: s.entities.of("people")) == ()


def test_what_is_purged_or_erased_leaves_the_list_too(laptop):
    number = finished(laptop, n="BARU")
    kept = finished(laptop, n="LAIN")
    laptop.place.run(lambda s: s.removals.remove([number], PURGED, 1))
    assert people(laptop).keys() == {"SITI", "LAIN"}
    assert kept


def test_a_list_that_no_form_here_reads_is_not_kept(laptop):
    publish(laptop, LIST)
    place = laptop.place
    place.run(lambda s: s.forms.put(replace(s.forms.get("pengeluaran"), attachments={})))
    finished(laptop, n="BARU")
    assert place.run(lambda s: s.entities.of("people")) == ()


def test_the_record_for_the_office_holds_the_block(laptop):
    number = finished(laptop, pid="u-1", age="41")
    answers = json.loads(laptop.place.run(lambda s: s.records.get(number)).answers)
    block = answers["meta"]["entity"]
    facts = {"@dataset": "people", "@id": "u-1", "@baseVersion": "3", "@trunkVersion": "3"}
    assert block.items() >= facts.items()
    assert block["@branchId"]

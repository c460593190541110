"""What an open file knows of laptop, officer, place and the file before: the laptop is real."""

from __future__ import annotations

from dataclasses import replace

import pytest

from outreach_app.casework.citizen import CitizenForm
from outreach_app.casework.citizen_offers import Offer
from outreach_app.casework.file_client import client_of
from outreach_app.casework.laptop_forms import compiled
from outreach_app.forms.publish import compile_workbook
from outreach_app.practice import office_day
from outreach_app.practice.village_day import PEKON

SERVICE = "PENGELUARAN"
ROWS = """
| survey |               |        |        |                                                  |
|        | type          | name   | label  | default                                          |
|        | text          | driver | Driver | ${last-saved#driver}                             |
|        | integer       | km     | Km     |                                                  |
|        | deviceid      | device |        |                                                  |
|        | username      | who    |        |                                                  |
|        | phonenumber   | phone  |        |                                                  |
|        | start-geopoint | where |        |                                                  |
| settings |             |        |        |                                                  |
|        | form_id       | version |       |                                                  |
|        | pengeluaran   | 2099   |        |                                                  |
"""


@pytest.fixture
def laptop(practice):
    _, laptop, post, _ = practice
    laptop.sync_now(post)
    laptop.open_day(PEKON)
    xform = compile_workbook(ROWS.encode(), "form.md").xml
    place = laptop.place
    stored = place.run(lambda s: s.forms.get("pengeluaran"))
    place.run(lambda s: s.forms.put(replace(stored, form_version="2099", xform=xform)))
    return laptop


def finished(laptop, driver: str) -> str:
    file = laptop.start_file(SERVICE)
    file.answer("/data/driver", driver)
    return file.finish().number


def begins_with(file) -> str:
    return file.session.value("/data/driver")


def test_a_new_file_begins_with_the_last_finished_one_and_a_correction_with_its_own(laptop):
    assert begins_with(laptop.start_file(SERVICE)) == "", "nothing was finished yet"
    first = finished(laptop, "Suyono")
    left = laptop.start_file(SERVICE)
    assert begins_with(left) == "Suyono"
    left.answer("/data/driver", "not finished")
    assert begins_with(laptop.start_file(SERVICE)) == "Suyono", "a draft is not yet saved"
    void = finished(laptop, "Void")
    laptop.place.run(lambda s: s.records.cancel(void, "keliru", 0))
    assert begins_with(laptop.start_file(SERVICE)) == "Suyono", "a void file counts no more"
    second = finished(laptop, "Tukiman")
    assert begins_with(laptop.resume(left.draft.draft_id)) == "not finished"
    again = laptop.correct(first)
    assert begins_with(again) == "Suyono"
    last = {n: laptop.place.run(lambda s, n=n: s.records.last_of("pengeluaran", n))
            for n in (first, second)}  # fmt: skip
    assert last[first] is None, "a correction never sees itself, nor what came later"
    assert last[second].number == first


def test_the_laptop_and_the_officer_are_known_and_the_place_when_a_device_tells_it(laptop):
    told = [""]
    laptop.place.locate = lambda: told[0]
    file = laptop.start_file(SERVICE)
    known = {n: file.session.value(f"/data/{n}") for n in ("device", "who", "phone", "where")}
    who = office_day.OFFICER.officer_id
    assert known == {"device": "outreach:D001", "who": who, "phone": "", "where": ""}
    assert not file.locate(), "no device, nothing recorded, nothing waited for"
    told[0] = "-5.0300000 104.0800000 900.0 5.0"
    assert file.locate() == {"/data/where"}
    told[0] = "0 0 0 0"
    assert not file.locate(), "recorded once"
    again = laptop.resume(file.draft.draft_id)
    assert again.session.value("/data/where") == "-5.0300000 104.0800000 900.0 5.0"
    assert not again.locate()


def test_a_citizens_form_knows_no_officer_no_place_and_no_other_file(laptop):
    finished(laptop, "Suyono")
    laptop.place.locate = lambda: "-5.03 104.08 900 5"
    place = laptop.place
    stored = place.run(lambda s: s.forms.get("pengeluaran"))
    form = CitizenForm(place, Offer(place.rules.service(SERVICE)), stored, PEKON, "id")
    record = form.session.record()
    del record["meta"]
    assert record == {"device": "outreach:D001"}
    # Known-bad twin: a sealed form's records could be read, were they looked up.
    secret = replace(stored, form_id="skm")
    place.run(lambda s: s.forms.put(secret))
    draft = replace(laptop.start_file(SERVICE).draft, form_id="skm")
    record = place.run(lambda s: s.records.all(1))[0]
    place.run(lambda s: s.records.add(replace(record, form_id="skm", instance_id="x", number="n")))
    assert place.run(lambda s: s.records.last_of("skm")) is not None
    assert client_of(place, draft, compiled(secret.xform)).last_saved is None

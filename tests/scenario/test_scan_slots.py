"""A question of a form that takes a copy of a paper: checked at the office, told at the finish."""

from __future__ import annotations

import io
import json

import openpyxl
import pytest

from outreach_app.casework import scans
from outreach_app.errors import UserProblem
from outreach_app.officeapi import messages as m
from outreach_app.officeapi.client import FormRefused, OfficeClient
from outreach_app.officeapi.forms_client import FormsClient
from outreach_app.practice import office_day
from outreach_app.practice.village_day import PEKON
from tests.scenario.test_scans import photo

ROWS = (
    ("type", "name", "label::Indonesian (id)", "label::English (en)", "appearance", "parameters"),
    ("text", "what", "Untuk apa", "What for", "", ""),
    ("image", "card", "Kartu keluarga", "Family card", "{look}", "max-pixels=900"),
)


def workbook(look: str) -> m.PublishForm:
    book = openpyxl.Workbook()
    survey = book.active
    survey.title = "survey"
    for row in ROWS:
        survey.append([cell.format(look=look) for cell in row])
    settings = book.create_sheet("settings")
    settings.append(("form_id", "version", "default_language"))
    settings.append(("pengeluaran", "2099", "Indonesian (id)"))
    data = io.BytesIO()
    book.save(data)
    return m.PublishForm(name="pengeluaran.xlsx", data=data.getvalue())


@pytest.fixture
def day(practice):
    office, laptop, post, profile = practice
    clerk = OfficeClient(office.url)
    clerk.sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)
    with pytest.raises(FormRefused) as refused:
        FormsClient(clerk).check(workbook("paper-KTP"))
    assert refused.value.problems[0].code == "FORMS_032"
    assert "paper-KK" in refused.value.problems[0].text_id
    checked = FormsClient(clerk).check(workbook("paper-KK"))
    assert [(w.code, w.row) for w in checked.warnings] == [("FORMS_113", 3)]
    assert checked.warnings[0].text_id != checked.warnings[0].text_en
    clerk.publish_form(workbook("paper-KK"))
    laptop.sync_now(post)
    laptop.open_day(PEKON)
    yield laptop, profile, post, clerk
    clerk.close()


def told(laptop) -> list[str]:
    feed = laptop.place.run(lambda store: [e.kind for e in store.feed.entries_after(0, 1000)])
    return [kind for kind in feed if kind in ("record.finished", "scan.added")]


def test_a_copy_is_sealed_with_the_draft_told_with_the_record_and_dropped_when_replaced(day):
    laptop, profile, post, _ = day
    file = laptop.start_file("PENGELUARAN")
    first = file.take_scan("KK", photo(seed=b"pertama"), 900)
    file.answer("/data/card", first)
    second = file.take_scan("KK", photo(seed=b"kedua__"), 900)
    file.answer("/data/card", second)
    assert first != second
    again = laptop.resume(file.draft.draft_id)
    assert again.session.value("/data/card") == second
    assert again.scanned(second) == file.scanned(second) != file.scanned(first)
    assert told(laptop) == [], "nothing is told before the file is finished"
    assert len(list(profile.scans_folder.iterdir())) == 2
    number = again.finish().number
    (kept,) = scans.scans_of(laptop.place, number)
    assert second == f"KK-{kept.blob_id.hex()[:16]}.webp"
    assert told(laptop) == ["record.finished", "scan.added"]
    assert [f.name for f in profile.scans_folder.iterdir()] == [kept.blob_id.hex()]
    record = json.loads(laptop.file(number).answers)
    assert record["card"] == second
    # A correction keeps the copy without telling it twice.
    correction = laptop.correct(number)
    assert correction.scanned(second) == scans.picture_of(profile.scans_folder, kept)
    correction.answer("/data/what", "lain")
    correction.finish()
    assert told(laptop) == ["record.finished", "scan.added", "record.finished"]
    laptop.sync_now(post)
    assert laptop.place.run(lambda store: store.scans.waiting()) == [], "the office has it"


def test_a_paper_that_is_seen_only_is_not_taken_whatever_the_form_says(day):
    laptop, profile, _, _ = day
    file = laptop.start_file("PENGELUARAN")
    for paper, data, code in (("KTP", photo(), "SCAN_001"), ("KK", b"no picture", "SCAN_002")):
        with pytest.raises(UserProblem) as said:
            file.take_scan(paper, data)
        assert said.value.code == code
    assert not profile.scans_folder.exists() or not list(profile.scans_folder.iterdir())

"""A form version from the desk's spreadsheet to a draft in the village, and its withdrawal."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import openpyxl
import pytest

from outreach_app import resources
from outreach_app.casework.carry_over import carry
from outreach_app.domain.form_entries import FormWithdrawn
from outreach_app.errors import UserProblem
from outreach_app.forms.publish import compile_workbook
from outreach_app.officeapi import forms_messages as fm
from outreach_app.officeapi import messages as m
from outreach_app.officeapi.client import FormRefused, OfficeClient
from outreach_app.officeapi.forms_client import FormsClient
from outreach_app.practice import office_day
from outreach_app.practice.village_day import PEKON
from outreach_app.store.rows import WithdrawnForm


def next_version(drop: str = "", bad: str = "") -> bytes:
    """Our passport form as the next version, without the question `drop`."""
    book = openpyxl.load_workbook(io.BytesIO(resources.data("forms/paspor.xlsx")))
    sheet, settings = book["survey"], book["settings"]
    heads = [c.value for c in sheet[1]]
    name = heads.index("name") + 1
    for row in range(sheet.max_row, 1, -1):
        if drop and sheet.cell(row, name).value == drop:
            sheet.delete_rows(row)
        if bad and sheet.cell(row, name).value == "nama":
            sheet.cell(row, heads.index("relevant") + 1).value = bad
    settings.cell(2, [c.value for c in settings[1]].index("version") + 1).value = "2099010101"
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


@pytest.fixture
def clerk(practice):
    client = OfficeClient(practice[0].url)
    client.sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)
    yield client
    client.close()


def wanted(data: bytes) -> m.PublishForm:
    lists = {"wilayah.csv": resources.text("forms/wilayah.csv")}
    return m.PublishForm(name="paspor.xlsx", data=data, attachments=lists)


def test_checking_returns_the_form_itself_and_publishes_nothing(clerk):
    before = clerk.publications()
    found = FormsClient(clerk).check(wanted(next_version()))
    assert (found.form_id, found.form_version) == ("paspor", "2099010101")
    assert "<h:html" in found.xform
    assert clerk.publications() == before
    with pytest.raises(FormRefused) as refused:
        FormsClient(clerk).check(wanted(next_version(bad="unheard_of(1)")))
    (problem,) = refused.value.problems
    assert (problem.sheet, problem.column) == ("survey", "relevant")
    assert problem.row > 1


def test_an_open_draft_stays_on_its_version_until_that_is_withdrawn(practice, clerk):
    _, laptop, post, _ = practice
    laptop.sync_now(post)
    laptop.open_day(PEKON)
    file = laptop.start_file("PAS-BARU")
    file.answer("/data/identitas/nama", "Ngatiyem")
    file.answer("/data/identitas/nama_lain", "Tiyem")
    began = file.draft.form_version
    clerk.publish_form(wanted(next_version(drop="nama_lain_dummy")))
    laptop.sync_now(post)
    file = laptop.resume(file.draft.draft_id)
    assert file.draft.form_version == began
    assert file.version_note() == ("2099010101", None)
    assert laptop.start_file("PAS-BARU").draft.form_version == "2099010101"
    taken = fm.WithdrawForm(form_id="paspor", form_version=began, reason="Nama lama keliru.")
    FormsClient(clerk).withdraw(taken)
    laptop.sync_now(post)
    file = laptop.resume(file.draft.draft_id)
    assert file.draft.form_version == "2099010101"
    assert file.session.value("/data/identitas/nama") == "Ngatiyem"
    newest, carried = file.version_note()
    assert newest == ""
    assert (carried.from_version, carried.reason) == (began, "Nama lama keliru.")
    again = laptop.resume(file.draft.draft_id)
    assert again.version_note()[1] == carried, "once, and still known after a restart"


def test_what_has_no_place_is_kept_and_named(practice):
    _, laptop, post, _ = practice
    laptop.sync_now(post)
    laptop.open_day(PEKON)
    file = laptop.start_file("PAS-BARU")
    file.answer("/data/identitas/nama_lain", "Tiyem")
    began, form = file.draft.form_version, file.draft.form_id
    text = json.dumps(file.session.draft())
    assert "Tiyem" in text
    place = laptop.place
    newer = place.run(lambda store: store.forms.get(form))
    without = _without(newer.xform, "nama_lain")
    place.run(lambda store: store.forms.put(replace(newer, form_version="b", xform=without)))
    gone = FormWithdrawn(form_id=form, form_version=began, reason="Keliru.")
    place.run(
        lambda store: store.forms.withdraw(
            WithdrawnForm(form_id=form, form_version=began, reason=gone.reason)
        )
    )
    file = laptop.resume(file.draft.draft_id)
    _, carried = file.version_note()
    assert carried.unplaced == (("Nama lama atau alias (boleh kosong)", "Tiyem"),)


def _without(xform: str, name: str) -> str:
    """The form with a question under another name: its former path is gone."""
    return xform.replace(name, f"{name}_baru")


def test_the_only_version_is_not_withdrawn(clerk):
    (only,) = {p.version for p in clerk.publications() if p.name == "paspor"}
    forms = FormsClient(clerk)
    for version, reason, code in (
        (only, "Keliru.", "OFFICE_037"),
        (only, "  ", "OFFICE_035"),
        ("never", "Keliru.", "OFFICE_007"),
    ):
        with pytest.raises(UserProblem) as said:
            forms.withdraw(fm.WithdrawForm(form_id="paspor", form_version=version, reason=reason))
        assert said.value.code == code


def test_answers_go_over_by_path_cards_too():
    def form(rows, version):
        head = "| survey | | | |\n| | type | name | label |\n"
        tail = f"| settings | | |\n| | form_id | version |\n| | x | {version} |\n"
        return compile_workbook((head + rows + tail).encode(), "a.md").form

    to = form(
        "| | text | a | A |\n| | begin_repeat | c | C |\n| | text | n | N |\n| | end_repeat | | |\n"
        "| | begin_group | g | G |\n| | text | z | Z |\n| | end_group | | |\n",
        2,
    )
    answers = {"a": "1", "old": "2", "c": [{"n": "x", "gone": "y"}, {"n": "z"}], "g": "flat"}
    made = carry(answers, to)
    assert made.answers == {"a": "1", "c": [{"n": "x"}, {"n": "z"}]}
    assert made.unplaced == [("/data/old", "2"), ("/data/c/gone", "y"), ("/data/g", "flat")]

"""A question that takes a copy of a paper, in the real field window and alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PIL import Image
from PySide6.QtWidgets import QFileDialog

from outreach_app import i18n
from outreach_app.casework import scans
from outreach_app.forms import ItemView
from outreach_app.forms.publish import compile_workbook
from outreach_app.practice.village_day import PEKON
from outreach_app.ui.questions.around import Around
from outreach_app.ui.questions.kinds import field_for
from outreach_app.ui.questions.scans import ScanField

FORM = """
| survey   |             |         |             |            |
|          | type        | name    | label       | appearance |
|          | image       | card    | Family card | paper-KK   |
| settings |             |         |             |            |
|          | form_id     | version |             |            |
|          | pengeluaran | 2099    |             |            |
"""


def test_a_copy_is_taken_seen_removed_taken_again_and_sent_with_the_file(
    field_window, enter, qtbot, monkeypatch, tmp_path
):
    enter()
    qtbot.waitUntil(lambda: field_window.laptop is not None, timeout=20_000)
    laptop = field_window.open_laptop
    laptop.sync_now(field_window.doors.post)
    laptop.open_day(PEKON)
    place, xform = laptop.place, compile_workbook(FORM.encode(), "form.md", ("KK",)).xml
    stored = place.run(lambda s: s.forms.get("pengeluaran"))
    place.run(lambda s: s.forms.put(replace(stored, form_version="2099", xform=xform)))
    field_window.files.start_form("PENGELUARAN")
    desk = field_window.page
    (field,) = desk.form.findChildren(ScanField)
    session = desk.file.session
    picture = tmp_path / "kk.png"
    Image.new("L", (800, 600), 200).save(picture)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *a, **k: (str(picture), ""))
    take, _, remove = field.controls()
    assert not remove.isVisible()
    take.click()
    qtbot.waitUntil(lambda: session.value("/data/card") != "", timeout=10_000)
    assert field._shown.isVisible()
    remove.click()
    assert session.value("/data/card") == ""
    assert not field._shown.isVisible()
    take.click()
    qtbot.waitUntil(lambda: session.value("/data/card") != "", timeout=10_000)
    (tmp_path / "notes.txt").write_text("x")
    monkeypatch.setattr(
        QFileDialog, "getOpenFileName", lambda *a, **k: (str(tmp_path / "notes.txt"), "")
    )
    before = session.value("/data/card")
    take.click()
    qtbot.waitUntil(lambda: "SCAN_002" in field_window.frame.banner.text, timeout=10_000)
    assert session.value("/data/card") == before, "what was taken stays"
    desk.show_check()
    desk.finish()
    record = place.run(lambda s: s.records.last_of("pengeluaran"))
    assert [s.paper for s in scans.scans_of(place, record.number)] == ["KK"]


@pytest.mark.parametrize("language", ["id", "en"])
def test_where_no_copy_can_be_taken_it_is_said_and_the_buttons_are_off(qtbot, language):
    i18n.use(language)
    view = ItemView("/data/card", "card", "file", ("paper-KK",), "Family card")
    field = field_for(view, Around(date(2026, 11, 24)))
    qtbot.addWidget(field)
    field.show()
    assert isinstance(field, ScanField)
    assert field._said.text() == i18n.tr(
        "A copy of {paper} is taken by an officer, not here.", paper="KK"
    )
    assert not any(made.isEnabled() for made in field.controls())
    i18n.use("id")

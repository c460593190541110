"""Where the laptop is and what was said last, through the field window; the receiver is a pty."""

from __future__ import annotations

from dataclasses import replace

from outreach_app import i18n
from outreach_app.field.file_desk import FileDesk
from outreach_app.forms.publish import compile_workbook
from outreach_app.practice.village_day import PEKON
from tests.ui.test_gps import GOOD, NOTHING

FORM = """
| survey   |                |         |        |                        |
|          | type           | name    | label  | default                |
|          | text           | driver  | Driver | ${last-saved#driver}   |
|          | start-geopoint | where   |        |                        |
| settings |                |         |        |                        |
|          | form_id        | version |        |                        |
|          | pengeluaran    | 2099    |        |                        |
"""


def prepared(window):
    """A day is open and the expense form records where the laptop is."""
    laptop = window.open_laptop
    laptop.sync_now(window.doors.post)
    laptop.open_day(PEKON)
    place, xform = laptop.place, compile_workbook(FORM.encode(), "form.md").xml
    stored = place.run(lambda s: s.forms.get("pengeluaran"))
    place.run(lambda s: s.forms.put(replace(stored, form_version="2099", xform=xform)))


def test_the_place_is_told_recorded_when_known_and_the_next_file_knows_the_last(
    field_window, enter, receiver, monkeypatch, qtbot
):
    enter()
    qtbot.waitUntil(lambda: field_window.laptop is not None, timeout=20_000)
    prepared(field_window)
    monkeypatch.setenv("OUTREACH_GPS", receiver(NOTHING, GOOD))
    field_window.files.start_form("PENGELUARAN")
    desk = field_window.page
    assert isinstance(desk, FileDesk)
    assert i18n.tr("This form records where the laptop is.") in field_window.frame.banner.text
    session = desk.file.session
    qtbot.waitUntil(lambda: session.value("/data/where") != "", timeout=20_000)
    assert session.value("/data/where").startswith("-5.03")
    desk.file.answer("/data/driver", "Suyono")
    desk.form.reread()
    desk.show_check()
    desk.finish()
    field_window.files.start_form("PENGELUARAN")
    again = field_window.page.file.session
    assert again.value("/data/driver") == "Suyono"
    assert again.value("/data/where").startswith("-5.03"), "known from before, at once"


def test_without_a_receiver_it_is_said_that_the_place_stays_blank(
    field_window, enter, monkeypatch, qtbot
):
    enter()
    qtbot.waitUntil(lambda: field_window.laptop is not None, timeout=20_000)
    prepared(field_window)
    monkeypatch.setattr("outreach_app.ui.gps.ports", tuple)
    field_window.files.start_form("PENGELUARAN")
    said = i18n.tr("No GPS receiver is plugged in, so the place stays blank.")
    assert said in field_window.frame.banner.text
    assert field_window.page.file.session.value("/data/where") == ""

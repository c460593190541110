"""The stick in both windows, driven as people do."""

import pytest

from outreach_app.desk.batch_pages import BatchesPage
from outreach_app.practice.village_day import PEKON
from outreach_app.ui.stick_page import StickPage


@pytest.fixture
def windows(practice, both_windows, clerk_enters, qtbot):
    field, desk = both_windows
    field.laptop = practice[1]
    clerk_enters(desk)
    qtbot.waitUntil(lambda: isinstance(desk.page, BatchesPage) and not desk.busy, timeout=10_000)
    return field, desk


def states(page):
    last = page.files.columnCount() - 1
    return [page.files.item(at, last).text() for at in range(page.files.rowCount())]


def test_a_stick_goes_round_and_each_file_says_what_it_is(windows, qtbot, tmp_path):
    field, desk = windows
    field.laptop.open_day(PEKON)
    (tmp_path / "foto.outreach").write_bytes(b"\xff\xd8 holiday")
    field.sticks.show()
    assert isinstance(field.page, StickPage)
    assert "Pilih USB dulu" in field.page.empty.text()
    field.sticks.choose(tmp_path)
    qtbot.waitUntil(lambda: not field.sticks.busy, timeout=5000)
    field.sticks.save()
    qtbot.waitUntil(lambda: "aman dicabut" in field.page.result.text(), timeout=5000)
    assert field.laptop.sync_state().on_stick_ms > 0
    assert any("Menunggu dibawa" in text for text in states(field.page))
    assert any("Bukan berkas kurir" in text for text in states(field.page))
    desk.sticks.show()
    qtbot.waitUntil(lambda: isinstance(desk.page, StickPage) and not desk.busy, timeout=5000)
    desk.sticks.choose(tmp_path)
    desk.sticks.read()
    qtbot.waitUntil(lambda: "1 dari 2" in desk.page.result.text(), timeout=5000)
    field.sticks.read()
    qtbot.waitUntil(lambda: "Balasan dibaca: 1" in field.page.result.text(), timeout=5000)
    assert any("sudah dibaca" in text for text in states(field.page))
    assert field.laptop.sync_state().on_stick_ms == 0, "the office's word is here"


def test_a_stick_that_is_gone_is_said_and_nothing_is_lost(windows, qtbot, tmp_path):
    field, _ = windows
    field.sticks.folder = tmp_path / "pulled" / "out"
    field.sticks.save()
    qtbot.waitUntil(lambda: "COURIER_003" in field.frame.banner.text, timeout=5000)

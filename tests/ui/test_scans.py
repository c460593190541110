"""Scans in both windows: taken on the laptop, seen at the desk."""

import os

import pytest
from PIL import Image
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from outreach_app import i18n
from outreach_app.casework import open_laptop
from outreach_app.clock import SystemClock
from outreach_app.desk.scans_desk import ScansPage
from outreach_app.desk.window import DeskWindow
from outreach_app.domain import bundled
from outreach_app.field.main import doors_of
from outreach_app.field.scan_desk import ScanPage, newest_picture
from outreach_app.field.window import FieldWindow
from outreach_app.officeapi import messages as m
from outreach_app.officeapi.client import OfficeClient
from outreach_app.practice import office_day
from outreach_app.practice.answers import fill
from outreach_app.practice.people import People
from outreach_app.practice.village_day import PEKON
from outreach_app.ui import theme


@pytest.fixture
def day(practice):
    office, laptop, post, profile = practice
    clerk = OfficeClient(office.url)
    clerk.sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)
    text = bundled.text("services").replace("[PAS-BARU]", "[PAS-BARU]\nscans = true")
    clerk.publish_resource(m.PublishResource(name="services", version="uji", text=text))
    laptop.sync_now(post)
    laptop.open_day(PEKON)
    people = People(5, laptop.place.today(), PEKON).draw(30)
    person = next(p for p in people if p.service == "PAS-BARU" and not p.edge)
    file = laptop.start_file("PAS-BARU")
    fill(file, person, laptop.place.today())
    number = file.finish(similar_reason="Sudah dibandingkan").number
    laptop.lock()
    return office, profile, number


def picture(path, shade=200):
    Image.new("L", (1600, 1200), shade).save(path)
    return path


def test_taken_on_the_laptop_and_seen_at_the_desk(day, qtbot, qapp, tmp_path, monkeypatch):
    office, profile, number = day
    theme.apply(qapp)
    i18n.use("id")
    window = FieldWindow(doors_of(profile, office.url, "latihan"))
    window.resize(1366, 697)
    qtbot.addWidget(window)
    window.show()
    laptop = open_laptop(
        profile,
        office_day.OFFICER.officer_id,
        office_day.OFFICER_PASSPHRASE,
        clock=SystemClock(),
        random=bytes,
    )
    window.gate.signed_in(laptop)
    window.scans.show(number)
    assert isinstance(window.page, ScanPage)
    chosen = str(picture(tmp_path / "kk.png"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *a, **k: (chosen, ""))
    before = window.page
    window.scans.take(number, "KK", newest=False)
    qtbot.waitUntil(lambda: window.page is not before, timeout=10_000)
    qtbot.waitUntil(lambda: not window.sending.busy, timeout=10_000)
    window.sending.send()
    qtbot.waitUntil(
        lambda: (
            not window.sending.busy and laptop.place.run(lambda store: store.scans.waiting()) == []
        ),
        timeout=15_000,
    )
    (sealed,) = profile.scans_folder.glob("*")
    kept = sealed.read_bytes()
    for spoil, said in ((lambda: sealed.write_bytes(kept[:-1]), "rusak"), (sealed.unlink, "tidak")):
        spoil()
        window.scans.show(number)
        assert any(f"{said} " in one.text() for one in window.page.findChildren(QLabel))
    asked = []
    monkeypatch.setattr(window.sending._syncing, "now", lambda: asked.append(1))
    window.sending.log.held = True
    window.sending.watch.came_up.emit()
    assert asked == [], "an officer's Stop stands"
    window.sending.log.held = False
    window.sending.watch.came_up.emit()
    assert asked == [1]
    window.close()
    desk = DeskWindow(OfficeClient(office.url))
    qtbot.addWidget(desk)
    desk.show()
    desk._sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)
    qtbot.waitUntil(lambda: not desk.busy, timeout=10_000)
    desk.scans.show(number, lambda: None)
    qtbot.waitUntil(lambda: isinstance(desk.page, ScansPage), timeout=10_000)
    said = [one.text() for one in desk.page.findChildren(type(desk.page.widget().children()[1]))]
    assert "Pindaian: 1, belum sampai: 0" in said
    assert "Kartu Keluarga" in said


def test_the_newest_picture_of_a_folder_is_taken(tmp_path):
    assert newest_picture(tmp_path) is None
    old, new = picture(tmp_path / "a.png"), picture(tmp_path / "b.jpg")
    os.utime(old, ns=(1, 1))
    (tmp_path / "catatan.txt").write_text("bukan gambar")
    assert newest_picture(tmp_path) == new


def test_every_button_says_for_which_paper_it_is(qtbot, qapp):
    page = ScanPage("x", [("KK", "Kartu Keluarga")], [], lambda *a: None)
    qtbot.addWidget(page)
    described = {b.accessibleDescription() for b in page.findChildren(QPushButton)}
    assert described == {"Kartu Keluarga"}

"""Neraca kiriman in both windows: the same table, and words where two sides differ."""

import os

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication, QLabel

from outreach_app import i18n
from outreach_app.casework import scans
from outreach_app.casework.slips import slip_printed
from outreach_app.desk.batch_pages import BatchesPage, BatchPage
from outreach_app.domain import bundled
from outreach_app.field.balance_desk import BalancePage
from outreach_app.officeapi import messages as m
from outreach_app.officeapi.client import OfficeClient
from outreach_app.practice import office_day
from outreach_app.practice.answers import fill
from outreach_app.practice.people import People
from outreach_app.practice.village_day import PEKON
from outreach_app.ui.balance_view import BalanceView


class EntriesOnly:
    """A way to the office that carries no scans."""

    def __init__(self, post):
        self._post = post

    def post(self, request):
        return self._post.post(request)


@pytest.fixture
def windows(practice, both_windows, tmp_path):
    office, laptop, post, profile = practice
    clerk = OfficeClient(office.url)
    clerk.sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)
    text = bundled.text("services").replace("[PAS-BARU]", "[PAS-BARU]\nscans = true")
    clerk.publish_resource(m.PublishResource(name="services", version="uji", text=text))
    laptop.sync_now(post)
    laptop.open_day(PEKON)
    people = [p for p in People(5, laptop.place.today(), PEKON).draw(40) if not p.edge]
    for person in [p for p in people if p.service == "PAS-BARU"][:2] + people[-2:]:
        ticket = laptop.tickets.issue("A", person.service).ticket
        laptop.tickets.call_next()
        laptop.tickets.serve(ticket)
        file = laptop.start_file(person.service, ticket)
        fill(file, person, laptop.place.today())
        number = file.finish(similar_reason="Sudah dibandingkan").number
        slip_printed(laptop.place, number, "58mm")
        if person.service == "PAS-BARU":
            Image.frombytes("L", (300, 200), os.urandom(60_000)).save(tmp_path / "kk.png")
            data = (tmp_path / "kk.png").read_bytes()
            scans.add_scan(laptop.place, profile.scans_folder, number, "KK", data)
    laptop.close_day()
    field, desk = both_windows
    field.laptop = laptop
    return field, desk, laptop, post


def words(page):
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


def cells(view):
    grid = view.grid
    return [
        [
            grid.itemAtPosition(row, column).widget().text()
            for column in range(grid.columnCount())
            if grid.itemAtPosition(row, column)
        ]
        for row in range(1, grid.rowCount())
    ]


def picture(window, name):
    if folder := os.environ.get("SHOTS"):
        for language in ("id", "en"):
            i18n.use(language)
            window._redressed()
            QApplication.processEvents()
            window.grab().save(f"{folder}/{name}-{language}.png")
        i18n.use("id")
        window._redressed()


def test_officer_and_clerk_see_the_same_table(windows, qtbot):
    field, desk, laptop, post = windows
    field.balances.show()
    assert isinstance(field.page, BalancePage)
    assert "Kantor belum menghitung hari ini" in words(field.page)
    (own,) = field.page.findChildren(BalanceView)
    assert all(row[2] == "0" for row in cells(own)), "nothing is receipted yet"
    picture(field, "balance-unsent")

    laptop.sync_now(EntriesOnly(post))
    field.balances.show()
    assert "3 pindaian belum sampai" in words(field.page)
    picture(field, "balance-scans")
    desk.page.clerk.setText(office_day.CLERK)
    desk.page.passphrase.setText(office_day.CLERK_PASSPHRASE)
    desk.page._enter()
    qtbot.waitUntil(lambda: isinstance(desk.page, BatchesPage) and not desk.busy, timeout=10_000)
    desk.page.open_current()
    qtbot.waitUntil(lambda: isinstance(desk.page, BatchPage) and not desk.busy, timeout=10_000)
    assert "3 pindaian belum sampai" in words(desk.page)
    own, office = field.page.findChildren(BalanceView)
    (clerk,) = desk.page.findChildren(BalanceView)
    assert cells(office) == cells(clerk) == cells(own)
    picture(desk, "balance-desk")

    laptop.sync_now(post)
    field.balances.show()
    assert "Laptop dan kantor sama." in words(field.page)
    own, office = field.page.findChildren(BalanceView)
    assert cells(own) == cells(office)
    picture(field, "balance-even")


def test_a_day_opened_again_names_the_former_manifest(windows):
    field, _, laptop, post = windows
    laptop.sync_now(post)
    (day,) = laptop.place.run(lambda store: store.days.all())
    former = day.manifest_entry
    laptop.reopen_day(day.day_id, "Satu keluarga datang lagi")
    field.balances.show()
    assert "dibuka lagi" in words(field.page)
    closed = laptop.close_day()
    assert closed.body.supersedes == former
    field.balances.show()
    assert f"Kantor menghitung manifes {former}" in words(field.page)
    laptop.sync_now(post)
    field.balances.show()
    assert f"menggantikan manifes {former}" in words(field.page)
    assert "Laptop dan kantor sama." in words(field.page)

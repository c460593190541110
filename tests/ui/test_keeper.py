"""A ticket keeper: own PIN, opened by an unlocked officer, the queue and nothing else (B24)."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from outreach_app import identity
from outreach_app.errors import UserProblem
from outreach_app.field.curtain_page import CurtainPage
from outreach_app.field.keeper_page import KeeperPage
from outreach_app.field.queue_page import QueuePage
from outreach_app.field.sign_in import SignInPage
from outreach_app.identity import Officer, keepers
from outreach_app.identity.keyfile import read
from outreach_app.practice.village_day import PEKON
from tests.ui.test_lock import a_finished_file, secrets_on_disk

OFFICER_PIN, KEEPER_PIN = "2468", "97531"


def handed_over(window, laptop):
    identity.set_pin(window.doors.profile, laptop.place.unlocked, OFFICER_PIN)
    window.keepers.show()
    page = window.page
    assert isinstance(page, KeeperPage)
    page.name.setText("Dewi")
    page.initials.setText("dw")
    page.new_pin.setText(KEEPER_PIN)
    page.add()
    page = window.page
    page.pin.setText(KEEPER_PIN)
    page.begin()
    assert isinstance(window.page, QueuePage)


def words(window):
    found = [w.text() for w in window.findChildren(QLabel) if w.isVisible()]
    found += [w.text() for w in window.findChildren(QPushButton) if w.isVisible()]
    table = window.page.table if isinstance(window.page, QueuePage) else None
    if table is not None:
        cells = [table.item(r, c) for r in range(table.rowCount()) for c in range(6)]
        found += [cell.text() for cell in cells if cell]
    return " ".join(found)


def test_the_queue_and_nothing_else(field_window, enter):
    laptop = enter()
    person = a_finished_file(laptop)
    handed_over(field_window, laptop)
    field_window.page.give()
    field_window.queue.call_next()
    told = words(field_window)
    assert "A-001" in told
    assert "DW" in told, "the bar says who acts"
    for name in (person.name, "LB-26", "Mulai berkas"):
        assert name not in told
    field_window.page._entered()
    field_window.page._act("start", "A-001")
    assert isinstance(field_window.page, QueuePage), "no way to a file"
    for way in (
        field_window.show_home,
        field_window.files.show_register,
        field_window.identity.show,
        field_window.sending.show,
        field_window.sticks.show,
        field_window.citizens.show,
        field_window.keepers.show,
    ):
        way()
        assert isinstance(field_window.page, QueuePage), way
    head = laptop.place.run(lambda store: store.feed.head().number)
    authors = {laptop.place.run(lambda s, n=n: s.feed.entry(n).author) for n in (head - 1, head)}
    assert authors == {"tiket-dw"}


def test_the_officer_takes_it_back_and_the_keeper_cannot(field_window, enter):
    laptop = enter()
    laptop.open_day(PEKON, ("RY",))
    handed_over(field_window, laptop)
    field_window.keepers.give_back()
    page = field_window.page
    assert isinstance(page, CurtainPage)
    page.wanted.emit(KEEPER_PIN)
    assert isinstance(field_window.page, CurtainPage), "the keeper's PIN does not give it back"
    page.wanted.emit(OFFICER_PIN)
    assert field_window.keepers.acting is None
    assert laptop.place.author == laptop.officer.officer_id
    assert not isinstance(field_window.page, QueuePage | CurtainPage)


def test_the_curtain_of_a_keeper_rises_to_the_queue_only(field_window, enter):
    laptop = enter()
    laptop.open_day(PEKON, ("RY",))
    handed_over(field_window, laptop)
    field_window.gate.curtain_or_lock()
    field_window.page.wanted.emit(KEEPER_PIN)
    assert isinstance(field_window.page, QueuePage)
    assert field_window.keepers.acting is not None
    field_window.gate.curtain_or_lock()
    for _ in range(3):
        field_window.page.wanted.emit("0000")
    assert isinstance(field_window.page, SignInPage), "three wrong tries lock"
    assert field_window.keepers.acting is None


def test_wrong_pins_lock(field_window, enter):
    laptop = enter()
    laptop.open_day(PEKON, ("RY",))
    handed_over(field_window, laptop)
    field_window.keepers.taken_back()
    field_window.keepers.show()
    for _ in range(3):
        field_window.page.wanted.emit("tiket-dw", "1111")
    assert isinstance(field_window.page, SignInPage)


def test_the_pin_opens_nothing_without_an_officer(field_window, enter):
    laptop = enter()
    profile = field_window.doors.profile
    dewi = Officer("tiket-dw", "Dewi", "DW", keepers.ROLE)
    keepers.set_keeper(profile, laptop.place.unlocked, dewi, KEEPER_PIN)
    assert [one.officer_id for one in keepers.keepers(profile)] == ["tiket-dw"]
    assert "tiket-dw" not in {o.officer_id for o in identity.officers(profile)}
    with pytest.raises(UserProblem) as refused:
        identity.unlock(profile, "tiket-dw", KEEPER_PIN)
    assert refused.value.code == "IDENTITY_006"
    assert not secrets_on_disk(profile.folder, [KEEPER_PIN])
    assert len(read(profile).keepers[0].pin) == 32
    for bad in ("123", "12a4", "123456789"):
        with pytest.raises(UserProblem):
            keepers.set_keeper(profile, laptop.place.unlocked, dewi, bad)
    keepers.remove_keeper(profile, laptop.place.unlocked, "tiket-dw")
    assert not keepers.keeper_fits(profile, laptop.place.unlocked, "tiket-dw", KEEPER_PIN)


def test_only_a_team_lead_adds(field_window, enter):
    laptop = enter()
    plain = replace(laptop.place.unlocked, officer=replace(laptop.officer, role="petugas"))
    dewi = Officer("tiket-dw", "Dewi", "DW", keepers.ROLE)
    with pytest.raises(UserProblem) as refused:
        keepers.set_keeper(field_window.doors.profile, plain, dewi, KEEPER_PIN)
    assert refused.value.code == "IDENTITY_014"
    page = KeeperPage((), may_add=False)
    assert not [f for f in page.findChildren(QLineEdit) if f is page.name]

"""Accounts of a laptop: a lead adds and takes away, everybody changes the own passphrase."""

import pytest
from PySide6.QtWidgets import QPushButton

from outreach_app import identity
from outreach_app.errors import UserProblem
from outreach_app.field.accounts_page import AccountsPage
from outreach_app.field.keeper_page import KeeperPage
from outreach_app.identity import Officer, keepers
from outreach_app.practice import office_day

SENTENCE = "empat ekor kucing di atap balai"
OTHER = "hujan turun sejak subuh tadi"


def opens(profile, officer_id, passphrase):
    return identity.unlock(profile, officer_id, passphrase).officer


@pytest.fixture
def accounts(field_window, enter):
    enter()
    field_window.accounts.show()
    return field_window, field_window.page


def added(window, page, name="Wayan Sari", role="petugas"):
    page.new.name.setText(name)
    page.new.initials.setText("ws")
    page.new.role.setCurrentIndex(page.new.role.findData(role))
    page.new.first.setText(SENTENCE)
    page.new.second.setText(SENTENCE)
    page.new.enter()


def replaced(qtbot, window, page):
    """Wait for the page that shows the outcome."""
    qtbot.waitUntil(lambda: window.page is not page and isinstance(window.page, AccountsPage))
    return window.page


def test_a_new_officer_opens_the_laptop_with_the_own_passphrase(accounts, qtbot):
    window, page = accounts
    added(window, page)
    page = replaced(qtbot, window, page)
    assert page.table.rowCount() == 2
    who = opens(window.doors.profile, "wayan-sari", SENTENCE)
    assert who == Officer("wayan-sari", "Wayan Sari", "WS", "petugas")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda new: new.name.clear(), "IDENTITY_026"),
        (lambda new: new.second.setText("lain sekali dari yang tadi"), "IDENTITY_025"),
        (lambda new: (new.first.setText("pendek"), new.second.setText("pendek")), "IDENTITY_004"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_added(accounts, qtbot, change, code):
    window, page = accounts
    page.new.name.setText("Wayan Sari")
    page.new.initials.setText("WS")
    page.new.first.setText(SENTENCE)
    page.new.second.setText(SENTENCE)
    change(page.new)
    page.new.enter()
    qtbot.waitUntil(lambda: not page.new.problem.isHidden())
    assert code in page.new.problem.text()
    assert len(identity.officers(window.doors.profile)) == 1


def test_the_own_passphrase_is_changed(accounts, qtbot):
    window, page = accounts
    page.mine.old.setText("bukan ini frasa sandinya")
    page.mine.first.setText(OTHER)
    page.mine.second.setText(OTHER)
    page.mine.enter()
    qtbot.waitUntil(lambda: not page.mine.problem.isHidden())
    assert page.mine.old.text() == page.mine.first.text() == ""
    page.mine.old.setText(office_day.OFFICER_PASSPHRASE)
    page.mine.first.setText(OTHER)
    page.mine.second.setText(OTHER)
    page.mine.enter()
    replaced(qtbot, window, page)
    mine = office_day.OFFICER.officer_id
    assert opens(window.doors.profile, mine, OTHER).officer_id == mine
    with pytest.raises(UserProblem, match="IDENTITY_001"):
        opens(window.doors.profile, mine, office_day.OFFICER_PASSPHRASE)


def test_an_account_is_taken_away_at_the_second_press(accounts, qtbot):
    window, page = accounts
    added(window, page)
    page = replaced(qtbot, window, page)
    page.table.selectRow(1)
    page.take_away.click()
    assert len(identity.officers(window.doors.profile)) == 2
    page.table.selectRow(0)
    page.table.selectRow(1)
    page.take_away.click()
    assert len(identity.officers(window.doors.profile)) == 2, "another row in between asks anew"
    page.take_away.click()
    assert [one.officer_id for one in identity.officers(window.doors.profile)] == [
        office_day.OFFICER.officer_id
    ]


def test_nobody_takes_the_own_account_away(accounts):
    window, page = accounts
    page.take_away.click()
    page.take_away.click()
    assert "IDENTITY_015" in window.frame.banner.text
    assert len(identity.officers(window.doors.profile)) == 1


def test_who_is_no_lead_changes_the_own_passphrase_only(accounts, qtbot):
    window, page = accounts
    added(window, page)
    replaced(qtbot, window, page)
    window.gate.lock()
    window.gate.signed_in(window.doors.unlock("wayan-sari", SENTENCE))
    window.accounts.show()
    shown = [one.text() for one in window.page.findChildren(QPushButton) if one.isVisible()]
    assert len(shown) == 1, shown


def test_a_ticket_keeper_is_taken_away(accounts):
    window, _ = accounts
    profile, unlocked = window.doors.profile, window.laptop.place.unlocked
    keepers.set_keeper(profile, unlocked, Officer("tiket-dw", "Dewi", "DW", "tiket"), "97531")
    window.keepers.show()
    assert isinstance(window.page, KeeperPage)
    window.page.remove()
    assert keepers.keepers(profile) == ()
    assert window.page.keeper.count() == 0


@pytest.mark.parametrize(
    ("name", "account"),
    [
        ("Wayan Sari", "wayan-sari"),
        ("  Ngatiyem  ", "ngatiyem"),
        ("Siti Nur'aini binti Agus", "siti-nur-aini-binti-agus"),
        ("José Ñandú", "jose-nandu"),
        ("王", "xy"),
    ],
)
def test_an_account_is_called_by_the_whole_name(name, account):
    assert identity.officer_named(name, "XY", "petugas").officer_id == account

"""Everybody forgot: lock screen, telephone, the command of the office, and what both write down."""

import secrets

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from outreach_app import identity
from outreach_app.cli import office_recover
from outreach_app.domain import entries as e
from outreach_app.domain.recovery_entries import (
    RECOVERY_GIVEN,
    RECOVERY_USED,
    RecoveryGiven,
    RecoveryUsed,
)
from outreach_app.errors import UserProblem
from outreach_app.field.recovery_page import RecoveryPage
from outreach_app.office.projection import rebuild
from outreach_app.office.recovery import codes_of
from outreach_app.office.recovery_tables import recovery_secret
from outreach_app.office.root import FILE, read_root, shares
from outreach_app.office.tables import entry, office_entry
from outreach_app.officeapi.client import OfficeClient
from outreach_app.practice import office_day
from outreach_app.practice.village_day import PEKON

NEW = "pagi cerah di danau ranau"


def problem_of(call):
    with pytest.raises(UserProblem) as caught:
        call()
    return caught.value.code


@pytest.fixture
def command(practice, monkeypatch, capsys):
    """Run `office recover`; the answers are typed, the code is read off the screen."""
    folder = practice[1].place.scans_folder.parent.parent / "office"
    typed = shares(read_root(folder), secrets.token_bytes)
    (folder / FILE).unlink()  # away, as in a real office

    def run(*words, who=office_day.CLERK, told="Yulia", reason="Semua lupa"):
        answers, hidden = iter((told, reason)), iter((office_day.CLERK_PASSPHRASE, *typed))
        monkeypatch.setattr("builtins.input", lambda _asked: next(answers))
        monkeypatch.setattr("getpass.getpass", lambda _asked: next(hidden))
        assert office_recover.run(folder, who, words) == 0
        said = capsys.readouterr().out
        return next(word for word in said.split() if word.count("-") == 4)

    return run


@pytest.fixture
def forgotten(field_window, qtbot):
    """The page behind "Lupa frasa sandi?"."""
    qtbot.mouseClick(field_window.page.forgot, Qt.MouseButton.LeftButton)
    assert isinstance(field_window.page, RecoveryPage)
    return field_window.page


@pytest.fixture
def sent(practice):
    """The laptop has an open day and called once."""
    _, laptop, post, _ = practice
    laptop.open_day(PEKON, ("RY",))
    laptop.sync_now(post)


def type_in(window, code, qtbot, passphrase=NEW, again=None):
    page = window.page
    page.code.setText(code)
    page.first.setText(passphrase)
    page.second.setText(passphrase if again is None else again)
    qtbot.keyClick(page.second, Qt.Key.Key_Return)


def refused(window, qtbot, *words):
    qtbot.waitUntil(lambda: window.page.problem.isVisible(), timeout=10_000)
    for word in words:
        assert word in window.page.problem.text()
    window.page.problem.hide()


def opened(window, qtbot):
    qtbot.waitUntil(lambda: window.laptop is not None and not window.sending.busy, timeout=10_000)


def test_from_lock_screen_to_telephone_and_back(
    practice, sent, command, field_window, forgotten, qtbot
):
    office, _, post, profile = practice
    code = command("d001")
    type_in(field_window, code, qtbot, again="lain sama sekali ya")
    refused(field_window, qtbot, "tidak sama")
    type_in(field_window, code[:-1] + ("2" if code[-1] != "2" else "3"), qtbot)
    refused(field_window, qtbot, "huruf demi huruf")
    type_in(field_window, code, qtbot, passphrase="kopi")
    refused(field_window, qtbot, "perlu paling sedikit 15")
    type_in(field_window, code, qtbot)
    opened(field_window, qtbot)
    assert "habis terpakai" in field_window.frame.banner.text
    assert field_window.laptop.today().day is not None, "the day goes on"
    with pytest.raises(UserProblem):
        identity.unlock(profile, office_day.OFFICER.officer_id, office_day.OFFICER_PASSPHRASE)
    assert identity.unlock(profile, office_day.OFFICER.officer_id, NEW)
    # Both sides know: who made it, for whom, that it was used, and what the next one opens.
    field_window.laptop.sync_now(post)
    rebuild(office.office)
    with office.office.ledger.reading() as tx:
        (made,) = codes_of(tx.connection, field_window.laptop.place.unlocked.certificate.feed_id)
        numbers = tx.connection.scalars(select(recovery_secret.c.number)).all()
        told = tx.connection.execute(
            select(office_entry).where(office_entry.c.kind == RECOVERY_GIVEN)
        ).one()
        bodies = tx.connection.scalars(select(entry.c.body)).all()
    assert (made.made_by, made.told, made.reason) == ("maria", "Yulia", "Semua lupa")
    shown = OfficeClient(office.url)
    shown.sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)
    assert shown.devices()[0].recovery == (made,)
    assert made.used_by == office_day.OFFICER.officer_id
    assert made.used_ms > 0
    assert sorted(numbers) == [1, 2]
    assert e.decode(told.body, RecoveryGiven).told == "Yulia"
    plain = code.replace("-", "").encode()
    assert not any(plain in body or code.encode() in body for body in (*bodies, told.body))


def test_a_used_code_opens_nothing_and_the_next_is_another(
    practice, sent, command, field_window, forgotten, qtbot
):
    first = command("D001")
    assert command("D001") == first, "asked for again before it was used"
    type_in(field_window, first, qtbot)
    opened(field_window, qtbot)
    field_window.laptop.sync_now(practice[2])
    field_window.gate.lock()
    qtbot.mouseClick(field_window.page.forgot, Qt.MouseButton.LeftButton)
    type_in(field_window, first, qtbot)
    refused(field_window, qtbot, "sudah pernah dipakai")
    second = command("D001")
    assert second != first
    type_in(field_window, second, qtbot, passphrase="embun pagi di kebun kopi")
    opened(field_window, qtbot)


def test_without_any_sync_the_office_opens_what_the_screen_shows(
    practice, command, field_window, forgotten, qtbot
):
    assert problem_of(lambda: command("D001")) == "RECOVERY_002"
    text = identity.request(practice[3]).text()
    assert problem_of(lambda: command("D001", text[:-1])) == "RECOVERY_003"
    code = command("D001", *(text[at : at + 40] for at in range(0, len(text), 40)))
    type_in(field_window, code, qtbot)
    opened(field_window, qtbot)


def test_the_office_refuses_what_it_should(practice, sent, second_laptop, command, monkeypatch):
    profile = practice[3]
    assert problem_of(lambda: command()) == "RECOVERY_007"
    assert problem_of(lambda: command("D009")) == "OFFICE_007"
    assert problem_of(lambda: command("D001", reason=" ")) == "RECOVERY_001"
    text = identity.request(profile).text()
    assert problem_of(lambda: command("D002", text)) == "RECOVERY_003", "of another laptop"
    monkeypatch.setattr(office_day, "CLERK_PASSPHRASE", "salah sama sekali")
    assert problem_of(lambda: command("D001")) == "OFFICE_003"
    monkeypatch.undo()


def test_a_laptop_cannot_use_up_the_code_of_another(practice, sent, second_laptop, command):
    other = practice[1].place.run(lambda store: store.feed.feed_id)
    body = RecoveryUsed(number=1, feed_id=other, officer="x", used_ms=1)
    place = second_laptop.place
    place.run(lambda store: place.append(store, RECOVERY_USED, body))
    second_laptop.sync_now(practice[2])
    assert command("D001")


def test_a_stopped_laptop_gets_no_code(practice, sent, command, clerk_client):
    clerk_client.revoke("D001", "Hilang di pasar")
    assert problem_of(lambda: command("D001")) == "RECOVERY_005"


@pytest.fixture
def clerk_client(practice):
    client = OfficeClient(practice[0].url)
    client.sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)
    yield client
    client.close()

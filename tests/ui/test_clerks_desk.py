"""Accounts at the desk: a head adds, changes and ends; everybody changes the own passphrase."""

import pytest
from PySide6.QtWidgets import QTableWidget

from outreach_app.desk.batch_pages import BatchesPage
from outreach_app.desk.clerks_page import ClerksPage
from outreach_app.desk.sign_in import ClerkSignIn
from outreach_app.officeapi import messages as m

SENTENCE = "kebun kopi di lereng"


@pytest.fixture
def head_window(clerk_window):
    """The practice clerk is the head of the office."""
    return clerk_window()


def shown(window, reach, act):
    """Do something and return the page that comes after it."""
    before = window.page
    act()
    page = reach(window, ClerksPage)
    assert page is not before
    return page


def typed(page, **facts):
    card = page.account
    card.clerk.setText(facts.get("clerk", "wayan"))
    card.name.setText(facts.get("name", "Wayan Sari"))
    card.role.setCurrentIndex(card.role.findData(facts.get("role", "petugas_meja")))
    card.first.setText(facts.get("passphrase", SENTENCE))
    card.second.setText(facts.get("passphrase", SENTENCE))


def row_of(page, clerk):
    return next(at for at, one in enumerate(page._clerks) if one.clerk == clerk)


def test_a_head_adds_changes_and_ends_an_account(head_window, reach, qtbot):
    window = head_window
    page = shown(window, reach, window.accounts.show)
    typed(page)
    page = _saved(page, qtbot, window)
    page.table.selectRow(row_of(page, "wayan"))
    assert page.account.name.text() == "Wayan Sari"
    typed(page, role="auditor", passphrase="")
    page = _saved(page, qtbot, window)
    assert page._clerks[row_of(page, "wayan")].role == "auditor"
    page.table.selectRow(row_of(page, "wayan"))
    page.take_away.click()
    assert not page._clerks[row_of(page, "wayan")].ended
    page.take_away.click()
    page = _next(page, qtbot, window)
    assert page._clerks[row_of(page, "wayan")].ended
    assert row_of(page, "wayan") == len(page._clerks) - 1, "those that ended come last"


def _saved(page, qtbot, window):
    page.account.enter()
    return _next(page, qtbot, window)


def _next(page, qtbot, window):
    qtbot.waitUntil(
        lambda: window.page is not page and isinstance(window.page, ClerksPage) and not window.busy
    )
    return window.page


def test_what_is_missing_is_said(head_window, reach):
    page = shown(head_window, reach, head_window.accounts.show)
    typed(page, clerk="")
    page.account.enter()
    assert "ACCOUNT_002" in page.account.problem.text()
    typed(page)
    page.account.second.setText("lain")
    page.account.enter()
    assert "IDENTITY_025" in page.account.problem.text()


def test_a_clerk_changes_the_own_passphrase_and_sees_no_accounts(
    head_window, desk_window, reach, qtbot
):
    former = "sawah luas di liwa"
    head_window.client.add_clerk(
        m.NewClerk(clerk="wayan", name="Wayan", role="petugas_meja", passphrase=former)
    )
    window = desk_window()
    window._sign_in("wayan", former)
    reach(window, BatchesPage)
    window.accounts.show()
    page = reach(window, ClerksPage)
    assert page.findChildren(QTableWidget) == []
    page.mine.old.setText(former)
    page.mine.first.setText(SENTENCE)
    page.mine.second.setText(SENTENCE)
    page.mine.enter()
    _next(page, qtbot, window)
    other = desk_window()
    other._sign_in("wayan", SENTENCE)
    reach(other, BatchesPage)


def test_signing_out_leaves_the_desk_to_somebody_else(clerk_window, reach):
    window = clerk_window()
    token = window.client._token
    window.sign_out()
    reach(window, ClerkSignIn)
    assert window.may == ()
    assert window.clerk == ""
    assert not window.client.signed_in
    assert token

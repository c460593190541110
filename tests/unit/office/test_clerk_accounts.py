"""Clerks' accounts: another role, a new passphrase, an end; somebody is always left to set them."""

import pytest

from outreach_app.errors import UserProblem
from outreach_app.office import clerk_accounts as accounts
from outreach_app.office.clerks import SignedIn, add_clerk, sign_in, signed_in
from outreach_app.officeapi import clerk_messages as cm
from outreach_app.officeapi import messages as m

SARI = "sawah luas di liwa"


def code_of(act):
    with pytest.raises(UserProblem) as caught:
        act()
    return caught.value.code


def entered(office, clerk, passphrase):
    wanted = m.SignIn(clerk=clerk, passphrase=passphrase)
    return sign_in(office, wanted, "here").token


@pytest.fixture
def sari(office, head):
    add_clerk(
        office, m.NewClerk(clerk="sari", name="Sari", role="petugas_meja", passphrase=SARI), head
    )
    return SignedIn("sari", "Sari", "petugas_meja")


def test_another_role_counts_at_once(office, head, sari):
    token = entered(office, "sari", SARI)
    accounts.set_account(office, "sari", cm.SetClerk(role="auditor"), head)
    assert signed_in(office, token).role == "auditor"
    assert entered(office, "sari", SARI), "the passphrase stays"


def test_a_new_passphrase_ends_the_sessions(office, head, sari):
    token = entered(office, "sari", SARI)
    wanted = cm.SetClerk(role="petugas_meja", passphrase="kebun kopi pagi")
    accounts.set_account(office, "sari", wanted, head)
    assert code_of(lambda: signed_in(office, token)) == "OFFICE_005"
    assert code_of(lambda: entered(office, "sari", SARI)) == "OFFICE_003"
    assert entered(office, "sari", "kebun kopi pagi")


def test_an_ended_account_is_out_at_once_and_its_name_is_nobody_elses(office, head, sari):
    token = entered(office, "sari", SARI)
    rows = accounts.end(office, "sari", head).clerks
    assert [(one.clerk, one.ended) for one in rows] == [("budi", False), ("sari", True)]
    assert code_of(lambda: signed_in(office, token)) == "OFFICE_005"
    assert code_of(lambda: entered(office, "sari", SARI)) == "OFFICE_003"
    again = m.NewClerk(clerk="sari", name="Lain", role="auditor", passphrase="orang lain saja")
    assert code_of(lambda: add_clerk(office, again, head)) == "OFFICE_018"
    assert code_of(lambda: accounts.end(office, "sari", head)) == "OFFICE_007", "once is enough"


@pytest.mark.parametrize(
    "act",
    [
        lambda office, by: accounts.end(office, "budi", by),
        lambda office, by: accounts.set_account(office, "budi", cm.SetClerk(role="auditor"), by),
    ],
)
def test_somebody_who_may_set_accounts_is_always_left(office, head, sari, act):
    assert code_of(lambda: act(office, head)) == "ACCOUNT_001"
    accounts.set_account(office, "sari", cm.SetClerk(role="kepala"), head)
    act(office, head)
    assert len(accounts.listed(office, SignedIn("sari", "Sari", "kepala")).clerks) == 2


def test_only_a_head_sets_accounts(office, head, sari):
    for act in (
        lambda: accounts.listed(office, sari),
        lambda: accounts.end(office, "budi", sari),
        lambda: accounts.set_account(office, "sari", cm.SetClerk(role="kepala"), sari),
    ):
        assert code_of(act) == "OFFICE_006"


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (cm.SetClerk(role="petugas"), "OFFICE_019"),
        (cm.SetClerk(role="auditor", passphrase="pendek"), "OFFICE_020"),
    ],
)
def test_what_cannot_be_changes_nothing(office, head, sari, wanted, code):
    assert code_of(lambda: accounts.set_account(office, "sari", wanted, head)) == code
    assert accounts.listed(office, head).clerks[1].role == "petugas_meja"
    assert entered(office, "sari", SARI)


def test_the_own_passphrase_needs_the_old_one_and_ends_other_sessions(office, sari):
    here, elsewhere = entered(office, "sari", SARI), entered(office, "sari", SARI)

    def change(old, new):
        wanted = cm.OwnPassphrase(old=old, new=new)
        return accounts.change_own(office, wanted, sari, here, "here")

    assert code_of(lambda: change("salah sama sekali", "kebun kopi pagi")) == "OFFICE_003"
    assert code_of(lambda: change(SARI, "pendek")) == "OFFICE_020"
    change(SARI, "kebun kopi pagi")
    assert signed_in(office, here) == sari
    assert code_of(lambda: signed_in(office, elsewhere)) == "OFFICE_005"
    assert entered(office, "sari", "kebun kopi pagi")


def test_guessing_the_old_passphrase_is_slowed_down(office, sari):
    token = entered(office, "sari", SARI)
    codes = [
        code_of(
            lambda: accounts.change_own(
                office, cm.OwnPassphrase(old="tebakan", new="baru sekali"), sari, token, "here"
            )
        )
        for _ in range(8)
    ]
    assert codes[-1] == "OFFICE_004"

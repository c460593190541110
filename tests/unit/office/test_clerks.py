"""Accounts and sessions: who is who, and how wrong tries are slowed."""

from pathlib import Path

import pytest

from outreach_app.errors import UserProblem
from outreach_app.office.clerks import add_clerk, sign_in, sign_out, signed_in
from outreach_app.officeapi import messages as m

RIGHT = m.SignIn(clerk="budi", passphrase="kopi pagi liwa")
WRONG = m.SignIn(clerk="budi", passphrase="kopi sore liwa")


def code_of(act):
    with pytest.raises(UserProblem) as caught:
        act()
    return caught.value.code


def test_the_right_passphrase_opens_a_session(office):
    session = sign_in(office, RIGHT, "here")
    assert signed_in(office, session.token).clerk == "budi"
    assert "clerk.add" in session.may


def test_a_wrong_passphrase_and_an_unknown_name_look_alike(office):
    assert code_of(lambda: sign_in(office, WRONG, "here")) == "OFFICE_003"
    nobody = m.SignIn(clerk="nobody", passphrase="kopi pagi liwa")
    assert code_of(lambda: sign_in(office, nobody, "here")) == "OFFICE_003"


def test_tries_are_slowed_and_never_locked_for_good(office, clock):
    for at in range(5):
        assert code_of(lambda at=at: sign_in(office, WRONG, f"host {at}")) == "OFFICE_003"
    with pytest.raises(UserProblem) as caught:
        sign_in(office, RIGHT, "another host")
    assert caught.value.code == "OFFICE_004"
    clock.advance(float(str(caught.value.facts["wait_s"])))
    sign_in(office, RIGHT, "another host")


def test_one_machine_that_tries_many_names_is_slowed(office):
    codes = [
        code_of(lambda at=at: sign_in(office, m.SignIn(clerk=f"c{at}", passphrase="x"), "bad"))
        for at in range(21)
    ]
    assert codes == ["OFFICE_003"] * 20 + ["OFFICE_004"]
    sign_in(office, RIGHT, "good")


def test_a_session_ends_by_time_and_by_signing_out(office, clock):
    first, second = sign_in(office, RIGHT, "here"), sign_in(office, RIGHT, "here")
    sign_out(office, first.token)
    assert code_of(lambda: signed_in(office, first.token)) == "OFFICE_005"
    clock.advance(10 * 3600)
    assert code_of(lambda: signed_in(office, second.token)) == "OFFICE_005"


def test_the_ledger_holds_no_token_and_no_passphrase(office, office_folder):
    session = sign_in(office, RIGHT, "here")
    office.close()
    for path in filter(Path.is_file, office_folder.rglob("*")):
        data = path.read_bytes()
        assert session.token.encode() not in data
        assert b"kopi pagi liwa" not in data


def test_accounts_are_added_by_those_who_may(office, head, clerk):
    new = m.NewClerk(clerk="sari", name="Sari", role="petugas_meja", passphrase="sawah luas")
    assert code_of(lambda: add_clerk(office, new, clerk)) == "OFFICE_006"
    add_clerk(office, new, head)
    assert code_of(lambda: add_clerk(office, new, head)) == "OFFICE_018"
    sign_in(office, m.SignIn(clerk="sari", passphrase="sawah luas"), "here")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"role": "petugas"}, "OFFICE_019"),
        ({"role": "raja"}, "OFFICE_019"),
        ({"passphrase": "pendek"}, "OFFICE_020"),
        ({"clerk": " "}, "OFFICE_018"),
    ],
)
def test_accounts_that_cannot_be_are_refused(office, head, change, code):
    facts = {"clerk": "sari", "name": "Sari", "role": "petugas_meja", "passphrase": "sawah luas"}
    assert code_of(lambda: add_clerk(office, m.NewClerk(**(facts | change)), head)) == code

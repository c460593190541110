"""Officers: each with a passphrase of his own, all with one database."""

import sys

import msgspec
import pytest

from outreach_app.clock import SetClock
from outreach_app.errors import EnvironmentProblem, OutreachError, UserProblem
from outreach_app.identity import (
    CHEAP,
    Officer,
    Tries,
    add_officer,
    change_passphrase,
    officers,
    remove_officer,
    unlock,
)
from outreach_app.identity.keyfile import read, write

BUDI = Officer("budi", "Budi Santoso", "BS")
BUDIS = "sawah hijau dekat danau ranau"


def code_of(call):
    with pytest.raises(OutreachError) as caught:
        call()
    return caught.value.code


@pytest.fixture
def with_budi(profile, unlocked, random):
    add_officer(profile, unlocked, BUDI, BUDIS, cost=CHEAP, random=random)
    return profile


def test_two_officers_share_one_database(with_budi, unlocked, passphrase, lead):
    first, second = unlock(with_budi, "yulia", passphrase), unlock(with_budi, "budi", BUDIS)
    assert first.database_key == second.database_key == unlocked.database_key
    assert first.device_keys == second.device_keys
    assert (first.officer, second.officer) == (lead, BUDI)
    assert officers(with_budi) == (lead, BUDI)


def test_nobody_opens_with_anothers_passphrase(with_budi, passphrase):
    assert code_of(lambda: unlock(with_budi, "yulia", BUDIS)) == "IDENTITY_001"
    assert code_of(lambda: unlock(with_budi, "budi", passphrase)) == "IDENTITY_001"


@pytest.mark.parametrize(
    "typed", ["", "x", "kopi robusta di pagi hari!", "KOPI ROBUSTA DI PAGI HARI"]
)
def test_wrong_passphrase_opens_nothing_and_changes_nothing(profile, unlocked, typed):
    before = profile.keys_file.read_bytes()
    assert code_of(lambda: unlock(profile, "yulia", typed)) == "IDENTITY_001"
    assert profile.keys_file.read_bytes() == before


@pytest.mark.parametrize(
    "typed", ["  kopi robusta di pagi hari ", "kopi  robusta\u00a0di pagi hari"]
)
def test_blanks_that_nobody_sees_do_not_matter(profile, unlocked, typed):
    assert unlock(profile, "yulia", typed).officer.officer_id == "yulia"


def test_removed_officer_cannot_come_in(with_budi, unlocked):
    remove_officer(with_budi, unlocked, "budi")
    assert code_of(lambda: unlock(with_budi, "budi", BUDIS)) == "IDENTITY_006"
    assert BUDI not in officers(with_budi)


def test_only_a_team_lead_manages_accounts(with_budi, random):
    budi = unlock(with_budi, "budi", BUDIS)
    siti = Officer("siti", "Siti", "S")
    assert (
        code_of(lambda: add_officer(with_budi, budi, siti, BUDIS, cost=CHEAP, random=random))
        == "IDENTITY_014"
    )
    assert code_of(lambda: remove_officer(with_budi, budi, "yulia")) == "IDENTITY_014"


def test_account_is_not_added_twice_nor_ones_own_removed(with_budi, unlocked, random):
    assert (
        code_of(lambda: add_officer(with_budi, unlocked, BUDI, BUDIS, cost=CHEAP, random=random))
        == "IDENTITY_013"
    )
    assert code_of(lambda: remove_officer(with_budi, unlocked, "yulia")) == "IDENTITY_015"
    assert code_of(lambda: remove_officer(with_budi, unlocked, "nobody")) == "IDENTITY_006"


def test_changed_passphrase_opens_the_same_database(with_budi, unlocked, random):
    new = "danau ranau tenang sekali"
    change_passphrase(with_budi, "budi", BUDIS, new, cost=CHEAP, random=random)
    assert unlock(with_budi, "budi", new).database_key == unlocked.database_key
    assert code_of(lambda: unlock(with_budi, "budi", BUDIS)) == "IDENTITY_001"


def test_passphrase_is_changed_only_by_who_knows_it(with_budi, random):
    before = with_budi.keys_file.read_bytes()
    for old, new, code in ((BUDIS + "!", BUDIS, "IDENTITY_001"), (BUDIS, "pendek", "IDENTITY_004")):
        assert code == code_of(
            lambda o=old, n=new: change_passphrase(
                with_budi, "budi", o, n, cost=CHEAP, random=random
            )
        )
    assert with_budi.keys_file.read_bytes() == before


def test_laptop_without_keys_says_that_it_is_not_enrolled(profile):
    assert code_of(lambda: unlock(profile, "yulia", "x")) == "IDENTITY_007"
    assert code_of(lambda: officers(profile)) == "IDENTITY_007"


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"version":1}', b"\xff\xfe"])
def test_damaged_key_file_is_named_and_left_alone(profile, unlocked, damage, passphrase):
    profile.keys_file.write_bytes(damage)
    with pytest.raises(EnvironmentProblem) as caught:
        unlock(profile, "yulia", passphrase)
    assert caught.value.code == "IDENTITY_003"
    assert "terkunci" in caught.value.text("id")
    assert profile.keys_file.read_bytes() == damage


def test_key_file_of_a_newer_version_is_refused(profile, unlocked, passphrase):
    write(profile, msgspec.structs.replace(read(profile), version=2))
    assert code_of(lambda: unlock(profile, "yulia", passphrase)) == "IDENTITY_011"


def test_exchanged_office_card_is_noticed(profile, unlocked, other_office, passphrase):
    card = other_office.keys.card.encode()
    write(profile, msgspec.structs.replace(read(profile), office_card=card))
    assert code_of(lambda: unlock(profile, "yulia", passphrase)) == "IDENTITY_003"


def test_role_in_the_file_is_not_believed(with_budi):
    file = read(with_budi)
    lifted = msgspec.structs.replace(file.officers[1], role="ketua_tim")
    write(with_budi, msgspec.structs.replace(file, officers=(file.officers[0], lifted)))
    assert code_of(lambda: unlock(with_budi, "budi", BUDIS)) == "IDENTITY_001"


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
def test_key_file_is_for_this_user_only(profile, unlocked):
    assert profile.keys_file.stat().st_mode & 0o777 == 0o600
    assert [p.name for p in profile.folder.iterdir()] == ["laptop.json"]


def test_key_file_that_cannot_be_written_leaves_the_former(profile, unlocked, random):
    profile.keys_file.with_name("laptop.json.new").mkdir()
    before = profile.keys_file.read_bytes()
    assert (
        code_of(lambda: add_officer(profile, unlocked, BUDI, BUDIS, cost=CHEAP, random=random))
        == "IDENTITY_012"
    )
    assert profile.keys_file.read_bytes() == before


def test_secrets_do_not_show_in_logs(unlocked):
    shown = repr(unlocked)
    assert unlocked.database_key.hex() not in shown
    assert "database_key" not in shown
    assert "signing_seed" not in shown


def test_wrong_tries_are_counted_and_slowed_but_never_strand(profile, unlocked, passphrase):
    clock = SetClock(1_000_000)
    tries = Tries(clock)

    def wrong():
        with pytest.raises(UserProblem) as caught:
            unlock(profile, "yulia", "salah sekali ini ya", tries)
        return caught.value

    assert [(wrong().code, n) for n in range(1, 5)] == [("IDENTITY_001", n) for n in range(1, 5)]
    fifth = wrong()
    assert (fifth.code, fifth.facts) == ("IDENTITY_002", {"tries": 5, "wait_s": 5})
    assert code_of(lambda: unlock(profile, "yulia", passphrase, tries)) == "IDENTITY_002"
    waits = []
    for _ in range(8):
        clock.advance(60)
        waits.append(wrong().facts["wait_s"])
    assert waits == [10, 20, 40, 60, 60, 60, 60, 60]
    clock.advance(60)
    assert unlock(profile, "yulia", passphrase, tries).officer.officer_id == "yulia"
    assert wrong().facts["tries"] == 1


def test_one_officers_tries_do_not_slow_another(with_budi, unlocked):
    tries = Tries(SetClock(0))
    for _ in range(6):
        code_of(lambda: unlock(with_budi, "yulia", "salah sekali ini ya", tries))
    assert unlock(with_budi, "budi", BUDIS, tries).officer == BUDI


def test_message_of_the_second_try_is_the_agreed_one(profile, unlocked):
    tries = Tries(SetClock(0))
    tries.wrong("yulia")
    assert tries.wrong("yulia").text("id") == (
        "Frasa sandi belum cocok, percobaan 2 dari 5. Data tetap terkunci dan utuh. "
        "Periksa Caps Lock atau panggil ketua tim."
    )

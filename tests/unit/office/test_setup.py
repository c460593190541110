"""Making an office, opening it again, and keeping its keys to itself."""

import stat

import msgspec
import pytest

from outreach_app.errors import UserProblem
from outreach_app.office.clerks import sign_in
from outreach_app.office.keyfile import read_keys
from outreach_app.office.root import FILE as ROOT_KEY
from outreach_app.office.setup import DATABASE, KEYS, create_office, open_office
from outreach_app.officeapi import messages as m

FIRST = m.NewClerk(clerk="budi", name="Budi", role="kepala", passphrase="kopi pagi liwa")


def make(folder, clock, cheap, **changes):
    facts = {"random": lambda size: bytes([7]) * size, "name": 'Kantor "Latihan"'}
    facts |= {"first_clerk": FIRST, "clock": clock, "rules": cheap}
    return create_office(folder, **(facts | changes))


def refused(act):
    with pytest.raises(UserProblem) as caught:
        act()
    return caught.value.code


def test_an_office_opens_again_with_the_same_keys_name_and_people(tmp_path, clock, cheap):
    made = make(tmp_path / "office", clock, cheap)
    made.close()
    again = open_office(tmp_path / "office", clock=clock, random=bytes, rules=cheap)
    assert (again.name, again.keys) == ('Kantor "Latihan"', made.keys)
    assert sign_in(again, m.SignIn(clerk="budi", passphrase="kopi pagi liwa"), "here").token
    again.close()


def test_private_keys_are_for_their_owner_only(office_folder):
    for name in (KEYS, ROOT_KEY):
        assert stat.S_IMODE((office_folder / name).stat().st_mode) == 0o600


def test_a_passphrase_wraps_the_keys(tmp_path, clock, cheap):
    folder = tmp_path / "office"
    made = make(folder, clock, cheap, passphrase="sawah di liwa")
    made.close()
    stored = (folder / KEYS).read_bytes()
    for secret in (made.keys.signing_seed, *made.keys.sealing_seeds):
        assert msgspec.json.encode(secret).strip(b'"') not in stored
    assert read_keys(folder / KEYS, "sawah di liwa") == made.keys
    assert refused(lambda: read_keys(folder / KEYS, "sawah di lain")) == "OFFICE_031"
    assert refused(lambda: read_keys(folder / KEYS)) == "OFFICE_031"


def test_keys_are_in_no_text_of_the_office(office):
    for seed in (office.keys.signing_seed, *office.keys.sealing_seeds):
        assert repr(seed) not in repr(office)
        assert repr(seed) not in repr(office.keys)


def test_a_second_office_in_one_folder_is_refused(office_folder, clock, cheap):
    before = (office_folder / KEYS).read_bytes()
    assert refused(lambda: make(office_folder, clock, cheap)) == "OFFICE_032"
    assert (office_folder / KEYS).read_bytes() == before


def test_a_set_up_that_was_cut_short_can_be_started_again(tmp_path, clock, cheap):
    folder = tmp_path / "office"
    bad = msgspec.structs.replace(FIRST, passphrase="x")
    assert refused(lambda: make(folder, clock, cheap, first_clerk=bad)) == "OFFICE_020"
    assert (folder / DATABASE).exists()
    assert refused(lambda: open_office(folder, clock=clock, random=bytes)) == "OFFICE_030"
    make(folder, clock, cheap).close()


@pytest.mark.parametrize("content", [b"", b"{}", b'{"version":1}', b"\x00\x01"])
def test_a_damaged_key_file_is_said_so(tmp_path, content):
    (tmp_path / KEYS).write_bytes(content)
    assert refused(lambda: read_keys(tmp_path / KEYS)) == "OFFICE_030"

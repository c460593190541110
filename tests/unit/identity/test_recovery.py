"""One-time recovery codes: they open their laptop once, and nothing else opens by them."""

import msgspec
import pytest

from outreach_app.clock import SetClock
from outreach_app.errors import OutreachError
from outreach_app.identity import (
    CHEAP,
    Officer,
    Tries,
    add_officer,
    enrol,
    officers,
    request,
    unlock,
)
from outreach_app.identity import recover as recover_by
from outreach_app.identity.keyfile import read, write
from outreach_app.identity.recovery import opened_by_office, prepared
from outreach_app.identity.recovery_code import code_text, request_of, secret_of
from outreach_app.identity.wrapping import DoesNotOpen, derived
from outreach_app.settings import Profile

NEW = "pagi cerah di danau ranau"


def code_of(call):
    with pytest.raises(OutreachError) as caught:
        call()
    return caught.value.code


@pytest.fixture
def clock():
    return SetClock(1_000)


@pytest.fixture
def recover(profile, random, clock):
    tries = Tries(clock)

    def do(code, officer="yulia", passphrase=NEW, on=profile):
        return recover_by(
            on, officer, code, passphrase, now_ms=clock.now_ms(), tries=tries, random=random
        )

    return do


def told_by(office, profile):
    """The code as the office makes it of what the laptop shows."""
    seeds = office.keys.sealing_by_id
    return opened_by_office(request_of(request(profile).text()), seeds.get)


def test_a_code_opens_the_laptop_and_the_new_passphrase_stands(profile, unlocked, office, recover):
    again = recover(told_by(office, profile))
    assert again.database_key == unlocked.database_key
    assert again.device_keys == unlocked.device_keys
    assert unlock(profile, "yulia", NEW).database_key == unlocked.database_key
    assert code_of(lambda: unlock(profile, "yulia", "kopi robusta di pagi hari")) == "IDENTITY_001"
    used = read(profile).code_uses
    assert [(u.number, u.officer_id, u.time_ms) for u in used] == [(1, "yulia", 1_000)]


def test_others_keep_their_passphrases(profile, unlocked, office, recover, random):
    budi, budis = Officer("budi", "Budi", "B"), "sawah hijau dekat danau ranau"
    add_officer(profile, unlocked, budi, budis, cost=CHEAP, random=random)
    recover(told_by(office, profile))
    assert unlock(profile, "budi", budis).database_key == unlocked.database_key
    assert [one.officer_id for one in officers(profile)] == ["yulia", "budi"]


def test_a_code_opens_once_and_the_next_one_is_ready(profile, unlocked, office, recover):
    first = told_by(office, profile)
    recover(first)
    assert code_of(lambda: recover(first)) == "IDENTITY_022"
    second = told_by(office, profile)
    assert second != first
    recover(second, passphrase="embun pagi di kebun kopi")
    assert [use.number for use in read(profile).code_uses] == [1, 2]


def test_typed_as_people_type_it(profile, unlocked, office, recover):
    code = told_by(office, profile)
    assert len(code) == 24
    assert recover(f" {code.lower().replace('-', ' ')} ").officer.officer_id == "yulia"


def test_every_single_slip_is_noticed(profile, unlocked, office):
    """Each letter exchanged for another, and each pair of neighbours turned round."""
    code, feed = told_by(office, profile), unlocked.certificate.feed_id
    plain = code.replace("-", "")
    slips = [plain[:i] + ("2" if plain[i] != "2" else "3") + plain[i + 1 :] for i in range(20)]
    slips += [plain[:-1], plain + "2", "", "K" * 20]
    for slip in slips:
        assert code_of(lambda s=slip: secret_of(s, feed, 1)) in ("IDENTITY_020", "IDENTITY_021")


def test_another_laptops_code(office, profile, unlocked, recover, random, lead, tmp_path):
    other = Profile(tmp_path / "other")

    class Eighth:
        def enrol(self, wanted):
            answer = office.enrol(wanted)
            public = (wanted.signing_key, wanted.sealing_key)
            card = office.keys.certify(public, device_number=8, unit="Liwa", issued_ms=1)
            return msgspec.structs.replace(answer, certificate=card.encode())

    facts = {"code": office.code, "laptop_name": "x", "officer": lead, "passphrase": NEW}
    enrol(other, Eighth(), cost=CHEAP, random=random, **facts)
    before = profile.keys_file.read_bytes()
    assert code_of(lambda: recover(told_by(office, other))) == "IDENTITY_021"
    assert profile.keys_file.read_bytes() == before


def test_a_right_mark_with_a_wrong_secret_opens_nothing(profile, unlocked, recover):
    guess = code_text(bytes(10), unlocked.certificate.feed_id, 1)
    assert code_of(lambda: recover(guess)) == "IDENTITY_021"


def test_wrong_codes_slow_down_and_never_strand(profile, unlocked, office, recover, clock):
    for _ in range(4):
        assert code_of(lambda: recover("KKKK-KKKK-KKKK-KKKK-KKKK")) == "IDENTITY_020"
    assert code_of(lambda: recover("KKKK-KKKK-KKKK-KKKK-KKKK")) == "IDENTITY_023"
    right = told_by(office, profile)
    assert code_of(lambda: recover(right)) == "IDENTITY_023"
    clock.advance(6)
    assert recover(right).officer.officer_id == "yulia"


def test_a_weak_passphrase_does_not_use_the_code_up(profile, unlocked, office, recover):
    code = told_by(office, profile)
    before = profile.keys_file.read_bytes()
    assert code_of(lambda: recover(code, passphrase="kopi")) == "IDENTITY_004"
    assert code_of(lambda: recover(code, officer="siapa")) == "IDENTITY_006"
    assert profile.keys_file.read_bytes() == before
    recover(code)


def test_another_office_opens_no_request(profile, unlocked, other_office):
    keys = other_office.keys.sealing_by_id
    with pytest.raises(DoesNotOpen):
        told_by(other_office, profile)
    seed = next(iter(keys.values()))
    with pytest.raises(DoesNotOpen):
        opened_by_office(request(profile), lambda _key: seed)


def test_a_laptop_of_an_earlier_version_gets_its_secret_when_opened(
    profile, unlocked, office, recover, random
):
    write(profile, msgspec.structs.replace(read(profile), recovery_slot=None))
    assert request(profile) is None
    assert code_of(lambda: recover("KKKK-KKKK-KKKK-KKKK-KKKK")) == "IDENTITY_024"
    prepared(profile, unlocked, random)
    assert prepared(profile, unlocked, random) == read(profile)
    recover(told_by(office, profile))


def test_the_disk_alone_does_not_hold_the_secret(profile, unlocked, office, recover):
    """A thief reads the whole file: neither the code nor the key stands in it, in any shape."""
    code = told_by(office, profile)
    secret = secret_of(code, unlocked.certificate.feed_id, 1)
    data = profile.keys_file.read_bytes()
    for hidden in (secret, unlocked.database_key, derived(unlocked.database_key, b"x")):
        assert hidden not in data
        assert hidden.hex().encode() not in data
        assert msgspec.json.encode(hidden).strip(b'"=') not in data
    assert code.replace("-", "").encode() not in data


def test_a_request_with_a_wrong_letter_is_none(profile, unlocked):
    text = request(profile).text()
    assert request_of(text.lower()) == request(profile)
    for bad in ("", "OR1", text[:-1], text[:40] + ("A" if text[40] != "A" else "B") + text[41:]):
        with pytest.raises(ValueError):
            request_of(bad)

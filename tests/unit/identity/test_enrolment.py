"""Enrolment: the right office, the right keys, and a lost answer."""

import msgspec
import pytest

from outreach_app.errors import UserProblem
from outreach_app.identity import Officer, enrolled, unlock, wrapping
from outreach_app.identity.enrolment import RECOVERY
from outreach_app.identity.keyfile import read
from sync.keys import DeviceCertificate


def code_of(call):
    with pytest.raises(UserProblem) as caught:
        call()
    return caught.value.code


def test_enrolled_laptop_holds_what_the_office_signed(profile, office, unlocked):
    assert enrolled(profile)
    assert unlocked.certificate.is_from(office.keys.card)
    assert unlocked.certificate.device_number == 7
    assert unlocked.certificate.signing_key == unlocked.device_keys.signing_key
    assert unlocked.office_card == office.keys.card
    assert unlocked.follows == (b"o" * 32, b"b" * 32)
    assert len(unlocked.database_key) == 32


def test_private_keys_never_travel(office, unlocked):
    sent = msgspec.json.encode(office.asked)
    for secret in (unlocked.device_keys.encode(), unlocked.database_key):
        assert secret.hex().encode() not in sent
        assert msgspec.json.encode(secret).strip(b'"') not in sent


def test_office_can_recover_the_database_key(profile, office, unlocked):
    file = read(profile)
    private = office.keys.sealing_by_id[file.recovery_key_id]
    assert wrapping.unseal(private, file.recovery, RECOVERY) == unlocked.database_key


def test_another_office_is_noticed_by_the_code(profile, do_enrol, office, other_office):
    assert code_of(lambda: do_enrol(at=other_office, code=office.code)) == "IDENTITY_009"
    assert not enrolled(profile)


def test_certificate_for_other_keys_is_refused(profile, do_enrol, office):
    real = office.enrol
    office.enrol = lambda wanted: real(msgspec.structs.replace(wanted, signing_key=b"x" * 32))
    assert code_of(do_enrol) == "IDENTITY_010"
    assert not enrolled(profile)


def test_certificate_of_another_office_is_refused(do_enrol, office, other_office):
    real = office.enrol

    def mixed(wanted):
        foreign = other_office.enrol(wanted).certificate
        return msgspec.structs.replace(real(wanted), certificate=foreign)

    office.enrol = mixed
    assert code_of(do_enrol) == "IDENTITY_010"


@pytest.mark.parametrize("field", ["certificate", "office_card"])
def test_answer_that_is_none_is_refused(do_enrol, office, field):
    real = office.enrol
    office.enrol = lambda wanted: msgspec.structs.replace(real(wanted), **{field: b"?"})
    assert code_of(do_enrol) == "IDENTITY_010"


def test_lost_answer_asks_again_with_the_same_keys(profile, do_enrol, office):
    office.lose_answer = True
    with pytest.raises(ConnectionError):
        do_enrol()
    assert not enrolled(profile)
    assert code_of(lambda: unlock(profile, "yulia", "kopi robusta di pagi hari")) == "IDENTITY_007"
    unlocked = do_enrol()
    assert office.asked[0].signing_key == office.asked[1].signing_key
    assert unlocked.device_keys.signing_key == office.asked[0].signing_key


def test_forgotten_passphrase_of_a_cut_enrolment_strands_nobody(do_enrol, office):
    office.lose_answer = True
    with pytest.raises(ConnectionError):
        do_enrol()
    do_enrol(passphrase="teh tubruk di sore hari")
    assert office.asked[0].signing_key != office.asked[1].signing_key


def test_other_first_officer_after_a_cut_enrolment_starts_over(profile, do_enrol, office):
    office.lose_answer = True
    with pytest.raises(ConnectionError):
        do_enrol()
    do_enrol(officer=Officer("budi", "Budi", "B", "ketua_tim"))
    assert code_of(lambda: unlock(profile, "yulia", "x")) == "IDENTITY_006"


def test_enrolled_laptop_is_not_enrolled_over(profile, do_enrol, office, unlocked):
    before = profile.keys_file.read_bytes()
    assert code_of(do_enrol) == "IDENTITY_008"
    assert profile.keys_file.read_bytes() == before
    assert len(office.asked) == 1


def test_weak_passphrase_is_refused_before_anything_is_written(profile, do_enrol, office):
    assert code_of(lambda: do_enrol(passphrase="pendek")) == "IDENTITY_004"
    assert not profile.keys_file.exists()
    assert office.asked == []


def test_certificate_names_the_feed(unlocked):
    again = DeviceCertificate.decode(unlocked.certificate.encode())
    assert again.feed_id == unlocked.certificate.feed_id

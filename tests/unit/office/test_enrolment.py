"""Codes enrol one laptop each; a lost answer is asked for again."""

import pytest

from outreach_app.errors import UserProblem
from outreach_app.office.enrolment import enrol, new_code
from outreach_app.office.laptops import laptops, revoke
from outreach_app.office.office import ALL
from outreach_app.officeapi import messages as m
from outreach_app.officeapi.codes import is_of_office
from sync.keys import DeviceCertificate, DeviceKeys, OfficeCard


def keys(seed):
    return DeviceKeys.generate(lambda size: bytes([seed]) * size)


def request(code, seed=3, **changes):
    facts = {
        "code": code,
        "signing_key": keys(seed).signing_key,
        "sealing_key": keys(seed).sealing_key,
        "laptop_name": "Laptop Liwa",
    }
    return m.EnrolRequest(**(facts | changes))


@pytest.fixture
def code(office, head):
    return new_code(office, m.NewCode(unit="Tim 2"), head).code


def refused(act):
    with pytest.raises(UserProblem) as caught:
        act()
    return caught.value.code


def test_a_laptop_gets_number_certificate_and_feeds(office, code):
    answer = enrol(office, request(code))
    card = OfficeCard.decode(answer.office_card)
    certificate = DeviceCertificate.decode(answer.certificate)
    assert (answer.device, answer.unit) == ("D001", "Tim 2")
    assert certificate.is_from(card)
    assert is_of_office(code, card.signing_key)
    assert answer.follows == (office.feed_for(certificate.feed_id), office.feed_for(ALL))


def test_asking_again_after_a_lost_answer_gives_the_same(office, code, clock):
    first = enrol(office, request(code))
    clock.advance(60 * 86_400)
    assert enrol(office, request(code)) == first


def test_a_code_enrols_one_laptop(office, code):
    enrol(office, request(code))
    assert refused(lambda: enrol(office, request(code, seed=4))) == "OFFICE_014"


def test_numbers_are_never_given_twice(office, head):
    names = [
        enrol(office, request(new_code(office, m.NewCode(), head).code, seed)).device
        for seed in (3, 4)
    ]
    revoke(office, "D002", "hilang", head)
    names.append(enrol(office, request(new_code(office, m.NewCode(), head).code, 5)).device)
    assert names == ["D001", "D002", "D003"]


def test_a_code_runs_out(office, code, clock):
    clock.advance(48 * 3600)
    assert refused(lambda: enrol(office, request(code))) == "OFFICE_015"


def test_a_code_may_be_typed_small_and_without_dashes(office, code):
    assert enrol(office, request(code.replace("-", " ").lower())).device == "D001"


def test_wrong_codes_and_keys_are_refused(office, code):
    assert refused(lambda: enrol(office, request("ABCD-EFGH"))) == "OFFICE_014"
    assert refused(lambda: enrol(office, request(""))) == "OFFICE_014"
    assert refused(lambda: enrol(office, request(code, signing_key=b"short"))) == "OFFICE_008"


def test_only_those_who_may_make_codes_and_revoke(office, laptop, clerk, publisher):
    assert refused(lambda: new_code(office, m.NewCode(), clerk)) == "OFFICE_006"
    assert refused(lambda: revoke(office, "D001", "hilang", clerk)) == "OFFICE_006"
    assert refused(lambda: laptops(office, clerk)) == "OFFICE_006"
    assert new_code(office, m.NewCode(), publisher).code


def test_revoking_names_the_mark_and_is_final(office, laptop, publisher, clock):
    laptop.finish(laptop.open_day())
    laptop.send()
    assert refused(lambda: revoke(office, "D001", " ", publisher)) == "OFFICE_026"
    assert refused(lambda: revoke(office, "D009", "hilang", publisher)) == "OFFICE_007"
    revoke(office, "D001", "hilang", publisher)
    row = revoke(office, "D001", "hilang lagi", publisher)
    assert (row.standing, row.stored) == ("revoked", 2)
    assert laptops(office, publisher).devices == (row,)


def test_the_list_shows_silence_and_the_open_day(office, laptop, publisher, clock):
    day_id = laptop.open_day()
    laptop.send()
    clock.advance(6 * 86_400)
    (row,) = laptops(office, publisher).devices
    assert (row.silent_days, row.open_day, row.unsent) == (6, day_id, None)
    laptop.close_day(day_id, [])
    laptop.send()
    assert laptops(office, publisher).devices[0].open_day == ""

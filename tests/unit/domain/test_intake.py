"""The office's judgement of one file."""

import msgspec
import pytest

from outreach_app.domain import intake
from outreach_app.domain.entries import ACCEPTED, HELD, REJECTED, RecordFinished
from outreach_app.domain.intake import Known, judge
from outreach_app.domain.numbering import local_number
from outreach_app.errors import UserProblem
from outreach_app.i18n import LANGUAGES

NUMBER = str(local_number(2026, "D007", 42))
OTHER = str(local_number(2026, "D003", 107))
GOOD_NIK, BAD_NIK = "1804045708909901", "1804044001909901"


def record(number: str = NUMBER, parent: str = "", version: str = "2026112401") -> RecordFinished:
    return RecordFinished(
        instance_id="uuid:2",
        deprecated_id=parent,
        number=number,
        check_code="7KQ4M2XP",
        service="PAS-BARU",
        form_id="paspor",
        form_version=version,
        day_id="D007-2026-11-24-1",
        pekon="18.04.04.2002",
        language="id",
        officer="RY",
        answers=msgspec.Raw(b"{}"),
    )


KNOWN = Known("D007", nik=GOOD_NIK)


def test_a_good_file_is_accepted() -> None:
    found = judge(record(), KNOWN)
    assert (found.state, found.reason, found.facts) == (ACCEPTED, "", {})


def test_a_version_alone_never_holds_a_file() -> None:
    assert judge(record(version="1999-never-published"), KNOWN).state == ACCEPTED


def test_a_foreigner_has_no_nik() -> None:
    assert judge(record(), Known("D007")).state == ACCEPTED


@pytest.mark.parametrize("number", [NUMBER[:-1] + "0", NUMBER.replace("00042", "00024"), "", "x"])
def test_a_number_that_cannot_be_right_is_rejected(number: str) -> None:
    found = judge(record(number), KNOWN)
    assert (found.state, found.reason) == (REJECTED, intake.NUMBER_WRONG)


def test_another_laptops_number_is_rejected() -> None:
    found = judge(record(OTHER), KNOWN)
    assert (found.state, found.reason) == (REJECTED, intake.NUMBER_FOREIGN)
    assert found.facts == {"device": "D007"}


def test_a_laptop_enrolled_again_sends_its_old_numbers_once_more() -> None:
    again = Known("D012", nik=GOOD_NIK, former_devices=frozenset({"D007"}))
    assert judge(record(), again).state == ACCEPTED
    assert judge(record(OTHER), again).state == REJECTED


def test_a_nik_that_can_never_be_right_holds() -> None:
    found = judge(record(), Known("D007", nik=BAD_NIK))
    assert (found.state, found.reason, found.facts) == (HELD, intake.NIK_WRONG, {"why": "date"})


def test_what_opens_no_case_is_accepted_whoever_it_names() -> None:
    quiz = msgspec.structs.replace(record(), kind="record")
    assert judge(quiz, Known("D007", nik=BAD_NIK, same_person=OTHER)).state == ACCEPTED
    assert judge(quiz, Known("D007", number_owner="uuid:1")).reason == intake.NUMBER_TAKEN


def test_a_number_used_twice_holds() -> None:
    found = judge(record(), Known("D007", nik=GOOD_NIK, number_owner="uuid:1"))
    assert (found.state, found.reason) == (HELD, intake.NUMBER_TAKEN)


def test_a_correction_of_the_newest_revision_is_accepted() -> None:
    known = Known("D007", nik=GOOD_NIK, number_owner="uuid:1")
    assert judge(record(parent="uuid:1"), known).state == ACCEPTED


@pytest.mark.parametrize("owner", ["uuid:0", ""])
def test_a_correction_of_an_older_revision_holds(owner: str) -> None:
    found = judge(record(parent="uuid:1"), Known("D007", nik=GOOD_NIK, number_owner=owner))
    assert (found.state, found.reason) == (HELD, intake.PARENT_OLD)


def test_the_same_person_and_service_holds() -> None:
    found = judge(record(), Known("D007", nik=GOOD_NIK, same_person=OTHER))
    assert (found.state, found.reason, found.facts) == (
        HELD,
        intake.SAME_PERSON,
        {"number": OTHER},
    )


def test_correcting_another_answer_does_not_settle_a_duplicate() -> None:
    known = Known("D007", nik=GOOD_NIK, number_owner="uuid:1", same_person=OTHER)
    assert judge(record(parent="uuid:1"), known).reason == intake.SAME_PERSON


def test_the_gravest_reason_comes_first() -> None:
    known = Known("D003", nik=BAD_NIK, number_owner="uuid:1", same_person=OTHER)
    assert judge(record(), known).reason == intake.NUMBER_FOREIGN
    assert judge(record(parent="uuid:1"), Known("D007", BAD_NIK, "uuid:1", OTHER)).reason == (
        intake.NIK_WRONG
    )


def test_reasons_are_told_in_both_languages_and_never_show_a_nik() -> None:
    found = [
        judge(record("x"), KNOWN),
        judge(record(OTHER), KNOWN),
        judge(record(), Known("D007", number_owner="uuid:1")),
        judge(record(parent="uuid:1"), Known("D007", number_owner="uuid:0")),
        judge(record(), Known("D007", nik=BAD_NIK)),
        judge(record(), Known("D007", nik=GOOD_NIK, same_person=OTHER)),
    ]
    assert len({one.reason for one in found}) == 6
    for one in found:
        for language in LANGUAGES:
            text = UserProblem(one.reason, **one.facts).text(language)
            assert text != one.reason
            assert BAD_NIK not in text
            assert "{" not in text

"""Enrolment codes: easy to type, and tied to one office."""

from outreach_app.officeapi.codes import ALPHABET, code_text, is_of_office, plain

MINE, OTHER = bytes(32), bytes([1]) * 32


def test_a_code_is_four_groups_without_letters_that_are_misread():
    code = code_text(bytes(range(200, 212)), MINE)
    assert [len(group) for group in code.split("-")] == [4, 4, 4, 4]
    assert set(plain(code)) <= set(ALPHABET)
    assert not set("01IO") & set(ALPHABET)


def test_a_code_of_another_office_is_noticed():
    code = code_text(bytes(12), MINE)
    assert is_of_office(code, MINE)
    assert is_of_office(code.lower().replace("-", " "), MINE)
    assert not is_of_office(code, OTHER)

"""Passport numbers and MRZ check digits."""

import pytest

from outreach_app.domain import passport_numbers as numbers


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("C1234567", "usual"),
        ("X1234567", "usual"),
        ("AB123456", "unusual"),
        ("123456", "unusual"),
        ("C12345", "unusual"),
        ("C1234", "impossible"),
        ("c1234567", "impossible"),
        ("C123456789", "impossible"),
        ("", "impossible"),
    ],
)
def test_indonesian_shapes_warn_before_they_refuse(text: str, shape: str) -> None:
    assert numbers.indonesian(text) == shape


@pytest.mark.parametrize(
    ("text", "shape"), [("L898902C<", "unusual"), ("L898902C3", "usual"), ("L8.9", "impossible")]
)
def test_foreign_shapes(text: str, shape: str) -> None:
    assert numbers.foreign(text) == shape


def test_a_typed_number_is_made_plain() -> None:
    assert numbers.indonesian(numbers.plain("c 123-4567")) == "usual"


@pytest.mark.parametrize(
    ("field", "digit"),
    [
        ("L898902C3", "6"),
        ("740812", "2"),
        ("120415", "9"),
        ("ZE184226B<<<<<", "1"),
        ("L898902C3674081221204159ZE184226B<<<<<1", "0"),
        ("", "0"),
    ],
)
def test_check_digits_of_the_icao_specimen(field: str, digit: str) -> None:
    assert numbers.check_digit(field) == digit


def test_a_field_of_no_mrz_is_refused() -> None:
    with pytest.raises(ValueError, match="machine readable"):
        numbers.check_digit("l898902c3")

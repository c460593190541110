"""Local numbers and check codes."""

import re
from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from outreach_app.domain import numbering
from outreach_app.errors import UserProblem

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NUMBERS = st.builds(
    numbering.LocalNumber,
    st.integers(0, 99),
    st.builds(numbering.origin, st.sampled_from("DKWP"), st.integers(1, 999)),
    st.integers(1, 9_999_999),
)


def test_check_character_of_the_published_example() -> None:
    assert numbering.check_character("A12425GABC1234002") == "M"


def test_the_number_of_a_file() -> None:
    assert str(numbering.local_number(2026, "D007", 42)) == "LB-26-D007-00042-P"


@given(NUMBERS)
def test_reading_gives_back_what_was_written(number: numbering.LocalNumber) -> None:
    assert numbering.parse(str(number)) == number


@pytest.mark.parametrize(
    "typed",
    [
        "lb-26-d007-00042-p",
        "LB26D00700042P",
        " LB 26 D007 00042 P ",
        "LB–26–D007–00042–P",
        "LB-26-DOO7-OOO42-P",
    ],
)
def test_numbers_as_people_type_them(typed: str) -> None:
    assert str(numbering.parse(typed)) == "LB-26-D007-00042-P"


@given(NUMBERS, st.integers(0, 40), st.sampled_from(ALPHABET))
def test_every_wrong_character_is_caught(
    number: numbering.LocalNumber, place: int, character: str
) -> None:
    stripped = str(number).replace("-", "")
    place %= len(stripped)
    wrong = stripped[:place] + character + stripped[place + 1 :]
    try:
        read = numbering.parse(wrong)
    except UserProblem:
        assert wrong != stripped
    else:
        # Only a letter O or I in the place of the digit that it resembles passes, as that digit.
        assert read == number
        assert character == stripped[place] or (character, stripped[place]) in {
            ("O", "0"),
            ("I", "1"),
        }


def step(running: int, value: int) -> int:
    """Return the running product of ISO 7064 MOD 37,36 after one more character."""
    return ((running + value) % 36 or 36) * 2 % 37


def test_the_swaps_that_the_standard_does_not_see() -> None:
    """The claim of the docstring, over all there is: 36 of 22 680, always of values next door."""
    unseen = [
        (running, low, high)
        for running in range(1, 37)
        for high in range(36)
        for low in range(high)
        if step(step(running, low), high) == step(step(running, high), low)
    ]
    assert len(unseen) == 36
    assert {high - low for _, low, high in unseen} <= {1, 35}
    digits = [(low, high) for _, low, high in unseen if high < 10]
    assert len(digits) == 9  # each pair of digits next door, at one running sum of 36


@given(NUMBERS, st.integers(0, 40))
@example(numbering.LocalNumber(4, "W009", 3780000), 9)
def test_a_swap_of_neighbours_is_caught_unless_they_differ_by_one(
    number: numbering.LocalNumber, place: int
) -> None:
    text = str(number).replace("-", "")
    place %= len(text) - 1
    one, other = text[place], text[place + 1]
    swapped = text[:place] + other + one + text[place + 2 :]
    if swapped != text and abs(ALPHABET.index(one) - ALPHABET.index(other)) != 1:
        with pytest.raises(UserProblem):
            numbering.parse(swapped)


def test_few_swaps_of_digits_in_a_number_pass() -> None:
    swaps = passed = 0
    for serial in range(1, 2000):
        text = str(numbering.local_number(2026, "D007", serial)).replace("-", "")
        for place in range(5, len(text) - 2):
            swapped = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
            if swapped != text:
                swaps += 1
                passed += numbering.check_character(swapped[:-1]) == swapped[-1]
    assert passed / swaps < 0.01


def test_a_sum_of_digits_would_miss_swaps() -> None:
    """The known-bad twin: a plain sum does not see what MOD 37,36 sees."""

    def digit_sum(text: str) -> str:
        return ALPHABET[sum(map(ALPHABET.index, text)) % 36]

    one, swapped = "LB26D00700042", "LB26D00700024"
    assert digit_sum(one) == digit_sum(swapped)
    assert numbering.check_character(one) != numbering.check_character(swapped)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "00042",
        "1804041708900001",
        "LB-26-D000-00042-A",
        "LB-26-D007-00000-A",
        "LB-26-X007-00042-A",
        "LB-26-D007-000042-A",
        "LB-26-D007-٠٠٠٤٢-K",
    ],
)
def test_what_is_no_local_number(text: str) -> None:
    with pytest.raises(UserProblem) as found:
        numbering.parse(text)
    assert found.value.code == "DOMAIN_001"


@given(st.text(max_size=30).filter(lambda text: "LB" not in text.upper()))
def test_any_other_text_is_refused_in_words(text: str) -> None:
    with pytest.raises(UserProblem):
        numbering.parse(text)


def test_it_never_looks_like_the_official_sixteen_digits() -> None:
    assert not str(numbering.local_number(2026, "D007", 42)).replace("-", "").isdigit()


@pytest.mark.parametrize(("letter", "number"), [("D", 0), ("D", 1000), ("X", 7), ("", 7)])
def test_origins_outside_the_plan_are_refused(letter: str, number: int) -> None:
    with pytest.raises(ValueError, match="no origin"):
        numbering.origin(letter, number)


@given(st.binary(min_size=5, max_size=5))
@example(b"\xff" * 5)
def test_check_codes_use_letters_that_paper_keeps_apart(data: bytes) -> None:
    code = numbering.check_code(lambda count: data[:count])
    assert len(code) == numbering.CODE_LENGTH
    assert set(code) <= set(numbering.CODE_ALPHABET)
    assert numbering.typed_code(numbering.shown_code(code).lower()) == code


def test_check_codes_are_unbiased() -> None:
    """Every byte value at every place gives each letter equally often."""
    for place in range(5):
        letters: Counter[str] = Counter()
        for value in range(256):
            data = bytes(value if at == place else 0 for at in range(5))
            letters.update(set(enumerate(numbering.check_code(lambda _n, d=data: d))))
        by_place = {at: {n for (p, _), n in letters.items() if p == at} for at in range(8)}
        assert all(len(counts) == 1 for counts in by_place.values())


@pytest.mark.parametrize("text", ["", "7KQ4M2X", "7KQ4 M2X0", "7KQ4 M2XI", "7KQ4M2XPP"])
def test_what_is_no_check_code(text: str) -> None:
    with pytest.raises(UserProblem) as found:
        numbering.typed_code(text)
    assert found.value.code == "DOMAIN_006"


def test_complaint_number_tells_nothing_and_is_read_back():
    number = numbering.complaint_number(2026, lambda n: bytes(range(n)))
    assert re.fullmatch(r"AD-26-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[0-9A-Z]", number)
    assert numbering.parse_complaint(number.lower().replace("-", " ")) == number
    wrong = number[:-1] + ("A" if number[-1] != "A" else "B")
    for typed, code in ((wrong, "DOMAIN_002"), ("LB-26-D007-00042-K", "DOMAIN_001")):
        with pytest.raises(UserProblem) as caught:
            numbering.parse_complaint(typed)
        assert caught.value.code == code

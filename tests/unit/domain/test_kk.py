"""Family card numbers."""

import pytest

from outreach_app.domain import kk


@pytest.mark.parametrize(
    ("text", "hard"),
    [
        ("1804041203069901", None),
        ("180404120306990", "length"),
        ("", "length"),
        ("1804O41203069901", "digits"),
        ("１804041203069901", "digits"),
    ],
)
def test_only_length_and_digits_are_checked(text: str, hard: str | None) -> None:
    assert kk.check(text) == hard


def test_it_is_grouped_on_screens_and_masked_on_lists() -> None:
    assert kk.shown("1804041203069901") == "1804 0412 0306 9901"
    assert kk.mask("1804041203069911") == "1804********9911"
    assert kk.mask("1804") == "****"

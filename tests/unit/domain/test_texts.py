"""What the rules say to people: both languages, short sentences, no blame."""

import re

import pytest
from babel.messages.pofile import read_po

from outreach_app import resources
from outreach_app.i18n import LANGUAGES, Language

BANNED = ("oops", "gagal", "invalid", "error", "anda salah", "!")


def texts(language: Language, name: str) -> dict[str, str]:
    with resources.path(f"translations/{language}/{name}.po").open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file) if m.id}


def test_every_code_has_both_languages_and_the_same_facts() -> None:
    one, other = (texts(language, "errors_domain") for language in LANGUAGES)
    assert one.keys() == other.keys()
    for code in one:
        assert set(re.findall(r"{\w+}", one[code])) == set(re.findall(r"{\w+}", other[code]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_short_and_blame_nobody(language: Language) -> None:
    for code, text in texts(language, "errors_domain").items():
        assert text, code
        assert all(len(sentence.split()) <= 14 for sentence in text.split(".")), code
        assert not any(word in text.casefold() for word in BANNED), code

"""The slip in large print, and what is read aloud."""

from datetime import date, datetime

import pytest

from outreach_app.clock import WIB
from outreach_app.documents import SlipFacts, picture, slip
from outreach_app.documents.words import Words
from outreach_app.i18n import LANGUAGES


def facts(**changes: object) -> SlipFacts:
    given: dict[str, object] = {
        "language": "id",
        "office": "Kantor Imigrasi Kotabumi",
        "office_phone": "0724-21234",
        "number": "LB-26-D007-00042-P",
        "check_code": "7KQ4M2XP",
        "status_host": "status.example",
        "at": datetime(2026, 11, 24, 10, 42, tzinfo=WIB),
        "place": "Kubu Perahu, Balik Bukit",
        "officer": "RY",
        "name": "NGATIYEM",
        "nik_masked": "1804********9901",
        "service": "Paspor baru",
        "ticket": "P-003",
        "documents_seen": ("KTP elektronik",),
        "documents_missing": ("Akta kelahiran",),
        "due": date(2026, 12, 28),
        "fee_idr": 950000,
        "fee_basis": "PP 45/2024",
        "entry_number": 9,
        "head": "0123456789",
        "form_version": "2026112401",
        "next_steps": ("Lengkapi yang belum ada.", "Tunggu jadwal pemeriksaan (BAP) di kantor."),
        "provide": ("kursi", "jalur prioritas"),
    }
    return SlipFacts(**(given | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize("size", ["a4-large", "80mm-large"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_large_slip_is_one_page_and_says_the_main_things(size: str, language: str) -> None:
    pdf = slip.render(facts(language=language), size)  # type: ignore[arg-type]
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") == 1
    assert picture(pdf, 60).startswith(b"\x89PNG")


def test_five_sentences_are_read_aloud_and_none_names_a_need() -> None:
    said = Words(facts()).aloud()
    assert len(said) == 5
    assert "28-12-2026" in said[1]
    assert "tidak menerima uang" in said[2]
    assert "BAP" in said[3]
    assert not [text for text in said if "kursi" in text]


def test_the_next_steps_are_those_of_the_service() -> None:
    words = Words(facts(documents_missing=(), due=None))
    assert words.following() == ["Tunggu jadwal pemeriksaan (BAP) di kantor."]
    assert words.provided() == ["Mohon disediakan: kursi, jalur prioritas."]
    assert Words(facts(provide=())).provided() == []

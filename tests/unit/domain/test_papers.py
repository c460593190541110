"""Papers: names, and that no portrait is ever copied."""

import pytest

from outreach_app import resources
from outreach_app.domain.papers import Papers

PAPERS = Papers.load(resources.text("services/documents.toml"))
PORTRAITS = (
    *("KTP", "KTP_ORTU", "KTP_PENJAMIN", "PASPOR", "PASPOR_LAMA", "PASPOR_ORTU", "IJAZAH"),
    *("BUKU_NIKAH", "BUKU_NIKAH_ORTU", "IZIN_TINGGAL", "SKTT", "SERTIFIKAT_ABG", "SURAT_BAPTIS"),
)
MAY_BE_COPIED = {
    *("KK", "AKTA_LAHIR", "SURAT_POLISI", "GANTI_NAMA", "PENETAPAN_WALI", "SURAT_PERNYATAAN")
}
"""Decisions C33: KK, birth certificate, police letter, court order, statement."""


@pytest.mark.parametrize("code", PORTRAITS)
def test_papers_with_a_portrait_are_seen_only(code: str) -> None:
    assert code in PAPERS.rows
    assert PAPERS.seen_only(code)


def test_only_the_papers_on_the_list_may_be_copied() -> None:
    assert {code for code in PAPERS.rows if PAPERS.may_scan(code)} == MAY_BE_COPIED


def test_photographs_are_no_paper_of_ours() -> None:
    assert not {"FOTO", "PHOTO", "SIDIK_JARI"} & PAPERS.rows.keys()


def test_an_unknown_paper_is_shown_by_its_code_and_never_copied() -> None:
    assert PAPERS.title("BARU_SEKALI", "id") == "BARU_SEKALI"
    assert PAPERS.seen_only("BARU_SEKALI")


@pytest.mark.parametrize("code", sorted(PAPERS.rows))
def test_every_paper_has_a_name_in_both_languages(code: str) -> None:
    assert PAPERS.title(code, "id")
    assert PAPERS.title(code, "en")


@pytest.mark.parametrize("text", ['[KTP]\ntitle_id = "x"', "[KTP]\nscan = 1", "[KTP"])
def test_a_broken_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"Object|Expected|bool|table"):
        Papers.load(text)

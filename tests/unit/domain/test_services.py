"""The catalogue of services, its papers and its versions."""

from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook

from outreach_app import resources
from outreach_app.domain import bundled
from outreach_app.domain.entries import APPLICATION, VISIT_REQUEST
from outreach_app.domain.papers import Papers
from outreach_app.domain.services import Catalogue
from outreach_app.errors import UserProblem

TODAY = date(2026, 11, 24)
TEXT = bundled.text("services")
CATALOGUE = Catalogue.load(TEXT)
PAPERS = Papers.load(bundled.text("documents"))
ALL = list(CATALOGUE.services.values())
CASES = [s for s in ALL if s.kind in (APPLICATION, VISIT_REQUEST)]

TWO_VERSIONS = """
version = "7"
[default]
form = "paspor"
documents = ["KTP"]
fee = "passport"
standard_days = 4
standard_starts = "interview"
legal_basis = "x"
title_id = "Paspor"
title_en = "Passport"
[[PAS]]
valid_from = 2024-01-01
valid_to = 2026-06-30
[[PAS]]
valid_from = 2026-07-01
standard_days = 3
"""


def test_the_services_of_area_two_are_offered_today() -> None:
    codes = [s.code for s in CATALOGUE.offered(TODAY, [APPLICATION])]
    assert codes == [
        *("PAS-BARU", "PAS-GANTI", "PAS-HILANG", "PAS-RUSAK", "PAS-UBAH", "PAS-ANAK", "PAS-ABG"),
        *("PAS-CPMI", "ITK", "ITAS", "ITK-ITAS", "ITAS-ITAP", "IMK", "MUTASI"),
        *("ABG-DAFTAR", "AFIDAVIT", "SPLP", "SPLP-WNA", "SKIM"),
    ]
    assert CATALOGUE.offered(date(2023, 1, 1), [APPLICATION]) == ()


@pytest.mark.parametrize("service", CASES, ids=lambda s: s.code)
def test_every_case_says_what_follows_and_its_legal_basis(service: Any) -> None:
    assert len(service.next_steps("id")) == len(service.next_steps("en")) >= 1
    assert service.legal_basis


@pytest.mark.parametrize("service", ALL, ids=lambda s: s.code)
def test_every_service_speaks_both_languages_and_names_known_papers(service: Any) -> None:
    assert service.title("id") != service.title("en")
    codes = {c for group in service.documents for c in group}
    codes |= {c for paper in service.conditional for c in (*paper.codes, *paper.instead_of)}
    assert codes <= PAPERS.rows.keys()


@pytest.mark.parametrize("service", ALL, ids=lambda s: s.code)
def test_nothing_on_a_slip_promises_or_is_long(service: Any) -> None:
    for sentence in (*service.next_id, *service.next_en):
        assert all(len(part.split()) <= 14 for part in sentence.split("."))
        assert not {"disetujui", "approved", "terbit", "issued"} & set(sentence.casefold().split())


@pytest.mark.parametrize("service", ALL, ids=lambda s: s.code)
def test_the_form_asks_for_every_paper_of_its_services(service: Any) -> None:
    sheet = load_workbook(resources.path(f"forms/{service.form}.xlsx"))["survey"]
    asked = {c for row in sheet.iter_rows(values_only=True) for c in row if isinstance(c, str)}
    needed = {c for group in service.documents for c in group}
    needed |= {c for paper in service.conditional for c in paper.codes}
    assert {f"doc_{code}" for code in needed} <= asked


def test_every_condition_is_used_and_has_words() -> None:
    used = {paper.when for service in ALL for paper in service.conditional}
    assert used == CATALOGUE.conditions.keys()
    for name in used:
        assert CATALOGUE.condition(name, "id") != CATALOGUE.condition(name, "en")


def test_papers_of_an_adult() -> None:
    service = CATALOGUE.get("PAS-BARU")
    birth = ("AKTA_LAHIR", "BUKU_NIKAH", "IJAZAH", "SURAT_BAPTIS")
    assert service.needed() == (("KTP",), ("KK",), birth)
    assert service.missing(["KTP", "IJAZAH"]) == (("KK",),)
    assert service.missing(["KTP", "KK", "IJAZAH"], ["nama_berubah"]) == (("GANTI_NAMA",),)
    assert PAPERS.titles(birth[:2], "id") == "Akta kelahiran atau Buku nikah atau akta perkawinan"


def test_what_is_shown_if_there_is_one_is_never_missing() -> None:
    assert CATALOGUE.get("PAS-CPMI").missing(["KTP", "KK", "IJAZAH"], ["ada_surat_kerja"]) == ()


def test_a_child_with_a_guardian_needs_the_order_instead_of_parents_papers() -> None:
    service = CATALOGUE.get("PAS-ANAK")
    assert ("KTP_ORTU",) in service.needed()
    facts = ["tanpa_orang_tua", "orang_tua_meninggal"]
    needed = {code for group in service.needed(facts) for code in group}
    assert {"PENETAPAN_WALI", "AKTA_KEMATIAN", "SURAT_PERNYATAAN"} <= needed
    assert not {"KTP_ORTU", "BUKU_NIKAH_ORTU"} & needed


def test_a_child_replacing_a_passport_shows_no_ktp_of_its_own() -> None:
    needed = {code for group in CATALOGUE.get("PAS-GANTI").needed(["anak"]) for code in group}
    assert "KTP" not in needed
    assert {"KTP_ORTU", "PASPOR_LAMA", "SURAT_PERNYATAAN"} <= needed


def test_the_legal_clock_of_lost_and_damaged_books_has_no_fixed_standard() -> None:
    assert CATALOGUE.get("PAS-BARU").standard_days == 4
    assert CATALOGUE.get("PAS-BARU").standard_starts == "interview"
    for code in ("PAS-HILANG", "PAS-RUSAK"):
        assert (CATALOGUE.get(code).standard_days, CATALOGUE.get(code).standard_starts) == (
            0,
            "BAP",
        )


def test_the_day_picks_the_version() -> None:
    catalogue = Catalogue.load(TWO_VERSIONS)
    assert catalogue.get("PAS", date(2026, 6, 30)).standard_days == 4
    assert catalogue.get("PAS", date(2026, 7, 1)).standard_days == 3
    assert [s.standard_days for s in catalogue.offered(date(2026, 1, 1))] == [4]
    assert catalogue.get("PAS").standard_days == 3


def test_a_file_from_before_every_version_can_still_be_shown() -> None:
    assert Catalogue.load(TWO_VERSIONS).get("PAS", date(2020, 1, 1)).standard_days == 3


KINDS = """
version = "7"
[default.application]
standard_starts = "interview"
next_id = ["Tunggu."]
next_en = ["Wait."]
[PAS]
title_id = "Paspor"
title_en = "Passport"
form = "paspor"
valid_from = 2026-01-01
[KUIS]
kind = "record"
title_id = "Kuis"
title_en = "Quiz"
form = "kuis"
valid_from = 2026-01-01
"""


def test_a_record_needs_only_title_form_and_day_and_opens_no_case() -> None:
    quiz, passport = Catalogue.load(KINDS).get("KUIS"), Catalogue.load(KINDS).get("PAS")
    assert (quiz.opens_case, passport.opens_case) == (False, True)
    assert (quiz.next_id, passport.next_id) == ((), ("Tunggu.",))
    assert [s.code for s in Catalogue.load(KINDS).offered(TODAY, ["record"])] == ["KUIS"]


def test_the_files_of_the_catalogue_are_one_text() -> None:
    more = KINDS[KINDS.index("[KUIS]") :]
    head = KINDS.replace(more, "")
    assert Catalogue.load(bundled.joined([head, more])) == Catalogue.load(KINDS)


def test_a_service_may_stand_in_one_file_only() -> None:
    with pytest.raises(ValueError, match="KUIS: stands in two"):
        bundled.joined([KINDS, KINDS[KINDS.index("[KUIS]") :]])


def test_an_unknown_service_is_named() -> None:
    with pytest.raises(UserProblem) as found:
        CATALOGUE.get("XYZ")
    assert found.value.code == "DOMAIN_005"
    assert "XYZ" in found.value.text("id")


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("valid_to = 2026-06-30", "valid_to = 2026-07-01", "PAS: two versions"),
        ("valid_to = 2026-06-30", "", "PAS: two versions"),
        ("valid_to = 2026-06-30", "valid_to = 2023-06-30", "PAS: valid_to"),
        ("standard_days = 3", 'standard_days = "3"', "PAS: Expected"),
        ("standard_days = 3", 'standard_starts = "intake"', "PAS: the clock"),
        ("standard_days = 3", 'kind = "gift"', "PAS: gift is no kind"),
        ("standard_days = 3", 'kind = "record"', "PAS: the clock"),
        ("standard_days = 3", 'next_id = ["Tunggu."]', "PAS: next_id"),
        ("standard_days = 3", 'conditional = [{papers="KK", when="x"}]', "PAS: no words"),
        ("standard_days = 3", 'conditional = [{papers="KK"}]', "PAS: "),
        ('title_id = "Paspor"', "", "PAS: Object missing"),
        ('version = "7"', "", "Expected `str`"),
        ("[[PAS]]", "[[PAS", "at line"),
    ],
)
def test_a_text_that_contradicts_itself_is_refused_with_its_place(
    old: str, new: str, why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        Catalogue.load(TWO_VERSIONS.replace(old, new))


def test_fields_of_a_later_program_are_passed_over() -> None:
    later = TWO_VERSIONS.replace("standard_days = 3", "standard_days = 3\nloket = 2")
    assert Catalogue.load(later).get("PAS").standard_days == 3

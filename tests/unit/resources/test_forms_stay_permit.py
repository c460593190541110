"""The stay-permit form on the real engine: cases of domain.md 1.2, rules of 2.2."""

from __future__ import annotations

from typing import Any

import pytest

ID, EN = "id", "en"

EXTENSION = {
    "layanan/service": "ITAS",
    "layanan/pekon_hari": "18.04.04.2004",
    "layanan/setuju": "CENTANG",
    "layanan/bahasa": "EN",
    "layanan/boleh_kebutuhan": "tidak",
    "identitas/nama": "Tenzin",
    "identitas/jenis_kelamin": "L",
    "identitas/tempat_lahir": "Thimphu",
    "identitas/tanggal_lahir": "1993-10-15",
    "identitas/status_kawin": "BELUM_KAWIN",
    "identitas/kewarganegaraan": "BTN",
    "paspor/nomor": "G123456",
    "paspor/tanggal_terbit": "2024-01-10",
    "paspor/tanggal_habis": "2034-01-10",
    "izin/jenis": "ITAS",
    "izin/nomor_izin": "2C21JE0001",
    "izin/indeks": "E23",
    "izin/tanggal_masuk": "2025-12-20",
    "izin/izin_habis": "2026-12-20",
    "izin/tujuan": "KERJA",
    "izin/lama": "1T",
    "izin/perpanjangan": "0",
    "alamat/jalan": "Jalan Kopi",
    "alamat/rt": "003",
    "alamat/rw": "001",
    "alamat/telepon": "081234567890",
    "penjamin/jenis_penjamin": "BADAN",
    "penjamin/nama_penjamin": "CV Kopi Contoh",
    "penjamin/nib_penjamin": "1234567890123",
    "penjamin/hubungan": "PEMBERI_KERJA",
    "penjamin/diwakili": "tidak",
    "pernyataan/benar": "ya",
    "pernyataan/paham": "ya",
}
PERSON = {"penjamin/jenis_penjamin": "ORANG", "penjamin/hubungan": "SUAMI_ISTRI"}


def test_an_extension_finishes_page_by_page(fill: Any) -> None:
    record = fill("izin_tinggal", EXTENSION)
    papers = ["PASPOR", "IZIN_TINGGAL", "SURAT_PERMOHONAN", "SURAT_JAMINAN", "KTP_PENJAMIN"]
    assert record.problems() == [f"dokumen/doc_{p}" for p in [*papers, "RPTKA"]]
    record.answer({f"dokumen/doc_{p}": "ada" for p in papers} | {"dokumen/doc_RPTKA": "belum"})
    assert record.problems() == []
    assert record.warnings() == set()
    assert record["dokumen/ada"] == " ".join(papers)
    assert record["dokumen/belum"] == "RPTKA"
    assert record["identitas/nama_paspor"] == "TENZIN"
    pages = [p.split("/")[0] for p in record.asked()]
    assert max(pages.count(page) for page in pages) <= 9


REFUSED: list[tuple[dict[str, str], str, str, str]] = [
    ({}, "layanan/setuju", "TIDAK", "CENTANG"),
    ({"layanan/setuju": "TANDA_TANGAN"}, "layanan/saksi", "1", "Ani"),
    ({}, "identitas/nama", "T3nzin", "Tenzin"),
    ({}, "identitas/tempat_lahir", "T" * 61, "Thimphu"),
    ({}, "identitas/tanggal_lahir", "2026-11-25", "2026-11-24"),
    ({}, "paspor/nomor", "G1234567890", "G123456"),
    ({}, "paspor/tanggal_terbit", "2026-11-25", "2026-11-24"),
    ({}, "paspor/tanggal_habis", "2024-01-10", "2034-01-10"),
    ({}, "izin/nomor_izin", "9" * 31, "2C21JE0001"),
    ({}, "izin/indeks", "E23-A1", "E31A"),
    ({}, "izin/tanggal_masuk", "2026-11-25", "2026-11-24"),
    ({}, "izin/izin_habis", "2025-12-19", "2026-12-20"),
    ({}, "izin/perpanjangan", "21", "2"),
    ({"alamat/pekon": "LUAR"}, "alamat/kode_pos_isi", "12", "34811"),
    ({}, "alamat/jalan", "J" * 101, "Jalan Kopi"),
    ({}, "alamat/rt", "3", "003"),
    ({}, "alamat/rw", "01", "001"),
    ({}, "alamat/telepon", "-", "+975 17 12 34 56"),
    ({}, "alamat/email", "tenzin", "tenzin@contoh.id"),
    ({}, "penjamin/nama_penjamin", "N" * 101, "CV Kopi Contoh"),
    (PERSON, "penjamin/nik_penjamin", "1804045708900000", "1804045708909901"),
    ({}, "penjamin/nib_penjamin", "123", "1234567890123"),
    ({}, "penjamin/telepon_penjamin", "x", "072821001"),
    ({"penjamin/diwakili": "ya"}, "penjamin/nama_wakil", "2", "Rohimah"),
    ({}, "pernyataan/benar", "tidak", "ya"),
    ({}, "pernyataan/paham", "tidak", "ya"),
]


@pytest.mark.parametrize(("extra", "path", "bad", "good"), REFUSED)
def test_what_can_never_be_right_is_stopped_and_its_neighbour_is_not(
    fill: Any, extra: dict[str, str], path: str, bad: str, good: str
) -> None:
    record = fill("izin_tinggal", EXTENSION, extra)
    record.answer({path: bad})
    assert len({record.problem(path), record.problem(path, EN), ""}) == 3
    record.answer({path: good})
    assert record.problem(path) == ""


CHANGE = {"layanan/service": "ITK-ITAS", "izin/jenis": "ITK"}

WARNED: list[tuple[dict[str, str], dict[str, str], str]] = [
    ({}, {"paspor/nomor": "G12"}, "w_nomor"),
    ({}, {"paspor/tanggal_habis": "2027-05-23"}, "w_paspor_6bulan"),
    (CHANGE, {"izin/jenis": "VOA"}, "w_alih"),
    ({}, {"izin/izin_habis": "2026-11-23"}, "w_izin_lewat"),
    ({}, {"izin/izin_habis": "2027-03-20"}, "w_jendela"),
    ({}, {"paspor/tanggal_habis": "2027-11-10"}, "w_paspor_akhir"),
    ({}, {"alamat/telepon": "12345678"}, "w_telepon"),
    ({}, {"penjamin/telepon_penjamin": "12345678"}, "w_telepon_penjamin"),
]


@pytest.mark.parametrize(("extra", "answers", "warning"), WARNED)
def test_what_is_odd_warns_and_never_stops(
    fill: Any, extra: dict[str, str], answers: dict[str, str], warning: str
) -> None:
    record = fill("izin_tinggal", EXTENSION, extra)
    assert warning not in record.warnings()
    record.answer(answers)
    assert warning in record.warnings()
    assert not [p for p in answers if record.problem(p)]


def test_every_constraint_and_every_warning_has_its_case(rows: Any) -> None:
    survey = rows("izin_tinggal")
    assert {p for p, r in survey.items() if r["constraint"]} == {path for _, path, _, _ in REFUSED}
    warns = {r["name"] for r in survey.values() if r["appearance"] == "warn"}
    assert warns == {name for _, _, name in WARNED}


@pytest.mark.parametrize("expiry", ["2027-05-24", "2027-06-01"])
def test_six_months_of_passport_are_enough(fill: Any, expiry: str) -> None:
    record = fill("izin_tinggal", EXTENSION, {"paspor/tanggal_habis": expiry})
    assert "w_paspor_6bulan" not in record.warnings()


@pytest.mark.parametrize(
    ("service", "periods"),
    [
        ("ITK", ["7H", "14H", "30H", "60H", "90H", "180H"]),
        ("ITAS", ["6B", "1T", "2T"]),
        ("ITK-ITAS", ["6B", "1T", "2T"]),
        ("ITAS-ITAP", ["5T"]),
        ("IMK", ["30H", "6B", "1T", "2T", "5T", "10T"]),
    ],
)
def test_the_periods_follow_the_service(fill: Any, service: str, periods: list[str]) -> None:
    record = fill("izin_tinggal", EXTENSION, {"layanan/service": service})
    assert record.choices("izin/lama") == periods


@pytest.mark.parametrize(
    ("facts", "paper", "asked"),
    [
        ({"izin/perpanjangan": "3"}, "SKTT", True),
        ({"izin/perpanjangan": "2"}, "SKTT", False),
        ({"penjamin/diwakili": "ya"}, "SURAT_KUASA", True),
        ({"izin/tujuan": "KELUARGA"}, "KK", True),
        (PERSON, "BUKU_NIKAH", True),
        ({"layanan/service": "ITAS-ITAP"}, "PERNYATAAN_INTEGRASI", True),
        (
            {"layanan/service": "ITAS-ITAP", "identitas/tanggal_lahir": "2010-01-01"},
            "PERNYATAAN_INTEGRASI",
            False,
        ),
        (CHANGE, "DOMISILI", True),
        ({"layanan/service": "MUTASI", "izin/mutasi_apa": "ALAMAT"}, "DOMISILI", True),
        ({"layanan/service": "MUTASI", "izin/mutasi_apa": "PASPOR"}, "DOMISILI", False),
        ({"layanan/service": "IMK"}, "SURAT_JAMINAN", False),
        ({"penjamin/jenis_penjamin": "TANPA"}, "KTP_PENJAMIN", False),
    ],
)
def test_the_papers_follow_the_case(
    fill: Any, facts: dict[str, str], paper: str, asked: bool
) -> None:
    order = {k: v for k, v in facts.items() if k.startswith("layanan/")}
    record = fill("izin_tinggal", EXTENSION | order, facts)
    assert record.shows(f"dokumen/doc_{paper}") == asked


def test_a_foreigner_is_never_asked_for_a_nik_of_their_own(rows: Any) -> None:
    assert "identitas/nik" not in rows("izin_tinggal")


def test_the_nationality_is_foreign_or_stateless(fill: Any) -> None:
    offered = fill("izin_tinggal").choices("identitas/kewarganegaraan")
    assert {"BTN", "XXA"} <= set(offered)
    assert not {"IDN", "XXX"} & set(offered)

"""The passport form on the real engine: cases of domain.md 1.1, rules of 2.1 and 3."""

from __future__ import annotations

import re
from typing import Any

import pytest

from outreach_app.domain.nik import check

ID, EN = "id", "en"

START = {
    "layanan/service": "PAS-BARU",
    "layanan/pekon_hari": "18.04.04.2004",
    "layanan/setuju": "CENTANG",
    "layanan/boleh_kebutuhan": "tidak",
}
PERSON = {
    "identitas/nik": "1804045708909901",
    "identitas/kk": "1804041501159911",
    "identitas/nama": "Ngatiyem",
    "identitas/jenis_kelamin": "P",
    "identitas/tempat_lahir": "Liwa",
    "identitas/tanggal_lahir": "1990-08-17",
    "identitas/status_kawin": "BELUM_KAWIN",
    "identitas/pekerjaan": "PETANI",
}
HOME = {
    "alamat/jalan": "Jalan Kopi",
    "alamat/rt": "003",
    "alamat/rw": "001",
    "alamat/telepon": "0812 3456 7890",
    "alamat/ktp_beda": "tidak",
}
PARENTS = {
    "keluarga/ayah": "Sukirman",
    "keluarga/ibu": "Painem",
    "keluarga/orang_tua_wni": "ya",
}
JOURNEY = {
    "permohonan/masa_pilih": "10",
    "permohonan/tujuan": "WISATA",
    "permohonan/negara": "MYS",
    "permohonan/lama": "MINGGU",
    "permohonan/teman": "KELUARGA",
}
PAPERS = {"dokumen/doc_KTP": "ada", "dokumen/doc_KK": "ada", "dokumen/doc_AKTA_LAHIR": "ada"}
END = {"pernyataan/benar": "ya", "pernyataan/paham": "ya"}
ADULT = START | PERSON | HOME | PARENTS | JOURNEY | PAPERS | END

CHILD_PERSON = PERSON | {
    "identitas/nik": "1804041003189902",
    "identitas/nama": "Dede Kurniawan",
    "identitas/jenis_kelamin": "L",
    "identitas/tanggal_lahir": "2018-03-10",
}
CHILD_ONLY = {
    "layanan/service": "PAS-ANAK",
    "wali/kasus": "MENIKAH",
    "wali/hubungan": "IBU",
    "wali/nama_wali": "Painem",
    "wali/nik_wali": "1804045708909903",
    "permohonan/jenis_pilih": "BARU",
}
CHILD = {
    k: v
    for k, v in (ADULT | CHILD_PERSON | CHILD_ONLY).items()
    if k not in ("identitas/status_kawin", "identitas/pekerjaan", "permohonan/masa_pilih")
}
OLD = {
    "paspor_lama/nomor": "B1234567",
    "paspor_lama/tanggal_terbit": "2016-05-01",
    "paspor_lama/tanggal_habis": "2021-05-01",
}
EVENT = {
    "kejadian/tanggal_kejadian": "2026-11-01",
    "kejadian/tempat_kejadian": "Pasar Liwa",
    "kejadian/kronologi": "Tas jatuh di pasar.",
    "kejadian/polisi_nomor": "SKTLK/12/XI/2026",
    "kejadian/polisi_tanggal": "2026-11-03",
    "kejadian/kahar": "tidak",
}
LOST = ADULT | {"layanan/service": "PAS-HILANG"} | OLD | EVENT
LOST |= {"dokumen/doc_SURAT_POLISI": "ada"}
CHANGE = ADULT | {"layanan/service": "PAS-UBAH"} | OLD


def test_an_adult_meets_few_questions_and_finishes(fill: Any) -> None:
    record = fill("paspor", ADULT)
    assert record.problems() == []
    assert record.warnings() == set()
    per_page: dict[str, int] = {}
    for path in record.asked():
        per_page[path.split("/")[0]] = per_page.get(path.split("/")[0], 0) + 1
    assert max(per_page.values()) <= 9, per_page
    assert list(per_page) == [
        *("layanan", "identitas", "alamat", "keluarga", "permohonan", "dokumen", "pernyataan")
    ]
    assert sum(per_page.values()) <= 37
    assert record["permohonan/jenis"] == "BARU"
    assert record["permohonan/jenis_paspor"] == "ELEKTRONIK"
    assert record["permohonan/masa_berlaku"] == "10"
    assert record["dokumen/ada"] == "KTP KK AKTA_LAHIR"
    assert record["dokumen/belum"] == ""


def test_todays_pekon_is_the_first_value_of_the_address_and_may_be_changed(fill: Any) -> None:
    record = fill("paspor", ADULT)
    assert record["alamat/pekon"] == "18.04.04.2004"
    assert record["alamat/kecamatan"] == "Balik Bukit"
    assert record["alamat/kode_pos"] == "34811"
    record.answer({"alamat/pekon": "18.04.04.1001", "identitas/nama": "Rohimah"})
    assert record["alamat/pekon"] == "18.04.04.1001"
    assert record["alamat/kode_pos"] == "34814"


def test_an_address_outside_the_regency_is_typed(fill: Any) -> None:
    record = fill("paspor", ADULT, {"alamat/pekon": "LUAR"})
    typed = ["provinsi", "kabupaten", "kecamatan_luar", "desa"]
    assert record.problems() == [f"alamat/{name}" for name in typed]
    record.answer(dict(zip(record.problems(), ["32", "Bogor", "Cibinong", "Desa"], strict=True)))
    assert record.problems() == []
    assert record["alamat/kecamatan"] == "Cibinong"


def test_consent_keeps_its_time_text_and_witness(fill: Any) -> None:
    record = fill("paspor", ADULT, {"layanan/setuju": "TANDA_TANGAN"})
    assert record.problems() == ["layanan/saksi"]
    assert record["layanan/waktu_setuju"].startswith("2026-11-24T10:42")
    assert record["layanan/versi_persetujuan"]
    assert fill("paspor")["layanan/waktu_setuju"] == ""


@pytest.mark.parametrize(
    ("nik", "born", "sex", "warnings"),
    [
        ("1804045708900001", "1990-08-17", "P", set()),
        ("1804100101050003", "2005-01-01", "L", set()),
        ("1804046902000002", "2000-02-29", "P", set()),
        ("1804011708900001", "1990-08-17", "L", {"w_nik_wilayah"}),
        ("1804041708250001", "1925-08-17", "L", set()),
        ("1804041708250001", "2025-08-17", "L", {"w_layanan_anak"}),
        ("1804045708900001", "1990-08-18", "P", {"w_nik_tanggal"}),
        ("1804045708900001", "1990-08-17", "L", {"w_nik_kelamin"}),
        ("3204045708900001", "1990-08-17", "P", set()),
    ],
)
def test_a_possible_nik_never_stops(
    fill: Any, nik: str, born: str, sex: str, warnings: set[str]
) -> None:
    facts = {"nik": nik, "tanggal_lahir": born, "jenis_kelamin": sex}
    record = fill("paspor", ADULT, {f"identitas/{k}": v for k, v in facts.items()})
    assert record.problem("identitas/nik") == ""
    assert record.warnings() == warnings


@pytest.mark.parametrize(
    "nik",
    [
        *("1804042902990001", "1804044001900001", "1804047201900001", "1804048101900001"),
        *("1804041708900000", "9904041708900001", "180404170890001", "18040417089000011"),
        *("1804040008900001", "1804043104900001", "1804041713900001", "18040417O8900001"),
    ],
)
def test_an_impossible_nik_is_stopped_in_both_languages(fill: Any, nik: str) -> None:
    record = fill("paspor", ADULT, {"identitas/nik": nik})
    assert "Isian Anda tersimpan" in record.problem("identitas/nik")
    assert "Your entry is kept" in record.problem("identitas/nik", EN)


@pytest.mark.parametrize("day", ["00", "01", "31", "32", "40", "41", "71", "72", "29", "69", "30"])
@pytest.mark.parametrize("month", ["00", "02", "04", "12", "13"])
@pytest.mark.parametrize(
    "rest", ["180404 90 0001", "180404 00 0001", "180404 99 0000", "200404 00 1"]
)
def test_form_and_office_agree_on_a_nik(fill: Any, day: str, month: str, rest: str) -> None:
    region, year, serial = rest.split()
    nik = f"{region}{day}{month}{year}{serial}"
    record = fill("paspor", {"identitas/nik": nik})
    assert (record.problem("identitas/nik") == "") == (check(nik).hard is None)


def test_the_nik_warning_shows_the_date_in_the_nearest_century(fill: Any) -> None:
    record = fill("paspor", ADULT, {"identitas/tanggal_lahir": "2004-01-01"})
    assert record["identitas/tanggal_nik"] == "17-08-1990"
    label = record.session.item("/data/identitas/w_nik_tanggal", ID).label
    assert "(17-08-1990)" in label


REFUSED: list[tuple[dict[str, str], str, str, str]] = [
    (ADULT, "layanan/setuju", "TIDAK", "CENTANG"),
    (ADULT | {"layanan/setuju": "TANDA_TANGAN"}, "layanan/saksi", "Ani 2", "Ani"),
    (ADULT, "identitas/nik", "1804045708900000", "1804045708900001"),
    (ADULT, "identitas/kk", "123", "1804041501159911"),
    (ADULT, "identitas/nama", "S1ti", "Siti"),
    (ADULT, "identitas/nama", "A" * 61, "A" * 60),
    (ADULT | {"identitas/nama": "A" * 40}, "identitas/nama_paspor_isi", "A" * 35, "A" * 34),
    (ADULT, "identitas/nama_lain", "R2", "Rohimah"),
    (ADULT, "identitas/tempat_lahir", "Liwa 1", "Liwa"),
    (ADULT, "identitas/tanggal_lahir", "2026-11-25", "2000-11-24"),
    (ADULT, "identitas/tanggal_lahir", "1905-11-24", "1905-11-25"),
    (ADULT | {"alamat/pekon": "LUAR"}, "alamat/kode_pos_isi", "3481", "34811"),
    (ADULT, "alamat/jalan", "J" * 101, "J" * 100),
    (ADULT, "alamat/rt", "3", "003"),
    (ADULT, "alamat/rw", "1a2", "001"),
    (ADULT, "alamat/telepon", "tidak ada", "0728-21001"),
    (ADULT, "alamat/email", "ani@", "ani@contoh.id"),
    (ADULT, "keluarga/ayah", "Suk4rdi", "Sukardi"),
    (ADULT, "keluarga/ibu", "Ibu?", "Painem"),
    (ADULT | {"identitas/status_kawin": "KAWIN"}, "keluarga/pasangan", "9", "Suparno"),
    (CHILD, "wali/nama_wali", "0", "Painem"),
    (CHILD, "wali/nik_wali", "1804041003189902", "1804045708909903"),
    (CHILD, "wali/nik_wali", "18040457089099", "1804045708909903"),
    (ADULT, "permohonan/bulan", "2026-10-01", "2026-11-01"),
    (LOST, "paspor_lama/nomor", "B12", "B1234567"),
    (LOST, "paspor_lama/tanggal_terbit", "2026-11-25", "2016-05-01"),
    (LOST, "paspor_lama/tanggal_habis", "2016-05-01", "2021-05-01"),
    (LOST, "kejadian/tanggal_kejadian", "2026-11-25", "2026-11-24"),
    (LOST, "kejadian/tanggal_kejadian", "2016-04-30", "2026-11-01"),
    (LOST, "kejadian/kronologi", "x" * 2001, "x" * 2000),
    (LOST, "kejadian/polisi_tanggal", "2026-10-31", "2026-11-01"),
    (LOST, "kejadian/polisi_tanggal", "2026-11-25", "2026-11-24"),
    (ADULT, "pernyataan/benar", "tidak", "ya"),
    (ADULT, "pernyataan/paham", "tidak", "ya"),
]


@pytest.mark.parametrize(("case", "path", "bad", "good"), REFUSED)
def test_what_can_never_be_right_is_stopped_and_its_neighbour_is_not(
    fill: Any, case: dict[str, str], path: str, bad: str, good: str
) -> None:
    record = fill("paspor", case)
    record.answer({path: bad})
    assert len({record.problem(path), record.problem(path, EN), ""}) == 3
    record.answer({path: good})
    assert record.problem(path) == ""


WARNED: list[tuple[dict[str, str], dict[str, str], str]] = [
    (ADULT, {"identitas/nik": "1804125708900001"}, "w_nik_wilayah"),
    (ADULT, {"identitas/kk": "1804045708909901"}, "w_kk_sama"),
    (ADULT, {"identitas/nama": "drg. Rohimah"}, "w_nama_gelar"),
    (ADULT, {"identitas/nama": "Rohimah, SPd"}, "w_nama_gelar"),
    (ADULT, {"identitas/nama": "Ida Bagus Made Wiratama Adnyana Putra"}, "w_nama_panjang"),
    (ADULT, {"identitas/jenis_kelamin": "L"}, "w_nik_kelamin"),
    (ADULT, {"identitas/tanggal_lahir": "1990-08-18"}, "w_nik_tanggal"),
    (ADULT, {"identitas/tanggal_lahir": "2010-08-17"}, "w_layanan_anak"),
    (CHILD, {"identitas/tanggal_lahir": "2009-11-24"}, "w_layanan_dewasa"),
    (CHILD | {"layanan/service": "PAS-ABG"}, {"identitas/tanggal_lahir": "2006-05-24"}, "w_abg"),
    (ADULT, {"alamat/telepon": "0812"}, ""),
    (ADULT, {"alamat/telepon": "081234"}, "w_telepon"),
    (ADULT, {"alamat/telepon": "+60 12 345 6789"}, "w_telepon"),
    (LOST, {"paspor_lama/nomor": "12345678"}, "w_paspor"),
]


@pytest.mark.parametrize(("case", "answers", "warning"), WARNED)
def test_what_is_odd_warns_and_never_stops(
    fill: Any, case: dict[str, str], answers: dict[str, str], warning: str
) -> None:
    record = fill("paspor", case)
    assert warning not in record.warnings()
    record.answer(answers)
    if warning:
        assert warning in record.warnings()
        assert not [p for p in answers if record.problem(p)]


def test_every_constraint_and_every_warning_has_its_case(rows: Any) -> None:
    behind = {"permohonan/masa_pilih"}
    named = {p for p, r in rows("paspor").items() if r["constraint"]}
    assert named == {path for _, path, _, _ in REFUSED} | behind
    warns = {r["name"] for r in rows("paspor").values() if r["appearance"] == "warn"}
    assert warns == {name for _, _, name in WARNED} - {""}


@pytest.mark.parametrize(
    ("name", "view"),
    [
        ("Ngatiyem", "NGATIYEM"),
        ("Ai'nun", "AINUN"),
        ("M. Firman", "M FIRMAN"),
        ("  Siti   Aminah ", "SITI AMINAH"),
    ],
)
def test_the_passport_view_of_a_name(fill: Any, name: str, view: str) -> None:
    assert fill("paspor", ADULT, {"identitas/nama": name})["identitas/nama_paspor"] == view


def test_a_long_name_asks_for_the_passport_name_and_keeps_the_full_one(fill: Any) -> None:
    long = "Ida Bagus Made Wiratama Adnyana Putra"
    record = fill("paspor", ADULT, {"identitas/nama": long})
    assert record.problems() == ["identitas/nama_paspor_isi"]
    assert (
        f"Nama {len(long)} huruf" in record.session.item("/data/identitas/w_nama_panjang", ID).label
    )
    record.answer({"identitas/nama_paspor_isi": "Ida Bagus Made Wiratama A Putra"})
    assert record["identitas/nama_paspor"] == "IDA BAGUS MADE WIRATAMA A PUTRA"
    assert record["identitas/nama"] == long


@pytest.mark.parametrize(
    ("born", "married", "kind"),
    [
        ("2009-11-25", "BELUM_KAWIN", "ANAK"),
        ("2009-11-24", "BELUM_KAWIN", "DEWASA"),
        ("2010-06-01", "KAWIN", "DEWASA"),
        ("2010-06-01", "CERAI_HIDUP", "DEWASA"),
        ("2008-02-29", "BELUM_KAWIN", "DEWASA"),
    ],
)
def test_grown_up_from_17_or_once_married(fill: Any, born: str, married: str, kind: str) -> None:
    facts = {"identitas/tanggal_lahir": born, "identitas/status_kawin": married}
    record = fill("paspor", ADULT, facts)
    assert record["identitas/golongan"] == kind
    assert record.shows("wali/kasus") == (kind == "ANAK")
    assert record.shows("permohonan/masa_pilih") == (kind == "DEWASA")
    assert record["permohonan/masa_berlaku"] == ("5" if kind == "ANAK" else "10")


def test_a_birth_date_corrected_later_takes_the_ten_years_back(fill: Any) -> None:
    record = fill("paspor", ADULT)
    record.answer({"identitas/tanggal_lahir": "2015-08-17"})
    assert record["permohonan/masa_berlaku"] == "5"


@pytest.mark.parametrize(
    ("case", "signs", "papers"),
    [
        ("MENIKAH", "AYAH_DAN_IBU", ""),
        ("CERAI_HAK_ASUH", "PEMEGANG_HAK_ASUH", "PENETAPAN_WALI"),
        ("CERAI_TANPA_HAK", "AYAH_DAN_IBU", ""),
        ("CERAI_TANPA_PUTUSAN", "AYAH_DAN_IBU", ""),
        ("SATU_TAK_DIKETAHUI", "ORANG_TUA_YANG_ADA", ""),
        ("SATU_MENINGGAL", "ORANG_TUA_YANG_HIDUP", "AKTA_KEMATIAN"),
        ("KEDUANYA_MENINGGAL", "KELUARGA_KE_ATAS", "AKTA_KEMATIAN PENETAPAN_WALI"),
        ("PANTI", "WALI_ATAU_PANTI", "PENETAPAN_WALI"),
    ],
)
def test_the_eight_family_situations_say_who_signs(
    fill: Any, case: str, signs: str, papers: str
) -> None:
    record = fill("paspor", CHILD, {"wali/kasus": case})
    assert record["wali/penandatangan"] == signs
    extra = ("AKTA_KEMATIAN", "PENETAPAN_WALI")
    assert [p for p in extra if record.shows(f"dokumen/doc_{p}")] == papers.split()
    assert record.shows("dokumen/doc_SURAT_PERNYATAAN")
    orphan = case in ("KEDUANYA_MENINGGAL", "PANTI")
    assert record.shows("dokumen/doc_KTP_ORTU") != orphan


def test_a_child_finishes_with_a_parent_and_is_told_what_is_missing(fill: Any) -> None:
    record = fill("paspor", CHILD)
    open_papers = ["KTP_ORTU", "BUKU_NIKAH_ORTU", "PASPOR_ORTU", "SURAT_PERNYATAAN"]
    assert record.problems() == [f"dokumen/doc_{p}" for p in open_papers]
    record.answer({f"dokumen/doc_{p}": "belum" for p in open_papers})
    assert record.problems() == []
    assert record["dokumen/belum"] == "KTP_ORTU BUKU_NIKAH_ORTU SURAT_PERNYATAAN"
    assert not record.shows("dokumen/doc_KTP")
    assert not record.shows("identitas/pekerjaan")
    assert record["permohonan/masa_berlaku"] == "5"


def test_a_child_of_two_citizenships_brings_the_certificate(fill: Any) -> None:
    facts = {"layanan/service": "PAS-ABG", "keluarga/orang_tua_wni": "tidak"}
    record = fill("paspor", CHILD, facts, {"keluarga/ayah_negara_pilih": "JPN"})
    assert record["identitas/golongan"] == "ABG"
    assert record["keluarga/ayah_negara"] == "JPN"
    assert record.shows("dokumen/doc_SERTIFIKAT_ABG")
    assert "w_abg" not in record.warnings()


def test_one_of_four_papers_proves_the_birth(fill: Any) -> None:
    record = fill("paspor", ADULT, {"dokumen/doc_AKTA_LAHIR": "belum"})
    assert record["dokumen/belum"] == "AKTA_LAHIR"
    assert record.problems() == ["dokumen/doc_IJAZAH"]
    record.answer({"dokumen/doc_IJAZAH": "ada"})
    assert record["dokumen/belum"] == ""
    assert record["dokumen/ada"] == "KTP KK IJAZAH"
    record.answer({"dokumen/doc_IJAZAH": "belum"})
    assert record.problems() == ["dokumen/doc_SURAT_BAPTIS"]
    record.answer({"identitas/status_kawin": "CERAI_MATI"})
    assert record.shows("dokumen/doc_BUKU_NIKAH")


@pytest.mark.parametrize(("issued", "asks_more"), [("2008-12-31", True), ("2009-01-01", False)])
def test_a_replacement_needs_two_papers_when_the_book_is_from_2009(
    fill: Any, issued: str, asks_more: bool
) -> None:
    facts = {"layanan/service": "PAS-GANTI", "permohonan/jenis_pilih": "HABIS_BERLAKU"}
    record = fill("paspor", ADULT, facts, OLD, {"paspor_lama/tanggal_terbit": issued})
    assert record.choices("permohonan/jenis_pilih") == ["HABIS_BERLAKU", "PENUH"]
    assert record["permohonan/jenis"] == "HABIS_BERLAKU"
    assert record.shows("dokumen/doc_PASPOR_LAMA")
    assert record.shows("dokumen/doc_KK") == asks_more
    assert not record.shows("kejadian/kronologi")


def test_a_lost_passport_tells_how_and_may_not_know_its_number(fill: Any) -> None:
    record = fill("paspor", LOST)
    assert record.problems() == []
    assert record["permohonan/jenis"] == "HILANG"
    gone = ("paspor_lama/nomor", "paspor_lama/tanggal_terbit", "paspor_lama/tanggal_habis")
    record.answer(dict.fromkeys(gone, ""))
    assert record.problems() == []
    assert not record.shows("dokumen/doc_PASPOR_LAMA")
    record.answer({"kejadian/polisi_nomor": "", "dokumen/doc_SURAT_POLISI": "belum"})
    assert not record.shows("kejadian/polisi_tanggal")
    assert record["dokumen/belum"] == "SURAT_POLISI"


def test_a_damaged_passport_is_shown_and_a_disaster_is_noted(fill: Any) -> None:
    facts = {"layanan/service": "PAS-RUSAK", "kejadian/kahar": "ya"}
    record = fill("paspor", LOST, facts, {"paspor_lama/nomor": ""})
    assert record.shows("kejadian/kahar_surat")
    assert not record.shows("kejadian/polisi_nomor")
    assert record.problems() == ["paspor_lama/nomor", "dokumen/doc_PASPOR_LAMA"]


def test_a_change_of_name_needs_its_order(fill: Any) -> None:
    record = fill("paspor", CHANGE, {"paspor_lama/ubah_apa": "NAMA"})
    assert record.problems() == [
        *("paspor_lama/ubah_dasar", "dokumen/doc_PASPOR_LAMA", "dokumen/doc_GANTI_NAMA")
    ]


def test_a_migrant_worker_hears_about_safe_work_and_is_not_scored(fill: Any, rows: Any) -> None:
    record = fill("paspor", START | {"layanan/service": "PAS-CPMI"})
    assert record["permohonan/tujuan"] == "BEKERJA"
    assert record.shows("permohonan/info_kerja")
    record.answer({"dokumen/doc_REKOMENDASI_CPMI": "belum", "dokumen/doc_KONTRAK_KERJA": "belum"})
    assert record["dokumen/belum"] == ""
    words = " ".join(rows("paspor")).lower()
    assert not re.search("skor|nilai|curiga|tabungan", words)


@pytest.mark.parametrize(
    ("purpose", "questions"),
    [
        ("WISATA", {"teman", "tempat"}),
        ("UMRAH_HAJI", {"teman", "penyelenggara"}),
        ("SEKOLAH", {"teman", "sekolah", "jurusan", "kota"}),
        ("BEKERJA", {"kota", "kerja", "pengirim"}),
        ("KELUARGA", {"teman", "dikunjungi"}),
        ("BEROBAT", {"teman", "kota"}),
        ("LAINNYA", {"teman", "tujuan_lain"}),
    ],
)
def test_the_interview_questions_follow_the_purpose(
    fill: Any, purpose: str, questions: set[str]
) -> None:
    record = fill("paspor", ADULT, {"permohonan/tujuan": purpose})
    page = {p.split("/")[1] for p in record.asked() if p.startswith("permohonan/")}
    assert page - {"masa_pilih", "tujuan", "negara", "bulan", "lama"} == questions
    assert len(page) <= 9


def test_a_destination_may_be_unknown_but_is_never_home(fill: Any) -> None:
    record = fill("paspor", ADULT)
    offered = record.choices("permohonan/negara")
    assert "XXX" in offered
    assert not {"IDN", "XXA"} & set(offered)


def test_parents_may_be_unknown_with_a_reason(fill: Any) -> None:
    record = fill("paspor", ADULT, {"keluarga/ayah": ""})
    assert record.problems() == ["keluarga/ayah_alasan"]
    record.answer({"keluarga/ayah_alasan": "TIDAK_DIKETAHUI"})
    assert record.problems() == []
    assert record["keluarga/ayah_negara"] == ""
    assert record["keluarga/ibu_negara"] == "IDN"


def test_without_phone_and_email_someone_is_named(fill: Any) -> None:
    record = fill("paspor", ADULT, {"alamat/telepon": ""})
    assert record.problems() == ["alamat/kontak"]
    record.answer({"alamat/email": "ani@contoh.id"})
    assert record.problems() == []


@pytest.mark.parametrize("typed", ["081234567890", "62 812-3456-7890", "+62 812 3456 7890"])
def test_phones_are_kept_in_one_shape(fill: Any, typed: str) -> None:
    record = fill("paspor", ADULT, {"alamat/telepon": typed})
    assert record["alamat/telepon_e164"] == "+6281234567890"
    assert record.warnings() == set()


def test_needs_are_asked_only_with_permission(fill: Any) -> None:
    record = fill("paspor", ADULT)
    assert not record.shows("layanan/kebutuhan")
    record.answer({"layanan/boleh_kebutuhan": "ya"})
    assert record.problems() == ["layanan/kebutuhan"]


def test_the_service_of_a_ticket_is_read_only_and_free_on_a_phone(fill: Any) -> None:
    path = "/data/layanan/service"
    assert fill("paspor", ADULT).session.item(path, ID).readonly
    assert not fill("paspor").session.item(path, ID).readonly
    assert not fill("paspor", {"layanan/service": "PAS-BARU"}).session.item(path, ID).readonly


def test_hidden_answers_are_not_in_the_record(fill: Any) -> None:
    record = fill("paspor", ADULT, {"permohonan/tujuan": "SEKOLAH", "permohonan/sekolah": "UNY"})
    assert "UNY" in str(record.session.record())
    record.answer({"permohonan/tujuan": "WISATA"})
    assert "UNY" not in str(record.session.record())
    assert "UNY" in str(record.session.draft())

"""A synthetic person's answers, given to whatever questions a form asks.

It knows what a question is called, never the order or the rules: the form decides what is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from outreach_app.casework.open_file import OpenFile
from outreach_app.forms import ItemView
from outreach_app.practice.people import Person

_MOST_ROUNDS = 12
_NOT_ASKED = ("note", "group", "repeat", "card")


def answers_of(person: Person, today: date) -> dict[str, str]:
    """Return question name -> answer of a person, for the passport and the stay-permit form."""
    adult = person.age_on(today) >= 17 or person.marital == "KAWIN"
    return {
        "setuju": "CENTANG",
        "boleh_kebutuhan": "ya" if person.needs else "tidak",
        "kebutuhan": " ".join(person.needs),
        "nik": person.nik,
        "kk": person.kk,
        "nama": person.name,
        "nama_paspor": person.name[:34].strip().upper() if len(person.name) > 34 else "",
        "jenis_kelamin": person.sex,
        "tempat_lahir": person.birth_place,
        "tanggal_lahir": person.birth_date.isoformat(),
        "status_kawin": person.marital,
        "pekerjaan": person.occupation,
        "kewarganegaraan": "BTN",
        "pekon": person.pekon or "LUAR",
        "provinsi": "32",
        "kabupaten": "Bogor",
        "kecamatan_luar": "Cibinong",
        "desa": "Contoh",
        "jalan": person.street,
        "rt": "003",
        "rw": "001",
        "telepon": person.phone,
        "ktp_beda": "tidak",
        "ayah": person.father,
        "ibu": person.mother,
        "pasangan": person.spouse,
        "orang_tua_wni": "ya",
        "kasus": "MENIKAH",
        "hubungan": "IBU",
        "nama_wali": person.mother,
        "nik_wali": "1804045708709903",
        "masa_pilih": "10" if adult else "5",
        "tujuan": "BEKERJA" if person.service == "PAS-CPMI" else "WISATA",
        "negara": "MYS",
        "nomor": "B1234567",
        "tanggal_terbit": "2021-06-01",
        "tanggal_habis": "2031-06-01",
        "tanggal_kejadian": (today - timedelta(days=20)).isoformat(),
        "polisi_tanggal": (today - timedelta(days=18)).isoformat(),
        "polisi_nomor": "SKTLK/12/XI/2026",
        "kronologi": "Tas jatuh di pasar.",
        "tempat_kejadian": "Pasar Liwa",
        "kahar": "tidak",
        "nomor_izin": "2C21JE0001",
        "indeks": "E23",
        "tanggal_masuk": (today - timedelta(days=330)).isoformat(),
        "izin_habis": (today + timedelta(days=30)).isoformat(),
        "perpanjangan": "0",
        "jenis_penjamin": "BADAN",
        "nama_penjamin": "CV Kopi Contoh",
        "nib_penjamin": "1234567890123",
        "telepon_penjamin": "081234567890",
        "diwakili": "tidak",
        "benar": "ya",
        "paham": "ya",
    }


def fill(file: OpenFile, person: Person, today: date, missing_papers: int = 0) -> int:
    """Answer every question of `file` until nothing is missing; return how many answers it took.

    Args:
        file: just opened.
        person: whose answers.
        today: the outreach day.
        missing_papers: that many documents are "not there yet".
    """
    known = answers_of(person, today)
    given: set[str] = set()
    for _ in range(_MOST_ROUNDS):
        before = len(given)
        for view in _open_questions(file, given):
            answer = _answer(view, known, missing_papers)
            if answer:
                missing_papers -= answer == "belum"
                file.answer(view.path, answer)
                given.add(view.path)
        if len(given) == before:
            break
    return len(given)


def _open_questions(file: OpenFile, given: set[str]) -> Iterator[ItemView]:
    for page in file.session.pages("id"):
        for view in page.items:
            if view.kind not in _NOT_ASKED and not view.readonly and view.path not in given:
                yield view


def _answer(view: ItemView, known: dict[str, str], missing_papers: int) -> str:
    if view.name in known:
        answer = known[view.name]
        offered = {choice.value for choice in view.choices}
        if answer and (not offered or answer in offered) and answer != view.value:
            return answer
        if answer == view.value or not answer:
            return "" if answer == view.value or not view.missing else _default(view)
    if view.name.startswith("doc_"):
        return "belum" if missing_papers > 0 else "ada"
    return _default(view) if view.missing else ""


def _default(view: ItemView) -> str:
    if view.choices:
        return view.choices[0].value
    return {"int": "1", "decimal": "1", "date": "2026-12-20"}.get(view.kind, "Contoh")

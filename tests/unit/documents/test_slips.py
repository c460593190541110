"""Slips: the same facts in every size, QR codes that a scanner reads, nothing promised."""

import io
from dataclasses import replace
from datetime import date, datetime

import pypdf
import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.units import mm

from outreach_app.clock import WIB
from outreach_app.documents import SlipFacts, TicketFacts, picture, proof, slip, ticket
from outreach_app.errors import UserProblem
from sync.keys import DeviceKeys, verify

FACTS = SlipFacts(
    language="id",
    office="Kantor Imigrasi Kotabumi",
    office_phone="",
    number="LB-26-D007-00042-P",
    check_code="7KQ4M2XP",
    status_host="status.contoh.example",
    at=datetime(2026, 11, 24, 10, 42, tzinfo=WIB),
    place="Kubu Perahu, Balik Bukit",
    officer="RY",
    name="Ngatiyem",
    nik_masked="1804********9901",
    service="Paspor baru",
    ticket="A-014",
    documents_seen=("KTP elektronik", "Kartu Keluarga"),
    documents_missing=("Akta kelahiran",),
    due=date(2026, 12, 28),
    fee_idr=950_000,
    fee_basis="PP 45/2024",
    entry_number=101,
    head="92e1e54745",
    form_version="2026112401",
)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz' "
SAID = (
    "LB-26-D007-00042-P",
    "7KQ4 M2XP",
    "Ngatiyem",
    "1804********9901",
    "Paspor baru",
    "24-11-2026 10.42 WIB",
    "Kubu Perahu",
    "RY",
    "A-014",
    "KTP elektronik",
    "Akta kelahiran",
    "28-12-2026",
    "950.000",
    "TIDAK MENERIMA",
    "92e1e54745",
    "UU 27/2022",
    "1708",
)


def text_of(pdf):
    return " ".join(pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text().split())


def codes_of(pdf, dpi):
    image = pypdfium2.PdfDocument(pdf)[0].render(scale=dpi / 72).to_pil().convert("L")
    return {code.text for code in zxingcpp.read_barcodes(image)}


@pytest.mark.parametrize("size", [s for s in slip.SIZES if s not in slip.LARGE])
def test_the_same_facts_in_every_size(size):
    said = text_of(slip.render(FACTS, size))
    bare = said.replace(" ", "")
    for fact in SAID:
        assert fact.replace(" ", "") in bare, fact


@pytest.mark.parametrize("size", slip.SIZES)
@pytest.mark.parametrize("language", ["id", "en"])
def test_nothing_is_promised_and_no_full_nik_stands_there(size, language):
    said = text_of(slip.render(replace(FACTS, language=language), size)).lower()
    for word in ("disetujui", "approved", "lunas", "paid", "diterbitkan", "issued"):
        assert word not in said


@pytest.mark.parametrize("size", slip.SIZES)
def test_the_status_code_is_read_at_printer_resolution(size):
    wanted = "https://status.contoh.example/s#LB26D00700042P-7KQ4M2XP"
    assert wanted in codes_of(slip.render(FACTS, size), 203)


def test_a_slip_without_a_status_page_carries_its_number():
    pdf = slip.render(replace(FACTS, status_host=""), "58mm")
    assert codes_of(pdf, 203) == {"LB-26-D007-00042-P"}


@pytest.mark.parametrize(("size", "width"), [("58mm", 58), ("80mm", 80), ("a5", 148)])
def test_page_sizes(size, width):
    (page,) = pypdf.PdfReader(io.BytesIO(slip.render(FACTS, size))).pages
    assert float(page.mediabox.width) == pytest.approx(width * mm, abs=0.1)
    if size == "a5":
        assert float(page.mediabox.height) == pytest.approx(210 * mm, abs=0.1)


def test_only_our_faces_are_embedded():
    page = pypdf.PdfReader(io.BytesIO(slip.render(FACTS, "a5"))).pages[0]
    for font in page["/Resources"]["/Font"].values():
        assert "Atkinson" in font.get_object()["/BaseFont"]


def test_the_same_facts_give_the_same_bytes():
    assert slip.render(FACTS, "80mm") == slip.render(FACTS, "80mm")


def test_a_reprint_says_so_and_keeps_its_first_time():
    later = datetime(2026, 11, 24, 14, 5, tzinfo=WIB)
    said = text_of(slip.render(replace(FACTS, copy=1, printed_at=later), "58mm"))
    assert said.count("CETAK ULANG ke-1") == 2
    assert "10.42" in said


@settings(max_examples=25, deadline=None)
@given(
    name=st.text(
        alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz' ", min_size=1, max_size=60
    ),
    size=st.sampled_from(slip.SIZES),
)
def test_no_name_is_cut_off(name, size):
    name = " ".join(name.split()) or "A"
    said = text_of(slip.render(replace(FACTS, name=name), size)).replace(" ", "")
    assert name.replace(" ", "") in said


def test_the_proof_is_read_from_paper_and_checked_without_a_network():
    keys = DeviceKeys(bytes(range(32)), bytes(32))
    said = proof.Proof(
        number=FACTS.number,
        service="PAS-BARU",
        last4="9901",
        name_commitment=proof.commit_name(FACTS.name, FACTS.check_code),
        entry_number=101,
        head=bytes.fromhex(FACTS.head),
    )
    text = proof.sign(said, keys.sign)
    pdf = slip.render(replace(FACTS, proof=text), "a5")
    assert text in codes_of(pdf, 203)
    checked = proof.check(text, lambda sig, message: verify(keys.signing_key, sig, message))
    assert checked == said
    other = DeviceKeys(bytes(32), bytes(32))
    with pytest.raises(UserProblem):
        proof.check(text, lambda sig, message: verify(other.signing_key, sig, message))
    with pytest.raises(UserProblem):
        proof.check(text[:-4] + "AAAA", lambda sig, message: verify(keys.signing_key, sig, message))


def test_a_ticket_names_nobody():
    pdf = ticket.render(
        TicketFacts(
            language="id",
            office="Kantor Imigrasi Kotabumi",
            place="Kubu Perahu",
            ticket="A-014",
            lane="A",
            service="Paspor baru",
            at=datetime(2026, 11, 24, 8, 41, tzinfo=WIB),
            before=13,
        )
    )
    said = text_of(pdf)
    assert "A-014" in said
    assert "Di depan Anda: 13" in said
    assert picture(pdf).startswith(b"\x89PNG")

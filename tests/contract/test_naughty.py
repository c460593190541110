"""Odd texts through save, sync, print and export come back as they were (R31)."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import msgspec
import pypdf
import pytest
from lxml import etree

from outreach_app.documents import slip
from outreach_app.forms import load
from outreach_app.forms.publish import compile_workbook
from outreach_app.forms.record_xml import from_xml
from outreach_app.office.app import _decoded
from outreach_app.office.disclosures import _csv
from outreach_app.officeapi import messages as m
from outreach_app.officeapi.client import OfficeClient
from outreach_app.officeapi.disclosure_messages import Disclosure
from outreach_app.practice import office_day
from outreach_app.practice.village_day import PEKON
from tests.naughty import STRINGS, kept
from tests.unit.documents.test_slips import FACTS

SERVICE = "PENGELUARAN"
NAMES = [f"q{n}" for n in range(len(STRINGS))]
WANTED = {name: kept(text) for name, text in zip(NAMES, STRINGS, strict=True)}


def _form() -> str:
    rows = "".join(f"| | text | {name} | T | multiline |\n" for name in NAMES)
    head = "| survey | | | | |\n| | type | name | label | appearance |\n"
    tail = "| settings | | |\n| | form_id | version |\n| | pengeluaran | 2099 |\n"
    return compile_workbook((head + rows + tail).encode(), "form.md").xml


@pytest.fixture(scope="module")
def xform() -> str:
    return _form()


@pytest.fixture
def laptop(practice, xform):
    _, laptop, post, _ = practice
    laptop.sync_now(post)
    laptop.open_day(PEKON)
    place = laptop.place
    stored = place.run(lambda s: s.forms.get("pengeluaran"))
    place.run(lambda s: s.forms.put(replace(stored, form_version="2099", xform=xform)))
    return laptop


def _differ(found: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Return what is not as it was: {question: (wanted, found)}; blanks are left out of records."""
    return {n: (t, found.get(n, "")) for n, t in WANTED.items() if found.get(n, "") != t}


def test_the_list_is_as_long_as_it_must_be_and_the_comparison_can_fail():
    assert len(STRINGS) >= 350
    careless = {name: text.strip() for name, text in WANTED.items()}
    assert _differ(careless)
    latin = {n: t.encode("latin-1", "replace").decode("latin-1") for n, t in WANTED.items()}
    assert len(_differ(latin)) > 50


def test_every_text_is_saved_sent_read_and_exported_as_it_was(practice, laptop, xform):
    office, _, post, _ = practice
    file = laptop.start_file(SERVICE)
    file.preset({f"/data/{n}": t for n, t in zip(NAMES, STRINGS, strict=True)})
    again = laptop.resume(file.draft.draft_id)
    assert _differ({n: again.session.value(f"/data/{n}") for n in NAMES}) == {}
    number = again.finish().number
    record = laptop.place.run(lambda s: s.records.get(number))
    assert _differ(json.loads(record.answers)) == {}
    xml = again.session.xml()
    exported = {e.tag.rpartition("}")[2]: e.text or "" for e in etree.fromstring(xml.encode())}
    assert _differ(exported) == {}
    read_back = from_xml(xml, load(xform).shapes)
    assert _differ(read_back) == {}
    laptop.sync_now(post)
    clerk = OfficeClient(office.url)
    clerk.sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)
    (revision,) = clerk.case(number).revisions
    clerk.close()
    assert _differ(json.loads(bytes(revision.answers))) == {}


@pytest.mark.parametrize(
    "part", [0, *(pytest.param(n, marks=pytest.mark.nightly) for n in range(1, 8))]
)
def test_every_text_prints_on_one_page_that_still_says_the_number(part):
    for at, text in enumerate(STRINGS[part::8]):
        size = ("58mm", "80mm")[at % 2]
        facts = replace(FACTS, name=text[:400], place=text[:100])
        pages = pypdf.PdfReader(io.BytesIO(slip.render(facts, size))).pages
        assert len(pages) == 1
        said = pages[0].extract_text()
        assert FACTS.number in said.replace("\n", ""), ascii(text)
        plain = text[:60]
        if plain.isascii() and plain.isprintable() and len(text) <= 60:
            assert "".join(plain.split()) in "".join(said.split()), ascii(text)


def test_any_words_can_be_looked_for_on_the_laptop(laptop):
    for text in STRINGS:
        assert laptop.place.run(lambda s, t=text: s.records.search(t)) == []


def test_every_text_that_a_clerk_writes_reaches_the_office_as_it_was():
    for text in STRINGS:
        sent = msgspec.json.encode(m.NewClerk(clerk="x", name=text, role="y", passphrase=text))
        read = _decoded(sent, m.NewClerk)
        assert read.name == read.passphrase == text.replace("\0", "")
    assert _decoded(rb'{"clerk":"\\\u0000\\u0000","name":"","role":"","passphrase":""}',
                    m.NewClerk).clerk == r"\\u0000"  # fmt: skip


def test_the_log_as_a_spreadsheet_has_no_formula_and_every_purpose_comes_back():
    lines = [
        Disclosure(disclosure_id="d", time_ms=0, clerk="budi", number="n", agency="a",
                   kind="referral", fields=("name",), purpose=text, basis="b")
        for text in STRINGS
    ]  # fmt: skip
    read = list(csv.reader(io.StringIO(_csv(tuple(lines)), newline="")))[1:]
    told = [row[6] for row in read]
    assert [text for text in told if text[:1] in set("=+-@\t\r\n")] == []
    assert [text.removeprefix("'") for text in told] == list(STRINGS)

"""The spreadsheets themselves: both languages, short sentences, no biometrics, paths that exist."""

from __future__ import annotations

import csv
import io
import re
from xml.etree import ElementTree

import openpyxl
import pytest
from pyxform.xls2xform import convert

from outreach_app import resources
from outreach_app.domain import bundled
from outreach_app.domain.regions import pekon_list
from outreach_app.domain.services import Catalogue, Papers
from outreach_app.forms import publish

FACTS = resources.tables("forms")
FORMS = sorted(FACTS)
ID, EN = "Bahasa Indonesia (id)", "English (en)"
FORBIDDEN = ("audio", "video", "image", "draw", "signature", "selfie", "ex:", "file", "osm")
XF = "{http://www.w3.org/2002/xforms}"


def sheet(form: str, name: str) -> list[dict[str, str]]:
    book = openpyxl.load_workbook(io.BytesIO(resources.data(f"forms/{form}.xlsx")))
    head, *rows = book[name].iter_rows(values_only=True)
    cells = [["" if c is None else str(c) for c in row] for row in rows]
    return [dict(zip(map(str, head), row, strict=True)) for row in cells]


def xform(form: str) -> ElementTree.Element:
    data = resources.data(f"forms/{form}.xlsx")
    made = convert(io.BytesIO(data), file_type=".xlsx", validate=False)
    assert made.warnings == []
    return ElementTree.fromstring(made.xform)


def paths(form: str) -> set[str]:
    root = xform(form).find(f".//{XF}instance/*")
    assert root is not None

    def walk(node: ElementTree.Element, path: str) -> set[str]:
        here = f"{path}/{node.tag.split('}')[1]}"
        return {here}.union(*(walk(child, here) for child in node))

    return walk(root, "")


@pytest.mark.parametrize("form", FORMS)
def test_every_text_stands_in_both_languages(form: str) -> None:
    for kind in ("survey", "choices"):
        for row in sheet(form, kind):
            for stem in {c.split("::")[0] for c in row if "::" in c}:
                both = bool(row[f"{stem}::{ID}"]), bool(row[f"{stem}::{EN}"])
                assert both[0] == both[1], (row["name"], stem)


@pytest.mark.parametrize("form", FORMS)
def test_everything_seen_has_a_label_and_every_rule_a_message(form: str) -> None:
    silent = {"calculate", "hidden", "today", "end_group", "end_repeat"}
    for row in sheet(form, "survey"):
        if row["type"] in silent:
            continue
        assert row[f"label::{ID}"], row["name"]
        if row["constraint"]:
            assert row[f"constraint_message::{ID}"], row["name"]
        if row["required"]:
            assert row[f"required_message::{ID}"], row["name"]


@pytest.mark.parametrize("form", FORMS)
def test_messages_have_at_most_14_words_a_sentence_and_blame_nobody(form: str) -> None:
    for row in sheet(form, "survey"):
        texts = [v for c, v in row.items() if "_message::" in c and v]
        if row["appearance"] == "warn":
            texts += [row[f"label::{ID}"], row[f"label::{EN}"]]
        for text in texts:
            for sentence in re.split(r"(?<=[.?!])\s+", text):
                assert len(sentence.split()) <= 14, (row["name"], sentence)
            assert not re.search(r"\b(salah|gagal|invalid|error|wrong)\b|!", text, re.I), text


@pytest.mark.parametrize("form", FORMS)
def test_no_biometrics_are_asked(form: str) -> None:
    for row in sheet(form, "survey"):
        kind = row["type"].split()[0] if row["type"] else ""
        assert not kind.startswith(FORBIDDEN), row["name"]
        assert not row["appearance"].startswith(FORBIDDEN), row["name"]


@pytest.mark.parametrize("form", FORMS)
def test_the_warnings_stand_after_a_question_and_have_a_condition(form: str) -> None:
    rows = sheet(form, "survey")
    for row in rows:
        if row["appearance"] == "warn":
            assert row["type"] == "note", row["name"]
            assert row["name"].startswith("w_"), row["name"]
            assert row["relevant"], row["name"]


@pytest.mark.parametrize("form", FORMS)
def test_the_paths_of_forms_toml_exist_and_cover_the_services(form: str) -> None:
    facts, known = FACTS[form], paths(form)
    named = [v for v in facts.values() if isinstance(v, str) and v.startswith("/")]
    for path in [*named, *facts.get("family", ())]:
        assert path in known, path
    offered = [r["name"] for r in sheet(form, "choices") if r["list_name"] == "layanan"]
    assert offered == facts.get("services", [])
    for attachment in facts.get("attachments", ()):
        assert resources.text(f"forms/{attachment}")


@pytest.mark.parametrize("form", FORMS)
def test_no_copied_answer_of_a_family_is_personal(form: str) -> None:
    facts = FACTS[form]
    roles = ("nik", "name", "birth_date", "birth_place", "sex", "consent")
    family = facts.get("family", ())
    assert not {facts.get(role) for role in roles} & set(family)
    assert not [p for p in family if p.startswith(("/data/dokumen", "/data/pernyataan"))]


def test_every_service_has_its_form() -> None:
    catalogue = Catalogue.load(bundled.text("services"))
    assert {s.form for s in catalogue.services.values()} <= set(FORMS)


def test_regions_are_unique_and_say_their_district() -> None:
    rows = list(csv.DictReader(io.StringIO(resources.text("forms/wilayah.csv"))))
    assert len(rows) == 137
    assert len({r["name"] for r in rows}) == len({r["label"] for r in rows}) == 137
    inside = [r for r in rows if r["name"] != "LUAR"]
    assert sum(r["jenis"] == "kelurahan" for r in inside) == 5
    assert {(r["name"], r["desa"], r["kecamatan"], r["kodepos"]) for r in inside} == {
        (p.code, p.name, p.kecamatan, p.postal) for p in pekon_list()
    }
    for row in inside:
        assert row["label"] == f"{row['desa']} - {row['kecamatan']}"
        assert re.fullmatch(r"18\.04\.\d\d\.[12]\d{3}", row["name"])
        assert re.fullmatch(r"\d{5}", row["kodepos"])


def test_countries_are_those_of_iso_3166_and_the_same_in_every_form() -> None:
    columns = ("name", f"label::{ID}", f"label::{EN}", "untuk")
    lists = [
        [tuple(r[c] for c in columns) for r in sheet(f, "choices") if r["list_name"] == "negara"]
        for f in FORMS
    ]
    one, *others = [found for found in lists if found]
    assert others
    assert all(found == one for found in others)
    assert len({row[0] for row in one}) == len(one) == 251
    assert {row[0] for row in one} >= {"IDN", "SAU", "MYS", "XXA", "XXX"}
    assert all(re.fullmatch("[A-Z]{3}", row[0]) for row in one)


@pytest.mark.parametrize("form", FORMS)
def test_publication_has_nothing_to_remark(form: str) -> None:
    made = publish.compile_workbook(resources.data(f"forms/{form}.xlsx"), f"{form}.xlsx")
    assert (made.form_id, made.warnings) == (form, ())


@pytest.mark.parametrize("form", FORMS)
def test_patterns_match_whole_answers_as_phones_do(form: str) -> None:
    for row in sheet(form, "survey"):
        for cell in (row["constraint"], row["relevant"], row["calculation"]):
            whole = len(re.findall(r", ['\"]\^", cell)), len(re.findall(r"\$['\"]\)", cell))
            assert whole == (cell.count("regex("),) * 2, row["name"]


@pytest.mark.parametrize("form", FORMS)
def test_services_and_papers_are_those_of_the_catalogue(form: str) -> None:
    catalogue = Catalogue.load(bundled.text("services"))
    papers = Papers.load(bundled.text("documents"))
    offered = {s.code for s in catalogue.services.values() if s.form == form}
    assert offered, "no service of the catalogue has this form"
    if "services" in FACTS[form]:
        assert offered == set(FACTS[form]["services"])
    asked = {r["name"].removeprefix("doc_") for r in sheet(form, "survey")}
    needed = {p for c in offered for group in catalogue.get(c).documents for p in group}
    assert needed <= asked
    names = {r["name"] for r in sheet(form, "survey") if r["name"].startswith("doc_")}
    assert {name.removeprefix("doc_") for name in names} <= set(papers.rows)

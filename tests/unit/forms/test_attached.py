"""Files beside a form: read whole at publication, refused with file, row and column."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from outreach_app import resources
from outreach_app.forms import FormRefused
from outreach_app.forms.apart import compile_apart
from outreach_app.forms.media import as_data
from outreach_app.forms.problems import FormProblem
from outreach_app.forms.publish import compile_workbook
from outreach_app.i18n import LANGUAGES

_FORM = """
| survey |
|  | type | name | label | choice_filter | calculation | image |
|  | text | kec | Kecamatan |  |  | {picture} |
|  | select_one_from_file {file} | desa | Desa | kecamatan = ${{kec}} |  |  |
|  | calculate | pos |  |  | instance('{stem}')/root/item[{key} = ${{desa}}]/pos |  |
| settings |
|  | form_id | version |
|  | uji | 1 |
"""
_CSV = "name,label,kecamatan,pos\n1,Liwa,Balik Bukit,34811\n2,Krui,Pesisir,34874\n"
_ITEM = "<item><name>{0}</name><label>{1}</label><kecamatan>a</kecamatan><pos>3</pos></item>\n"
_XML = f"<root>\n{_ITEM.format(1, 'Liwa')}{_ITEM.format(2, 'Krui')}</root>"
_PLACE = (
    '{{"type": "Feature", "id": "{0}", "properties": {{"title": "{1}", "kecamatan": "a",'
    '"pos": 3}},\n"geometry": {{"type": "Point", "coordinates": [104.08, -5.03]}}}}'
)
_PLACES = ",\n".join((_PLACE.format(1, "Liwa"), _PLACE.format(2, "Krui")))
_GEO = f'{{"type": "FeatureCollection", "features": [\n{_PLACES}]}}'


def _picture() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((40, 40), 60).save(out, "PNG")
    return out.getvalue()


_PNG = as_data(_picture(), "image/png")
_GOOD = {"d.csv": _CSV, "d.xml": _XML, "d.geojson": _GEO, "d.png": _PNG}


def _form(file: str, picture: str = "") -> bytes:
    key = "id" if file.endswith(".geojson") else "name"
    text = _FORM.format(file=file, stem=file.rpartition(".")[0], picture=picture, key=key)
    return text.strip().encode()


def _told(file: str, beside: dict[str, str], picture: str = "") -> tuple[FormProblem, ...]:
    try:
        compile_workbook(_form(file, picture), "x.md", (), beside)
    except FormRefused as refused:
        return refused.problems
    return ()


@pytest.mark.parametrize("file", ["d.csv", "d.xml", "d.geojson"])
def test_lists_that_have_what_the_form_reads_are_taken(file: str) -> None:
    assert _told(file, _GOOD, "d.png") == ()


@pytest.mark.parametrize(
    ("file", "old", "new", "found"),
    [
        ("d.csv", "2,Krui,", "2,Krui, kota,", [("FORMS_041", 3, "")]),
        ("d.csv", "2,Krui", '2,"Krui', [("FORMS_042", 3, "")]),
        ("d.csv", "Krui", "Kru\ufffd", [("FORMS_046", 3, "")]),
        ("d.csv", "\n2,", "\n\n,", [("FORMS_047", 4, "name")]),
        ("d.csv", "Liwa", " ", [("FORMS_047", 2, "label")]),
        ("d.csv", "name,", "nama,", [("FORMS_045", 1, "name")]),
        ("d.csv", "label,", "teks,", [("FORMS_045", 1, "label")]),
        ("d.csv", ",kecamatan,pos", ",a,b", [("FORMS_045", 1, c) for c in ("pos", "kecamatan")]),
        ("d.csv", _CSV, "", [("FORMS_045", 1, c) for c in ("name", "label", "pos", "kecamatan")]),
        ("d.xml", "</root>", "", [("FORMS_043", 3, "")]),
        ("d.xml", "<root>", '<!DOCTYPE a [<!ENTITY b "c">]><root>', [("FORMS_043", 1, "")]),
        ("d.xml", "label>", "teks>", [("FORMS_045", 1, "label")]),
        ("d.xml", "Krui", "", [("FORMS_047", 2, "label")]),
        ("d.geojson", '"id": "2",', '"id": "2"', [("FORMS_043", 4, "")]),
        ("d.geojson", '"features"', '"places"', [("FORMS_043", 1, "")]),
        ("d.geojson", "[104.08, -5.03]}}]", "[104.08]}}]", [("FORMS_044", 2, "")]),
        ("d.geojson", "title", "nama", [("FORMS_045", 1, "title")]),
    ],
)  # fmt: skip
def test_a_broken_list_is_refused_at_its_row(
    file: str, old: str, new: str, found: list[tuple[str, int, str]]
) -> None:
    text = _GOOD[file].replace(old, new)
    assert text != _GOOD[file]
    told = _told(file, {file: text})
    assert [(p.code, p.sheet, p.row, p.column) for p in told] == [
        (code, file, row, column) for code, row, column in found
    ]
    for language in LANGUAGES:
        texts = [p.text(language) for p in told]
        assert all(file in text and "FORMS_" not in text and "{" not in text for text in texts)


def test_a_list_or_picture_that_is_missing_is_told_at_the_cell_that_names_it() -> None:
    told = _told("d.csv", {}, "d.png")
    assert [(p.code, p.sheet, p.row, p.column, p.facts) for p in told] == [
        ("FORMS_040", "survey", 2, "image", {"file": "d.png"}),
        ("FORMS_040", "survey", 3, "type", {"file": "d.csv"}),
    ]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("d.png", as_data(_picture()[:-200], "image/png")),
        ("d.png", as_data(b"%PDF-1.7", "image/png")),
        ("d.png", "data:image/png;base64,"),
        ("d.png", "a picture"),
        ("d.mp3", _PNG),
        ("d.mp4", _PNG),
    ],
)
def test_a_damaged_picture_sound_or_film_is_refused(file: str, text: str) -> None:
    told = _told("d.csv", {"d.csv": _CSV, file: text})
    assert [(p.code, p.sheet) for p in told] == [("FORMS_048", file)]


def test_many_broken_rows_are_told_up_to_twenty() -> None:
    told = _told("d.csv", {"d.csv": _CSV + "3,a,b,c,d\n" * 500})
    assert [p.row for p in told] == list(range(4, 24))


def test_the_process_apart_looks_at_what_stands_beside() -> None:
    form = _form("d.csv")
    assert compile_apart(form, "x.md", (), {"d.csv": _CSV}).form_id == "uji"
    with pytest.raises(FormRefused) as refused:
        compile_apart(form, "x.md", (), {"d.csv": _CSV + "3,a,b,c,d\n"})
    assert [(p.code, p.row) for p in refused.value.problems] == [("FORMS_041", 4)]


def test_our_own_forms_suit_their_own_lists() -> None:
    for row in resources.tables("forms").values():
        beside = {str(n): resources.text(f"forms/{n}") for n in row.get("attachments", ())}
        name = str(row["workbook"])
        papers = ("KK", "AKTA_LAHIR")
        if beside:
            assert compile_workbook(resources.data(f"forms/{name}"), name, papers, beside)

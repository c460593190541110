"""The engine on small forms, written as the tables that authors fill."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_app import forms, resources
from outreach_app.clock import WIB
from outreach_app.forms.publish import compile_workbook

HEAD = """
| settings |
|          | form_title | form_id | version | default_language |
|          | T          | t       | 1       | id |
"""


def form(survey, choices=""):
    return compile_workbook((survey + choices + HEAD).encode(), "t.md").form


def session(built, values=None, **lookup):
    return forms.Session(
        built,
        today=date(2026, 11, 24),
        now=datetime(2026, 11, 24, 10, 0, tzinfo=WIB),
        new_id=lambda: "00000000-0000-4000-8000-000000000000",
        lookup=lookup,
        values=values,
    )


AGES = """
| survey |
| | type        | name  | label::id | label::en | relevant     | required | calculation |
| | date        | born  | Lahir     | Born      |              | yes      | |
| | calculate   | age   |           |           |              |          | ${years} |
| | begin group | adult | Dewasa    | Adult     | ${age} >= 17 |          | |
| | text        | job   | Kerja     | Job       |              | yes      | |
| | end group   |       |           |           |              |          | |
""".replace("${years}", "int((today() - ${born}) div 365.25)")

LIMIT = """
| survey |
| | type | name | label::id | label::en | constraint   | message::id | message::en |
| | date | born | Lahir     | Born      | . <= today() | Nanti       | Later       |
""".replace("message::", "constraint_message::")


def test_relevance_is_inherited_and_a_hidden_answer_is_kept_but_not_recorded():
    s = session(form(AGES))
    s.answer("/data/born", "1990-08-17")
    s.answer("/data/adult/job", "PETANI")
    assert s.record()["adult"] == {"job": "PETANI"}
    s.answer("/data/born", "2020-08-17")
    assert "adult" not in s.record()
    assert s.draft()["adult"] == {"job": "PETANI"}
    s.answer("/data/born", "1990-08-17")
    assert s.value("/data/adult/job") == "PETANI"


def test_required_and_constraint_speak_two_languages():
    s = session(form(AGES))
    assert [p.path for p in s.problems("id")] == ["/data/born"]
    s = session(form(LIMIT))
    s.answer("/data/born", "2027-01-01")
    assert s.item("/data/born", "id").problem == "Nanti"
    assert s.item("/data/born", "en").problem == "Later"


def test_only_what_is_touched_is_computed_again():
    s = session(form(AGES))
    touched = s.answer("/data/born", "1990-08-17")
    assert touched == {"/data/born", "/data/age", "/data/adult", "/data/adult/job"}
    assert s.answer("/data/adult/job", "X") == {"/data/adult/job"}


CASCADE = """
| survey |
|        | type              | name | label | choice_filter |
|        | select_one kec    | kec  | Kec   | |
|        | select_one pekon  | pekon | Pekon | kec = ${kec} |
| choices |
|         | list_name | name | label | kec |
|         | kec       | a    | A     | |
|         | kec       | b    | B     | |
|         | pekon     | a1   | A1    | a |
|         | pekon     | b1   | B1    | b |
"""


def test_a_cascade_offers_and_clears():
    s = session(form(CASCADE))
    s.answer("/data/kec", "a")
    assert [c.value for c in s.item("/data/pekon", "id").choices] == ["a1"]
    s.answer("/data/pekon", "a1")
    s.answer("/data/kec", "b")
    assert s.value("/data/pekon") == ""


REPEAT = """
| survey |
|        | type         | name  | label | calculation |
|        | begin repeat | child | Anak  | |
|        | text         | name  | Nama  | |
|        | integer      | age   | Umur  | |
|        | calculate    | next  |       | ${age} + 1 |
|        | end repeat   |       |       | |
|        | calculate    | total |       | sum(${age}) |
|        | calculate    | cards |       | count(${child}) |
"""


def test_repeats_add_remove_and_count():
    s = session(form(REPEAT))
    s.remove("/data/child[1]")
    first, second = s.add("/data/child"), s.add("/data/child")
    s.answer(f"{first}/age", "3")
    s.answer(f"{second}/age", "4")
    assert (s.value("/data/total"), s.value("/data/cards")) == ("7", "2")
    assert s.value(f"{second}/next") == "5"
    again = session(form(REPEAT), s.draft())
    assert again.record() == s.record()
    again.remove(first)
    assert again.value("/data/total") == "4"


def test_a_draft_comes_back_as_it_was():
    s = session(form(AGES))
    s.answer("/data/born", "1990-08-17")
    s.answer("/data/adult/job", "Ibu rumah tangga")
    assert session(form(AGES), s.draft()).draft() == s.draft()
    assert forms.canonical(s.record()).startswith(b'{"born":"1990-08-17","age":"36"')


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        ("${a} > > 1", "FORMS_001"),
        ("umur(${a}) > 1", "FORMS_002"),
        ("selected(${a})", "FORMS_003"),
        ("${nobody} = 1", "FORMS_004"),
        ("string-length(${a}", "FORMS_001"),
    ],
)
def test_a_wrong_expression_is_refused_with_sheet_row_and_column(expression, code):
    survey = f"""
| survey |
|        | type | name | label | relevant |
|        | text | a    | A     | |
|        | text | b    | B     | {expression} |
"""
    with pytest.raises(forms.FormRefused) as refused:
        form(survey)
    (problem,) = refused.value.problems
    assert (problem.code, problem.sheet, problem.row, problem.column) == (
        code,
        "survey",
        3,
        "relevant",
    )
    assert problem.text("id") != problem.text("en")


def test_a_circle_is_refused():
    survey = """
| survey |
|        | type      | name | label | calculation |
|        | text      | q    | Q     | |
|        | calculate | a    |       | ${b} + 1 |
|        | calculate | b    |       | ${a} + 1 |
"""
    with pytest.raises(forms.FormRefused) as refused:
        form(survey)
    assert refused.value.problems[0].code == "FORMS_005"


@pytest.mark.parametrize(
    ("kind", "code"), [("image", "FORMS_031"), ("audio", "FORMS_033"), ("video", "FORMS_034")]
)
def test_a_form_that_asks_for_biometrics_is_refused(kind, code):
    survey = f"| survey |\n| | type | name | label |\n| | {kind} | wajah | Wajah |\n"
    with pytest.raises(forms.FormRefused) as refused:
        form(survey)
    assert refused.value.problems[0].code == code


def test_a_pattern_without_anchors_matches_the_whole_answer():
    survey = """
| survey |
|        | type | name | label | constraint |
|        | text | nik  | NIK   | regex(., '[0-9]{4}') |
"""
    s = session(form(survey))
    s.answer("/data/nik", "12345")
    assert s.item("/data/nik", "id").problem


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["born", "job"]), st.sampled_from(["1990-08-17", "2020-01-01", "", "x"])
        )
    )
)
def test_computing_a_little_equals_computing_everything(answers):
    built = _AGES
    s = session(built)
    for name, value in answers:
        path = "/data/born" if name == "born" else "/data/adult/job"
        s.answer(path, value)
        assert session(built, s.draft()).record() == s.record()


_AGES = form(AGES)


@pytest.mark.parametrize("name", ["paspor", "izin_tinggal"])
def test_the_bundled_forms_compile(name):
    published = compile_workbook(resources.data(f"forms/{name}.xlsx"), f"{name}.xlsx")
    assert published.form_id == name

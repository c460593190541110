"""Two changes beside their base."""

from outreach_app.domain.comparison import compare, merged

BASE = {"identitas": {"nama": "SITI", "ibu": "ROHIMAH"}, "telepon": "0812", "anak": [{"nama": "A"}]}
LAPTOP = {**BASE, "telepon": "0813", "identitas": {"nama": "SITI", "ibu": "ROHIMAH B"}}
OFFICE = {**BASE, "telepon": "0812", "identitas": {"nama": "SITI", "ibu": "ROHIMA"}}


def by_path(fields):
    return {field.path: field for field in fields}


def test_what_only_one_side_changed_goes_by_itself():
    phone = by_path(compare(BASE, LAPTOP, OFFICE))["telepon"]
    assert phone.differs
    assert not phone.needs_choice
    assert phone.by_itself == "0813"


def test_what_both_changed_needs_a_person():
    mother = by_path(compare(BASE, LAPTOP, OFFICE))["identitas/ibu"]
    assert mother.needs_choice
    assert (mother.base, mother.laptop, mother.office) == ("ROHIMAH", "ROHIMAH B", "ROHIMA")


def test_without_a_base_every_difference_needs_a_person():
    fields = by_path(compare(None, LAPTOP, OFFICE))
    assert {p for p, f in fields.items() if f.needs_choice} == {"telepon", "identitas/ibu"}


def test_the_same_change_on_both_sides_is_no_conflict():
    assert not any(f.needs_choice for f in compare(BASE, LAPTOP, LAPTOP))


def test_answers_are_put_in_and_left_out_and_nothing_else_moves():
    record = merged(OFFICE, {"telepon": "0813", "identitas/ibu": None, "anak/1/nama": "B"})
    assert record["telepon"] == "0813"
    assert record["identitas"] == {"nama": "SITI"}
    assert record["anak"] == [{"nama": "A"}, {"nama": "B"}]
    assert OFFICE["identitas"]["ibu"] == "ROHIMA", "the source is untouched"

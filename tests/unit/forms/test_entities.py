"""Entity blocks: kept whole in record, draft and XML, made final at the finish."""

from __future__ import annotations

import pytest
from lxml import etree

from outreach_app.forms import load
from outreach_app.forms.problems import ExpressionError
from outreach_app.forms.publish import compile_workbook
from outreach_app.forms.record_xml import from_xml
from tests.unit.forms.forms_at_hand import NOW, opened, xform

CREATE = """
| survey |
| | type | name | label | save_to | relevant |
| | text | n | Name | full_name | |
| | integer | age | Age | age | ${n} != 'x' |
| entities |
| | list_name | label |
| | people | ${n} |
| settings |
| | form_id | version |
| | e | 1 |
"""
UPDATE = """
| survey |
| | type | name | label | save_to |
| | csv-external | people | | |
| | text | pid | P | |
| | text | n | Name | full_name |
| entities |
| | list_name | label | entity_id | create_if | update_if |
| | people | ${n} | ${pid} | ${pid} = '' | ${pid} != '' |
| settings |
| | form_id | version |
| | e | 1 |
"""
PEOPLE = "name,label,full_name,__version,__trunkVersion,__branchId\nu-1,SITI,SITI,3,2,b-9\n"


def form(text):
    return compile_workbook(text.strip().encode(), "e.md").form


def test_a_new_entity_keeps_its_id_through_draft_record_and_xml():
    made = form(CREATE)
    session = opened(made)
    session.answer("/data/n", "SITI")
    session.answer("/data/age", "40")
    own = session.value("/data/meta/entity/@id")
    assert own
    session = opened(made, session.draft(), first=90)
    assert session.value("/data/meta/entity/@id") == own, "a draft keeps it"
    session.finish(NOW)
    (entity,) = session.entities()
    assert (entity.dataset, entity.entity_id, entity.label) == ("people", own, "SITI")
    assert (entity.create, entity.update, entity.base_version) == (True, False, "")
    assert entity.properties == {"full_name": "SITI", "age": "40"}
    facts = {"@dataset": "people", "@create": "1", "@id": own, "label": "SITI"}
    assert session.record()["meta"]["entity"] == facts
    block = etree.fromstring(session.xml().encode()).find(".//{*}entity")
    assert dict(block.attrib) == {"dataset": "people", "create": "1", "id": own}
    for values in (session.record(), from_xml(session.xml(), made.shapes)):
        again = opened(made, values, first=70)
        again.finish(NOW)
        assert again.entities() == (entity,)


def test_what_is_not_relevant_is_no_property():
    session = opened(form(CREATE))
    session.answer("/data/age", "40")
    session.answer("/data/n", "x")
    (entity,) = session.entities()
    assert entity.properties == {"full_name": "x"}


def test_without_a_label_nothing_new_is_made_until_there_is_one():
    session = opened(form(CREATE))
    session.finish(NOW)
    assert session.entities() == ()
    session.answer("/data/n", "SITI")
    session.finish(NOW)
    assert [e.label for e in session.entities()] == ["SITI"]


def test_a_draft_from_before_ids_were_kept_gets_one_at_the_finish():
    session = opened(form(CREATE), {"n": "SITI"})
    session.finish(NOW)
    (entity,) = session.entities()
    assert entity.entity_id == session.value("/data/meta/entity/@id") != ""


def test_an_update_names_the_version_it_saw_and_its_branch():
    session = opened(form(UPDATE), lookup={"people.csv": PEOPLE})
    session.answer("/data/pid", "u-1")
    session.answer("/data/n", "")
    session.finish(NOW)
    (entity,) = session.entities()
    assert (entity.create, entity.update, entity.entity_id) == (False, True, "u-1")
    assert (entity.base_version, entity.trunk_version, entity.branch_id) == ("3", "2", "b-9")
    assert entity.label == "", "a blank label keeps the former one"
    facts = session.record()["meta"]["entity"]
    assert (facts["@update"], facts["@create"]) == ("true", "false")
    assert (facts["@baseVersion"], facts["@branchId"]) == ("3", "b-9")


def test_one_that_is_not_there_yet_is_made_under_the_id_that_the_form_computes():
    text = UPDATE.replace("| ${pid} |", "| coalesce(${pid}, 'u-2') |")
    session = opened(form(text), lookup={"people.csv": PEOPLE})
    session.answer("/data/n", "SRI")
    session.finish(NOW)
    (entity,) = session.entities()
    assert (entity.create, entity.update, entity.base_version) == (True, False, "")
    assert entity.entity_id == "u-2"
    without = opened(form(UPDATE), lookup={"people.csv": PEOPLE})
    without.answer("/data/n", "SRI")
    without.finish(NOW)
    assert without.entities() == (), "a rule that gives no id makes nothing"


CARDS = (
    '<p jr:template=""><n/><meta><entity dataset="people" create="1" id=""><label/></entity></meta>'
    "</p>"
)
RULES = """<bind nodeset="/data/p/n" entities:saveto="full_name"/>
<bind nodeset="/data/p/meta/entity/label" calculate="../../../n"/>"""
BODY = '<group ref="/data/p"><repeat nodeset="/data/p"><input ref="/data/p/n"/></repeat></group>'


def test_each_card_makes_its_own():
    session = opened(xform(CARDS, RULES, BODY))
    for name in ("SITI", "SRI"):
        session.answer(f"{session.add('/data/p')}/n", name)
    session.finish(NOW)
    made = session.entities()
    assert [(e.label, e.properties["full_name"]) for e in made] == [("SITI",) * 2, ("SRI",) * 2]
    assert len({e.entity_id for e in made}) == 2


@pytest.mark.parametrize(
    ("dataset", "saveto"),
    [("__p", "a"), ("a.b", "a"), ("p q", "a"), ("p", "name"), ("p", "Label"),
     ("p", "__a"), ("p", "1a")],
)  # fmt: skip
def test_names_that_no_list_can_have_are_refused(dataset, saveto):
    block = f'<n/><meta><entity dataset="{dataset}" create="1" id=""><label/></entity></meta>'
    with pytest.raises(ExpressionError) as refused:
        load(xform(block, f'<bind nodeset="/data/n" entities:saveto="{saveto}"/>'))
    assert refused.value.code == "FORMS_038"

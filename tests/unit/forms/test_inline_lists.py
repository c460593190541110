"""Lists in the form itself are cut out as text; nobody can tell them from those read at once."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from outreach_app.clock import WIB
from outreach_app.forms import Session, load
from outreach_app.forms.inline_lists import cut
from outreach_app.forms.problems import ExpressionError
from outreach_app.forms.reader import read

_FORM = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>x</h:title><model>
<itext><translation lang="id"><text id="a"><value>Liwa <output value="/data/k"/></value></text>
<text id="b"><value>Krui</value></text></translation></itext>
<instance><data id="x" version="1"><k/><d/><n/><all/></data></instance>
<instance id="f" src="jr://file-csv/f.csv"/>
<instance id="v">{rows}</instance>
<instance id="w"><root><item><name>z</name></item></root></instance>
<bind nodeset="/data/n" calculate="concat(count(instance('v')/root/item), '|',
 instance('v')/root/item[k = /data/k]/name, '|', count(instance('v')//*), '|',
 instance('v')/root/item[@k = '2']/name, '|', instance('w')/root/item/name)"/>
<bind nodeset="/data/all" calculate="join(';', instance('v')/root/item/*)"/>
</model></h:head><h:body><input ref="/data/k"><label>K</label></input>
<select1 ref="/data/d"><itemset nodeset="instance('v')/root/item[k = /data/k]">
<value ref="name"/><label ref="jr:itext(id)"/></itemset></select1></h:body></h:html>"""
_ALIKE = (
    "<root><item><k>1</k><name> A &amp; b </name><id>a</id></item>\n"
    "<item><k>2</k><name>B</name><id>b</id></item></root>"
)
_SHAPES = {
    "alike": _ALIKE,
    "another order": _ALIKE.replace("<k>2</k><name>B</name>", "<name>B</name><k>2</k>"),
    "a column twice": _ALIKE.replace("<k>1</k>", "<k>1</k><k>2</k>"),
    "attributes": _ALIKE.replace("<item><k>2", "<item k='2'><k>2"),
    "deeper": _ALIKE.replace(">B<", "><x> B </x><y/><"),
    "a colon in a text": _ALIKE.replace(">B<", ">jam 08:00<"),
    "two roots": _ALIKE * 2,
    "one row": "<root><item><k>1</k><name>A</name><id>a</id></item></root>",
    "no row": "<root/>",
    "blank": "\n",
}
_NOT_CUT = {
    "a prefix": _ALIKE.replace("<root>", '<root jr:x="1">'),
    "a comment": _ALIKE.replace("<root>", "<root><!-- </instance> -->"),
    "raw text": _ALIKE.replace(">B<", "><![CDATA[</instance>]]><"),
    "an instance inside": _ALIKE.replace("id>", "instance>").replace("jr:itext(id)", "name"),
}


def _seen(xml: str) -> list[object]:
    """Return everything that a person could see of the list, for every answer."""
    now = datetime(2026, 11, 25, 9, 0, tzinfo=WIB)
    lookup = {"f.csv": "name\n1\n"}
    file = Session(load(xml), today=date(2026, 11, 25), now=now, new_id=lambda: "u", lookup=lookup)
    seen: list[object] = []
    for answer in ("", "1", "2", "3", "1"):
        file.answer("/data/k", answer)
        seen += [file.record(), file.choices("/data/d", "id")]
    return seen


@pytest.mark.parametrize("shape", _SHAPES)
def test_a_list_that_is_cut_out_is_the_list(shape: str) -> None:
    xml = _FORM.format(rows=_SHAPES[shape])
    whole = xml.replace("<model>", "<model><!-- so nothing is cut -->")
    assert (2 in cut(xml)[1], cut(whole)) == (shape != "blank", (whole, {}))
    assert _seen(xml) == _seen(whole)


@pytest.mark.parametrize("shape", _NOT_CUT)
def test_what_cannot_be_cut_for_certain_stays(shape: str) -> None:
    xml = _FORM.format(rows=_NOT_CUT[shape])
    assert 2 not in cut(xml)[1]
    assert _seen(xml)


def test_a_label_with_an_answer_in_it_follows_the_answer() -> None:
    xml = _FORM.format(rows=_ALIKE).replace("[k = /data/k]", "[k &lt; 3]")
    seen = [found for found in _seen(xml) if isinstance(found, tuple)]
    assert [[choice.label for choice in found] for found in seen][1:4] == [
        ["Liwa 1", "Krui"], ["Liwa 2", "Krui"], ["Liwa 3", "Krui"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "code"),
    [("<a>" * 200 + "</a>" * 200, "FORMS_017"), ("<root><item></root>", "FORMS_006")],
)
def test_a_list_is_not_read_with_the_form_but_at_publication(rows: str, code: str) -> None:
    xml = _FORM.format(rows=rows)
    assert load(xml).form_id == "x"
    with pytest.raises(ExpressionError) as refused:
        read(xml)
    assert refused.value.code == code

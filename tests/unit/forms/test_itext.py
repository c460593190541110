"""Plain texts are cut out of a form; nobody can tell them from those read with it."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_app.clock import WIB
from outreach_app.forms import Session, load
from outreach_app.forms.itext import cut
from outreach_app.forms.problems import ExpressionError

_FORM = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>x</h:title><model>
<itext>{texts}</itext><instance><data id="x" version="1"><k/><s/></data></instance>
<instance id="v"><root><item><n>1</n><t>a</t></item><item><n>2</n><t>b</t></item>
<item><n>3</n><t>c</t></item></root></instance>
</model></h:head><h:body><input ref="/data/k"><label ref="jr:itext('k')"/>
<hint ref="jr:itext('h')"/></input><select1 ref="/data/s">
<itemset nodeset="instance('v')/root/item">
<value ref="n"/><label ref="jr:itext(t)"/></itemset></select1></h:body></h:html>"""
_PLAIN = (
    '<translation lang="Bahasa (id)" default="true()">\n'
    '<text id="k"><value>Nama</value></text> <text id="h"><value> Petunjuk\n kedua </value></text>'
    '<text id="a"><value>Satu</value></text><text id="b"><value>Dua</value></text>'
    '<text id="c"><value>-</value></text></translation>'
    '<translation lang="English (en)"><text id="k"><value>Name</value></text>'
    '<text id="h"><value>-</value></text><text id="b"><value>Two</value></text>'
    '<text id="c"><value>Three</value></text></translation>'
)
_SHAPES = {
    "plain": _PLAIN,
    "an answer in a label": _PLAIN.replace("Name<", 'Name <output value="/data/k"/><'),
    "an answer in a choice": _PLAIN.replace("Two<", 'Two <output value="/data/k"/><'),
    "references": _PLAIN.replace("Dua", "A &amp; &#66; &lt;b&gt;"),
    "a picture": _PLAIN.replace(">Two<", '>Two</value><value form="image">jr://images/a.png<'),
    "guidance": _PLAIN.replace(">Name<", '>Name</value><value form="guidance">Ask twice<'),
    "long": _PLAIN.replace("<value>Name", '<value form="long">Name'),
    "twice": _PLAIN.replace(
        '<text id="c">', '<text id="b"><value>Anew</value></text><text id="c">'
    ),
    "blank": _PLAIN.replace("Name", ""),
    "a line end": _PLAIN.replace("Nama", "Na\r\nma"),
    "no text": _PLAIN + '<translation lang="Jawa (jv)"/>',
    "an empty one": _PLAIN + '<translation lang="Jawa (jv)"></translation>',
    "single quotes": _PLAIN.replace('id="b"', "id='b'"),
    "raw text": _PLAIN.replace("Dua", "<![CDATA[</text>]]>"),
    "a comment": _PLAIN.replace("Dua", "<!-- </text> -->Dua"),
    "a prefix": _PLAIN.replace("translation", "h:translation"),
}


def _seen(xml: str) -> list[object]:
    """Return everything that a person could read of the form, in every language."""
    now = datetime(2026, 11, 25, 9, 0, tzinfo=WIB)
    form = load(xml)
    file = Session(form, today=date(2026, 11, 25), now=now, new_id=lambda: "u", lookup={})
    file.answer("/data/k", "SITI")
    seen: list[object] = [form.languages, form.default_language, dict(form.texts)]
    for language in ("id", "en", "jv", "", *form.languages):
        file.speak(language)
        seen += [file.pages(), file.choices("/data/s", language)]
    return seen


@pytest.mark.parametrize("shape", _SHAPES)
def test_texts_that_are_cut_out_are_the_texts(shape: str) -> None:
    xml = _FORM.format(texts=_SHAPES[shape])
    whole = xml.replace("<model>", "<model><!-- so nothing is cut -->")
    assert cut(whole) == (whole, [])
    cut_shapes = {"no text", "raw text", "a comment", "a prefix"}
    assert bool(cut(xml)[1]) is (shape not in cut_shapes)
    once, twice = _seen(xml), _seen(whole)
    assert once[:2] + once[3:] == twice[:2] + twice[3:]
    assert once[2].keys() == twice[2].keys()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("was", "broken"),
    [
        ("Dua", "Dua ]]>"),
        ("Dua", "D\x01ua"),
        ("Dua", "&amper;"),
        ('<text id="a">', '<text id="a\x02">'),
        ("Dua</value>", "Dua"),
        ("Dua", "x" * 1_000_001),
        ("Name<", 'Name <output value="("/><'),
    ],
)
def test_what_is_no_form_is_refused_all_the_same(was: str, broken: str) -> None:
    with pytest.raises(ExpressionError):
        load(_FORM.format(texts=_PLAIN.replace(was, broken)))


def test_a_plain_text_leaves_the_form() -> None:
    left, found = cut(_FORM.format(texts=_PLAIN))
    assert [len(texts) for texts in found] == [5, 4]
    assert "<text" not in left
    assert "<translation" in left


@given(st.text(alphabet='<>/&;"= \n\r\t\x01abvtexlu', max_size=60))
def test_any_text_is_what_the_parser_makes_of_it(text: str) -> None:
    xml = _FORM.format(texts=_PLAIN.replace("Dua", text))
    whole = xml.replace("<model>", "<model><!-- so nothing is cut -->")
    found: list[object] = []
    for one in (xml, whole):
        try:
            found.append({k: _words(t) for k, t in load(one).texts.items()})
        except ExpressionError as error:
            found.append(error.code)
    assert found[0] == found[1]


def _words(texts: object) -> dict[str, object]:
    return {k: p.parts for k, p in texts.by_language.items()}  # type: ignore[attr-defined]

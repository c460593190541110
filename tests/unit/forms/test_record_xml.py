"""A record as XML: what other tools read; and a finished record opened as a new revision."""

from __future__ import annotations

from datetime import datetime
from itertools import count

from lxml import etree

from outreach_app.clock import WIB
from outreach_app.forms import Session, load
from outreach_app.forms.record_xml import from_xml

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=WIB)
_FORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"><h:head>
 <h:title>x</h:title><model><instance><data id="x" version="1"><a/><b>ya</b><p><t/></p>
 <orx:meta><orx:instanceID/></orx:meta></data></instance>
 <bind nodeset="/data/b" relevant="/data/a != 'tutup'"/>
 <bind nodeset="/data/meta/instanceID" jr:preload="uid"/></model></h:head><h:body>
 <input ref="/data/a"/><repeat nodeset="/data/p"><input ref="/data/p/t"/></repeat>
 </h:body></h:html>"""
FORM = load(_FORM)


def _open(values: dict[str, object] | None = None, first: int = 1) -> Session:
    ids = count(first)
    return Session(
        FORM, today=NOW.date(), now=NOW, new_id=lambda: str(next(ids)), lookup={}, values=values
    )


def test_hidden_answers_are_left_out_and_the_rest_comes_back() -> None:
    session = _open()
    session.answer("/data/a", "tutup")
    session.answer(f"{session.add('/data/p')}/t", "<&> 'kutip'")
    root = etree.fromstring(session.xml().encode())
    assert [etree.QName(n).localname for n in root] == ["a", "p", "p", "meta"]
    assert root.get("id") == "x"
    again = _open(from_xml(session.xml(), FORM.shapes))
    assert again.record() == session.record()


def test_finishing_knows_the_end_and_what_time_it_is() -> None:
    xml = _FORM.replace("<a/>", "<a/><end/><hour/>").replace(
        "</model>",
        '<bind nodeset="/data/end" type="dateTime" jr:preload="timestamp" jr:preloadParams="end"/>'
        '<bind nodeset="/data/hour" calculate="format-date-time(now(), \'%H\')"/></model>',
    )
    session = Session(load(xml), today=NOW.date(), now=NOW, new_id=lambda: "u", lookup={})
    assert (session.value("/data/end"), session.value("/data/hour")) == ("", "09")
    session.finish(NOW.replace(hour=14))
    assert session.value("/data/end") == "2026-11-24T14:30:00.000+07:00"
    assert session.value("/data/hour") == "14"


def test_characters_that_no_xml_holds_are_dropped() -> None:
    session = _open()
    session.answer("/data/a", "a\x00b\x08c")
    assert session.value("/data/a") == "abc"


def test_a_finished_record_becomes_a_revision_that_names_its_parent() -> None:
    first = _open()
    revision = _open(first.record(), first=7)
    revision.revise()
    meta = from_xml(revision.xml(), {**FORM.shapes})["meta"]
    assert meta["instanceID"] == "uuid:7"
    assert "<orx:deprecatedID>uuid:1</orx:deprecatedID>" in revision.xml()


def test_a_draft_of_a_revision_still_names_its_parent() -> None:
    revision = _open(_open().record(), first=7)
    revision.revise()
    again = _open(revision.draft(), first=9)
    assert again.xml() == revision.xml()
    assert _open(from_xml(again.xml(), FORM.shapes), first=9).xml() == revision.xml()

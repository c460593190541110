"""Texts in the form's languages while filling: labels, guidance, pictures, choices."""

from __future__ import annotations

from tests.unit.forms.forms_at_hand import opened, xform

_ITEXT = """<itext><translation lang="Indonesian (id)" default="true()">
 <text id="a"><value>Nama</value><value form="image">jr://images/ktp.png</value></text>
 <text id="h"><value>Sesuai KTP</value><value form="guidance">Tanpa gelar</value></text>
 <text id="y"><value>Ya</value><value form="audio">jr://audio/../ya.mp3</value></text>
 <text id="n"><value>Tidak</value><value form="image">jr://images/n.png</value></text>
 <text id="only"><value>Hanya ini</value></text></translation>
 <translation lang="English (en)"><text id="a"><value>Name</value></text>
 <text id="h"><value>As on the card</value><value form="guidance">-</value></text>
 <text id="y"><value>Yes</value></text><text id="n"><value>No</value></text>
 <text id="only"><value>-</value></text></translation>
 <translation lang="Lampung"><text id="a"><value>Gelar</value></text></translation></itext>"""
_ITEMS = """<instance id="c"><root><item><name>y</name><itextId>y</itextId></item>
 <item><name>n</name><itextId>n</itextId></item></root></instance>"""
_BODY = """<input ref="/data/a"><label ref="jr:itext('a')"/><hint ref="jr:itext('h')"/></input>
 <select1 ref="/data/s"><label ref="jr:itext('only')"/><itemset nodeset="instance('c')/root/item">
 <value ref="name"/><label ref="jr:itext(itextId)"/></itemset></select1>
 <input ref="/data/t"><label ref="jr:itext('none')"/></input>"""
_FORM = xform(
    "<a/><s/><t/><said/>",
    _ITEMS + """<bind nodeset="/data/said" calculate="jr:itext('a')"/>""",
    _BODY,
    _ITEXT,
)


def test_a_language_is_switched_while_filling() -> None:
    session = opened(_FORM)
    assert session.languages == ("Indonesian (id)", "English (en)", "Lampung")
    assert [session.label("/data/a", x) for x in (None, "en", "Lampung")] == [
        "Nama", "Name", "Gelar",
    ]  # fmt: skip
    session.answer("/data/a", "SITI")
    assert session.value("/data/said") == "Nama"
    assert session.speak("English (en)") == {"/data/said"}
    assert session.value("/data/said") == "Name"
    assert [c.label for c in session.choices("/data/s")] == ["Yes", "No"]
    assert session.value("/data/a") == "SITI"


def test_looking_in_another_language_changes_no_answer() -> None:
    session = opened(_FORM)
    session.pages("en")
    session.answer("/data/a", "x")
    assert session.value("/data/said") == "Nama"


def test_guidance_and_pictures_come_with_the_question() -> None:
    item = opened(_FORM).item("/data/a")
    assert (item.hint, item.guidance, dict(item.media)) == (
        "Sesuai KTP", "Tanpa gelar", {"image": "ktp.png"},
    )  # fmt: skip


def test_a_missing_translation_falls_back_and_a_missing_text_shows_its_id() -> None:
    session = opened(_FORM)
    session.speak("English (en)")
    assert session.item("/data/a").guidance == "Tanpa gelar"
    assert session.label("/data/s") == "Hanya ini"
    assert session.label("/data/t") == "[none]"


def test_a_choice_has_its_picture_and_no_file_leaves_the_folder() -> None:
    yes, no = opened(_FORM).choices("/data/s")
    assert (dict(yes.media), dict(no.media)) == ({}, {"image": "n.png"})

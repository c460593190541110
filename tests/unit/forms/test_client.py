"""What an open file knows of the laptop, its user and the file before."""

from __future__ import annotations

from outreach_app.forms import Client
from tests.unit.forms.forms_at_hand import opened, xform

_LAST = xform(
    "<village/><n/>",
    """<instance id="__last-saved" src="jr://instance/last-saved"/>
    <setvalue event="odk-instance-first-load" ref="/data/village"
     value="instance('__last-saved')/data/village"/>
    <bind nodeset="/data/n" calculate="count(instance('__last-saved')/data/child)"/>""",
    '<input ref="/data/village"/>',
)


def test_a_new_file_begins_with_what_the_last_one_said() -> None:
    last = {"village": "Way Mengaku", "child": [{"a": "1"}, {"a": "2"}], "of_an_old_version": "x"}
    session = opened(_LAST, client=Client(last_saved=last))
    assert (session.value("/data/village"), session.value("/data/n")) == ("Way Mengaku", "2")


def test_the_first_file_of_all_begins_blank() -> None:
    assert opened(_LAST).value("/data/village") == ""


def test_a_draft_is_not_begun_again() -> None:
    session = opened(_LAST, {"village": "Liwa"}, client=Client(last_saved={"village": "Krui"}))
    assert session.value("/data/village") == "Liwa"


_WHERE = xform(
    "<where/><again/><a/>",
    """<odk:setgeopoint event="odk-instance-first-load" ref="/data/where"/>
    <bind nodeset="/data/where" type="geopoint"/><bind nodeset="/data/again" type="geopoint"/>""",
    """<input ref="/data/a"><label>A</label>
    <odk:setgeopoint event="xforms-value-changed" ref="/data/again"/></input>""",
)


def test_the_place_is_recorded_where_something_can_tell_it() -> None:
    session = opened(_WHERE, client=Client(locate=lambda: "-5.03 104.08 900 5"))
    assert session.form.locates
    assert (session.value("/data/where"), session.value("/data/again")) == (
        "-5.03 104.08 900 5", "",
    )  # fmt: skip
    session.answer("/data/a", "x")
    assert session.value("/data/again") == "-5.03 104.08 900 5"


def test_without_a_device_the_place_stays_blank_and_nothing_waits() -> None:
    session = opened(_WHERE)
    assert session.value("/data/where") == ""


_PRELOADS = "".join(
    f'<bind nodeset="/data/{n}" jr:preload="{p}" jr:preloadParams="{q}" type="{t}"/>'
    for n, p, q, t in (
        ("uid", "uid", "", "string"),
        ("begun", "timestamp", "start", "dateTime"),
        ("day", "date", "today", "date"),
        ("device", "property", "deviceid", "string"),
        ("who", "property", "username", "string"),
        ("sim", "property", "simserial", "string"),
        ("uri", "property", "uri:deviceid", "string"),
    )
)
_KNOWN = xform("<uid/><begun/><day/><device/><who/><sim/><uri/>", _PRELOADS)


def test_what_is_known_at_once_is_filled_in_and_the_rest_stays_blank() -> None:
    session = opened(_KNOWN, client=Client(properties={"deviceid": "lb:D07", "username": "siti"}))
    assert session.record() == {
        "uid": "uuid:1",
        "begun": "2026-11-24T09:30:00.000+07:00",
        "day": "2026-11-24",
        "device": "lb:D07",
        "who": "siti",
    }


def test_an_old_draft_without_an_id_gets_one_and_keeps_the_rest() -> None:
    session = opened(_KNOWN, {"day": "2026-11-20"}, first=5)
    assert (session.value("/data/uid"), session.value("/data/begun")) == ("uuid:5", "")
    assert session.value("/data/day") == "2026-11-20"

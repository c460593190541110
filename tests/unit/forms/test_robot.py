"""A robot fills forms as people do: any answer, forwards and back, rows come and go, reloads.

No exception may escape; what is saved reloads to the same, as a draft and as XML; nothing hidden
is saved; finishing enforces what the form requires; trying a smaller count changes nothing.

The walks are the same on every machine. For others: `ROBOT_SEED=7 ROBOT_WALKS=500`; a walk that
fails names its form, seed and number.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from outreach_app import resources
from outreach_app.clock import WIB
from outreach_app.forms import Client, Form, ItemView, Page, Session, canonical, load
from outreach_app.forms.instance import MAX_CARDS
from outreach_app.forms.pages import Pages
from outreach_app.forms.publish import compile_workbook
from outreach_app.forms.record_xml import from_xml

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=WIB)
SEED = int(os.environ.get("ROBOT_SEED", "20261124"))
WALKS = int(os.environ.get("ROBOT_WALKS", "3"))
NIGHTLY_WALKS = 300
_FORMS = Path(__file__).parents[2] / "forms"
_OWN = ("paspor.xlsx", "izin_tinggal.xlsx")
"""In every run; the nightly lane walks all of our own forms."""
_ALL_OWN = tuple(Path(n).name for n in resources.names("forms", ".xlsx"))
_ODD = (
    "", "0", "-1", "3", "2147483647", "2147483648", "1,5", "1e5", "NaN", "x", "a b", "2026-11-24",
    "2026-02-30", "24:00", "OK", "-5.03 104.08", "91 0", "😀👩‍👩‍👧", "مرحبا بالعالم", "אבג abc",
    "p" * 500, "<&>]]>", "  ", "\t\n", "e\u0301", "\u202eabc", "'\"", "true", "\x00\x08",
)  # fmt: skip
_FITTING: Mapping[str, tuple[str, ...]] = {
    "int": ("0", "1", "17", "120", "2147483647"),
    "decimal": ("0.0", "2.5", "-3.25", "1000000.0"),
    "date": ("1990-08-17", "2026-11-24", "2027-01-01", "1900-02-28"),
    "time": ("00:00:00.000+07:00", "23:59:59.999+07:00", "10:30:00.000+07:00"),
    "dateTime": ("2026-11-24T09:30:00.000+07:00", "2000-02-29T23:59:59.000+09:00"),
    "geopoint": ("-5.03 104.08 900 5", "90 180 0 0", "0 0 0 0"),
    "geotrace": ("-5 104 0 0;-5 105 0 0", "-5 104 0 0;-5 105 0 0;-4 104.5 0 0"),
    "geoshape": ("0 0 0 0;0 1 0 0;1 1 0 0;0 0 0 0",),
    "trigger": ("OK", ""),
    "text": ("SITI", "1801234567890001", "Way Tenong", "abc"),
    "barcode": ("0012345",),
    "file": ("KK-00112233aabbccdd.webp",),
}
_LOOKUP = {
    "v.csv": "name,label,kec,code\n" + "".join(f"v{n},P {n},{n % 3},{n:04}\n" for n in range(9)),
    "places.geojson": '{"type": "FeatureCollection", "features": [{"type": "Feature", "id": "1", '
    '"properties": {"title": "Liwa"}, "geometry": {"type": "Point", "coordinates": [104, -5]}}]}',
    "list.xml": "<root><item><name>1</name></item></root>",
    "people.csv": "name,label,full_name,__version,__trunkVersion,__branchId\n"
    "u-1,SITI,SITI,3,2,b-9\nu-2,SRI,SRI,1,1,\n",
    "wilayah.csv": resources.text("forms/wilayah.csv"),
}
_CLIENT = Client(
    properties={"deviceid": "lb:D07", "username": "siti"},
    last_saved={"a": "last", "p": [{"n": "1"}]},
    locate=lambda: "-5.03 104.08 900 5",
    draw=random.Random(3).random,
)


def _load(name: str) -> Form:
    if name in _ALL_OWN:
        return compile_workbook(resources.data(f"forms/{name}"), name).form
    path = _FORMS / name
    if path.suffix == ".xml":
        return load(path.read_text(encoding="utf-8"))
    return compile_workbook(path.read_bytes(), name, ("KK", "AKTA_LAHIR")).form


NAMES = (*_OWN, *sorted(p.name for p in _FORMS.iterdir()))


class Robot:
    """One walk through one form.

    Attributes:
        steps: what it did, to tell when something is wrong.
    """

    def __init__(self, form: Form, seed: str) -> None:
        self.form, self.chance = form, random.Random(seed)
        self.ids = count(1)
        self.session = self.open(None)
        self.now = NOW
        self.steps: list[str] = []

    def open(self, values: Mapping[str, Any] | None, language: str = "") -> Session:
        """Open a file of the form; texts made of texts are in `language`."""
        session = Session(
            self.form, today=NOW.date(), now=NOW, new_id=lambda: f"id{next(self.ids)}",
            lookup=_LOOKUP, values=values, client=_CLIENT,
        )  # fmt: skip
        session.speak(language)
        return session

    def walk(self, length: int) -> None:
        """Do `length` things, then look whether the file is sound."""
        for number in range(length):
            pages = self.session.pages()
            shown = [i for page in pages for i in page.items]
            # A thousand cards are compared now and then only: that takes a while.
            if len(shown) < 300 or number % 8 == 7:
                assert pages == anew(self.session), f"not drawn anew after {self.steps[-1:]}"
            self._step(shown)
        self.check()

    def _step(self, shown: list[ItemView]) -> None:
        what = self.chance.choices(
            ("answer", "add", "remove", "speak", "reload", "xml", "finish", "try"),
            (60, 8, 6, 4, 4, 3, 3, 4),
        )[0]
        asked = [i for i in shown if i.kind not in ("note", "group", "repeat", "card")]
        if what in ("answer", "try") and asked:
            # Mostly onwards from the last one answered, sometimes back.
            item = self.chance.choice(asked)
            text = self._answer(item)
            self.steps.append(f"{what} {item.path} {text!r}")
            if what == "try":
                before = canonical(self.session.draft())
                self.session.losses(item.path, text)
                assert canonical(self.session.draft()) == before, "trying changed something"
            else:
                self.session.answer(item.path, text)
        else:
            self._other(what, shown)

    def _other(self, what: str, shown: list[ItemView]) -> None:
        repeats = [i for i in shown if i.kind == "repeat" and not i.readonly]
        cards = [i for i in shown if i.kind == "card" and not i.readonly]
        self.steps.append(what)
        if what == "add" and repeats and len(cards) < 12:
            self.session.add(self.chance.choice(repeats).path)
        elif what == "remove" and cards:
            self.session.remove(self.chance.choice(cards).path)
        elif what == "speak":
            self.session.speak(self.chance.choice(("id", "en", *self.session.languages)))
        elif what == "reload":
            self.session = self.open(self.session.draft(), self.session.language)
        elif what == "xml":
            self.session = self.open(from_xml(self.session.xml(), self.form.shapes))
        elif what == "finish":
            self.now += timedelta(hours=1)
            self.session.finish(self.now)

    def _answer(self, item: ItemView) -> str:
        offered = [c.value for c in item.choices]
        if self.chance.random() < 0.3:
            text = self.chance.choice(_ODD)
            # A count may be huge: it is bounded, but each walk would then take a minute.
            return "5" if item.kind == "int" and text.startswith("214") else text
        if item.range:
            low, high, step = item.range
            steps = int(abs(high - low) / step)
            return str(min(low, high) + step * self.chance.randint(0, steps))
        if item.kind == "select_one" and offered:
            return self.chance.choice(offered)
        if item.kind == "select_multiple" and offered:
            return " ".join(self.chance.sample(offered, self.chance.randint(0, len(offered))))
        if item.kind == "rank":
            return " ".join(self.chance.sample(offered, len(offered)))
        if item.kind == "int" and self.chance.random() < 0.8:
            return str(self.chance.randint(0, 6))
        return self.chance.choice(_FITTING.get(item.kind, _ODD))

    def check(self) -> None:
        """Hold the file to what is promised of every file."""
        session = self.session
        session.finish(self.now)
        xml = etree.fromstring(session.xml().encode())
        assert xml.tag.endswith(self.form.start.name)
        record = session.record()
        _nothing_hidden(session, record, self.form.start.path)
        blocked = session.problems("id")
        for problem in blocked:
            assert session.item(problem.path, "id").relevant
        for path in (i.path for p in session.pages() for i in p.items if i.kind not in _HEADINGS):
            state = session.state(path)
            if state.broken and session.form.questions[_plain(path)].kind != "note":
                assert path in {p.path for p in blocked}, f"{path} {state} does not block"
        saved = from_xml(session.xml(), self.form.shapes)
        for values in (session.draft(), saved):
            again = self.open(values, session.language)
            _same(self.form, again.record(), record)
        revision = self.open(record)
        revision.revise()
        etree.fromstring(revision.xml().encode())


def anew(session: Session) -> tuple[Page, ...]:
    """Return the sections as they are drawn by one that remembers nothing."""
    parts = session._instance, session._speech, session._asking, session._choosing
    return Pages(*parts).pages()


_HEADINGS = ("group", "repeat", "card", "note")


def _plain(path: str) -> str:
    return "/".join(step.partition("[")[0] for step in path.split("/"))


_CHANGING = {"each", "r", "b", "key", "id", "now", "clock"}
"""Answers that `random()`, `now()` and odk-instance-load make anew at each opening."""


def _same(form: Form, one: Mapping[str, Any], other: Mapping[str, Any]) -> None:
    assert canonical(_kept(form, one)) == canonical(_kept(form, other))


def _kept(form: Form, record: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in record.items() if not (form.form_id in _AGAIN and k in _CHANGING)}


_AGAIN = {"actions"}


def _nothing_hidden(session: Session, values: Mapping[str, Any], above: str) -> None:
    for path, value in _leaves(values, above):
        if isinstance(value, int):
            assert session.count(path) == value <= MAX_CARDS
        else:
            assert session.state(path).relevant


def _leaves(values: Mapping[str, Any], above: str) -> Iterator[tuple[str, str | int]]:
    for name, value in values.items():
        path = f"{above}/{name}"
        if isinstance(value, list):
            yield path, len(value)
            for number, one in enumerate(value, 1):
                yield from _leaves(one, f"{path}[{number}]")
        elif isinstance(value, dict):
            yield from _leaves(value, path)
        else:
            yield path, value


@pytest.fixture(scope="module", params=NAMES)
def form(request: pytest.FixtureRequest) -> Form:
    return _load(request.param)


def _walk(form: Form, number: int, length: int) -> None:
    robot = Robot(form, f"{SEED} {form.form_id} {number}")
    try:
        robot.walk(length)
    except BaseException:
        print(f"form {form.form_id}, seed {SEED}, walk {number}:", *robot.steps, sep="\n  ")
        raise


def test_any_way_of_filling_leaves_a_sound_file(form: Form) -> None:
    for number in range(WALKS):
        _walk(form, number, 25)


@pytest.mark.nightly
@pytest.mark.parametrize("name", [*_ALL_OWN, *NAMES[len(_OWN) :]])
def test_many_ways_of_filling(name: str) -> None:
    form = _load(name)
    for number in range(100, 100 + NIGHTLY_WALKS):
        _walk(form, number, 60)


def test_there_are_forms_for_the_whole_standard() -> None:
    assert len(NAMES) >= 32

"""A robot fills forms as people do: any answer, forwards and back, rows come and go, reloads.

No exception may escape; what is saved reloads to the same; nothing hidden is saved; finishing
enforces what the form requires. The walks are the same on every machine; for others, take
`derandomize` out: Hypothesis prints what reproduces a walk that fails.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_app import resources
from outreach_app.clock import WIB
from outreach_app.forms import Form, Session, canonical
from outreach_app.forms.publish import compile_workbook
from outreach_app.forms.record_xml import from_xml
from outreach_app.i18n import Language

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=WIB)
_ANSWERS = st.one_of(
    st.sampled_from(
        ["", "0", "-1", "3", "2147483648", "1,5", "x", "a", "b", "a b", "2026-11-24", "2026-02-30",
         "OK", "-5.03 104.08", "ya", "tidak", "😀", "مرحبا", "p" * 500, "<&>", "  "]
    ),
    st.text(max_size=20),
)  # fmt: skip
_STEPS = st.lists(
    st.tuples(st.sampled_from(["answer", "answer", "answer", "add", "remove", "look", "reload"]),
              st.integers(0, 10_000), _ANSWERS),
    max_size=25,
)  # fmt: skip

_COVERING = """
| survey | | | | | | | | | |
| | type | name | label | relevant | constraint |calculation|required|repeat_count|choice_filter|
| | integer | n | N | | . < 10 | | yes | | |
| | select_one ab | s | S | ${n} > 1 | | | | | |
| | select_multiple cd | m | M | | | | | | k = ${s} |
| | begin_group | g | G | ${s} != 'b' | | | | | |
| | date | d | D | | . <= today() | | | | |
| | decimal | x | X | | | | | | |
| | calculate | twice | | | | ${x} * 2 | | | |
| | end_group | | | | | | | | |
| | begin_repeat | p | P | | | | | ${n} | |
| | text | t | T | | | | yes | | |
| | calculate | at | | | | position(..) | | | |
| | end_repeat | | | | | | | | |
| | begin_repeat | q | Q | | | | | | |
| | integer | i | I | | | | | | |
| | begin_repeat | inner | In | | | | | | |
| | text | u | U | ${i} > 2 | | | | | |
| | end_repeat | | | | | | | | |
| | end_repeat | | | | | | | | |
| | calculate | total | | | | sum(${i}) + count(${u}) | | | |
| | geopoint | where | W | | | | | | |
| | rank ab | r | R | | | | | | |
| | range | z | Z | | | | | | |
| choices | | | | | | | | | |
| | list_name | name | label | k | | | | | |
| | ab | a | A | | | | | | |
| | ab | b | B | | | | | | |
| | cd | c | C | a | | | | | |
| | cd | d | D | b | | | | | |
| settings | | | | | | | | | |
| | form_id | version | | | | | | | |
| | semua | 1 | | | | | | | |
"""


def _own(name: str) -> Form:
    return compile_workbook(resources.data(f"forms/{name}"), name).form


def _covering() -> Form:
    return compile_workbook(_COVERING.strip().encode(), "semua.md").form


@pytest.fixture(scope="module", params=["paspor.xlsx", "izin_tinggal.xlsx", "semua.md"])
def form(request: pytest.FixtureRequest) -> Form:
    return _covering() if request.param == "semua.md" else _own(request.param)


def _open(form: Form, values: dict[str, Any] | None = None) -> Session:
    return Session(form, today=NOW.date(), now=NOW, new_id=lambda: "u", lookup={}, values=values)


def _step(session: Session, do: str, at: int, answer: str) -> Session:
    shown = [i for page in session.pages("id") for i in page.items]
    questions = [i for i in shown if i.kind not in ("note", "group", "repeat", "card")]
    repeats = [i for i in shown if i.kind == "repeat" and not i.readonly]
    cards = [i for i in shown if i.kind == "card" and not i.readonly]
    if do == "answer" and questions:
        item = questions[at % len(questions)]
        offered = [c.value for c in item.choices]
        session.answer(item.path, offered[at % len(offered)] if offered and at % 3 else answer)
    elif do == "add" and repeats and len(cards) < 8:
        session.add(repeats[at % len(repeats)].path)
    elif do == "remove" and cards:
        session.remove(cards[at % len(cards)].path)
    elif do == "look":
        language: Language = "en" if at % 2 else "id"
        session.pages(language)
        session.warnings(language)
    elif do == "reload":
        return _open(session.form, session.draft())
    return session


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)
@given(steps=_STEPS)
def test_any_way_of_filling_leaves_a_sound_file(
    form: Form, steps: list[tuple[str, int, str]]
) -> None:
    session = _open(form)
    for step in steps:
        session = _step(session, *step)
    again = _open(form, session.draft())
    assert canonical(again.record()) == canonical(session.record())
    assert again.problems("id") == session.problems("id")
    from_xml_again = _open(form, from_xml(session.xml(), form.shapes))
    assert canonical(from_xml_again.record()) == canonical(session.record())
    _nothing_hidden(session, session.record(), "")
    for problem in session.problems("id"):
        assert session.item(problem.path, "id").relevant


def _nothing_hidden(session: Session, values: dict[str, Any], above: str) -> None:
    above = above or session.form.start.path
    for name, value in values.items():
        if isinstance(value, list):
            shown = session.count(f"{above}/{name}")
            assert len(value) == shown
        elif isinstance(value, dict):
            _nothing_hidden(session, value, f"{above}/{name}")
        else:
            assert session.state(f"{above}/{name}").relevant

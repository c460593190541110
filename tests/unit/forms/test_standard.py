"""Cases of our own from the standard and the decisions where engines differ.

Source: ODK XForms specification; design page xforms.md, sections 2, 3 and 6.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from outreach_app.forms import Session, load
from outreach_app.forms.problems import ExpressionError
from outreach_app.forms.xpath import values
from outreach_app.forms.xpath.compiler import Dialect, compile_text
from outreach_app.forms.xpath.scope import Scope, Surroundings
from outreach_app.forms.xpath.trees import read_tree
from tests.unit.forms.forms_at_hand import NOW, opened, xform

_HERE = Path(__file__).parent
_XML = (
    "<data><a>1</a><b>two</b><c/><d>3.5</d><n><m>1</m><m>2</m><m></m><m>4</m></n>"
    "<t>2012-07-23</t></data>"
)


def _lines(name: str) -> list[Any]:
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize(("source", "kind", "wanted"), _lines("standard_expressions.jsonl"))
def test_expression(source: str, kind: str, wanted: Any) -> None:
    document = read_tree(_XML)
    around = Surroundings(document=document, language="en", now=NOW, new_id=lambda: "0" * 36)
    run = compile_text(source, Dialect(in_form=False, namespaces={}))
    value = run(Scope(document.children[0], around))
    if kind == "number":
        assert values.to_number(value) == pytest.approx(float(wanted), nan_ok=True, rel=1e-9)
        assert not math.isnan(values.to_number(value)) or str(wanted) == "nan"
    elif kind == "boolean":
        assert values.to_bool(value) is wanted
    elif kind == "nodeset":
        assert len(values.to_nodes(value)) == wanted
    else:
        assert values.to_text(value) == wanted


@pytest.mark.parametrize("case", _lines("standard_cases.jsonl"), ids=lambda case: case["name"])
def test_form(case: dict[str, Any]) -> None:
    more = case.get("more", "") + case.get("binds", "")
    form = xform(case["nodes"], more, case.get("body", ""), case.get("itext", ""))
    if case["steps"] == "refuse":
        with pytest.raises(ExpressionError):
            load(form)
        return
    session = opened(load(form, strict=False))
    for step in case["steps"]:
        _take(session, *step)


def _take(session: Session, what: str, path: str, value: Any = None) -> None:
    if what == "a":
        session.answer(path, " ".join(value) if isinstance(value, list) else str(value))
    elif what == "add":
        session.add(path)
    elif what == "rm":
        session.remove(path)
    elif what == "lang":
        session.speak(path)
    else:
        assert _SEEN[what](session, path) == value, (what, path)


_SEEN = {
    "v": lambda s, p: s.value(p),
    "rel": lambda s, p: s.state(p).relevant,
    "ro": lambda s, p: s.state(p).readonly,
    "req": lambda s, p: s.state(p).required,
    "viol": lambda s, p: s.state(p).broken,
    "msg": lambda s, p: s.state(p).message,
    "lab": lambda s, p: s.label(p),
    "n": lambda s, p: s.count(p),
    "ch": lambda s, p: [[c.value, c.label] for c in s.choices(p)],
}

"""The short ways of evaluating answer as the general machinery does."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from outreach_app.forms.xpath import paths, quick, values
from outreach_app.forms.xpath.compiler import compile_text
from outreach_app.forms.xpath.nodes import Node
from outreach_app.forms.xpath.scope import Run, Scope, Surroundings
from outreach_app.forms.xpath.trees import read_tree

_CELL = st.sampled_from(["", "0", "1", "2", "1.0", "-3", "a", "2026-01-01", "true"])
_ROW = st.lists(st.tuples(st.sampled_from("ab"), _CELL), max_size=3)
_VALUES = ["1", "'1'", "''", "'a'", "true()", "/d/x", "/d/x/a", "/d/none", "date('2026-01-01')"]
_OPERATORS = ["=", "!=", "<", "<=", ">", ">="]


@st.composite
def _expressions(draw: st.DrawFn) -> str:
    side = st.sampled_from(["a", "b", "position()"])
    one = f"{draw(side)} {draw(st.sampled_from(_OPERATORS))} {draw(st.sampled_from(_VALUES))}"
    other = f"{draw(st.sampled_from(_VALUES))} {draw(st.sampled_from(_OPERATORS))} b"
    predicate = draw(
        st.sampled_from([one, other, f"{one} and {other}", f"{one} or {other}", "last()", "2"])
    )
    way = draw(st.sampled_from(["/d/p", "../p", "../../d/p", "current()/../p", "//p", "//a/.."]))
    return f"{way}[{predicate}]{draw(st.sampled_from(['', '/a', '[1]', '//b']))}"


def _run(source: str, xml: str) -> Any:
    document = read_tree(xml)
    here = document.children[0].children[0]
    found = compile_text(source)(Scope(here, Surroundings(document=document)))
    return [(n.name, n.place, n.string()) for n in values.to_nodes(found)]


@seed(11)
@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.lists(_ROW, max_size=4), _expressions())
def test_the_short_way_is_the_long_way(rows: list[list[tuple[str, str]]], source: str) -> None:
    cells = ["".join(f"<{k}>{v}</{k}>" for k, v in row) for row in rows]
    xml = f"<d><x><a>1</a><a>a</a></x>{''.join(f'<p>{row}<q/></p>' for row in cells)}</d>"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quick, "route", lambda _: None)
        patch.setattr(quick, "kept", lambda *_: None)
        patch.setattr(paths, "_local", lambda _: "")
        expected = _run(source, xml)
    assert _run(source, xml) == expected


def test_a_value_that_differs_from_row_to_row_is_asked_for_each() -> None:
    numbers = iter([0.5, 0.1, 0.5])
    around = Surroundings(draw=lambda: next(numbers))
    document = read_tree("<d><p><a>0.5</a></p><p><a>0.5</a></p><p><a>0.5</a></p></d>")
    run: Run = compile_text("p[a = random()]")
    found = values.to_nodes(run(Scope(_first(document), around)))
    assert [node.place for node in found] == [1, 3]


def _first(document: Node) -> Node:
    return document.children[0]

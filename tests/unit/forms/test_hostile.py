"""Hostile and huge forms are refused or bounded, with a reason; nothing hangs (R27, R28)."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from datetime import datetime

import pytest

from outreach_app.clock import WIB
from outreach_app.forms import FormRefused, Session, load
from outreach_app.forms.instance import MAX_CARDS
from outreach_app.forms.problems import ExpressionError
from outreach_app.forms.publish import compile_workbook
from outreach_app.forms.xpath.compiler import compile_text
from outreach_app.forms.xpath.nodes import Node
from outreach_app.forms.xpath.scope import EvaluationError, Scope, Surroundings
from outreach_app.forms.xpath.trees import read_tree

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=WIB)
_FORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>x</h:title><model>
 <instance><data id="x" version="1">{nodes}</data></instance>{binds}</model></h:head>
 <h:body>{body}</h:body></h:html>"""


def _form(nodes: str, binds: str = "", body: str = "") -> str:
    return _FORM.format(nodes=nodes, binds=binds, body=body)


def _open(xml: str) -> Session:
    form = load(xml)
    return Session(form, today=NOW.date(), now=NOW, new_id=lambda: "u", lookup={})


def _refused(xml: str) -> str:
    with pytest.raises(ExpressionError) as caught:
        load(xml)
    return caught.value.code


def test_entities_are_never_expanded() -> None:
    laughs = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + _form("<q>&b;</q>")
    assert _refused(laughs) == "FORMS_006"


def test_groups_nested_ten_thousand_deep_are_refused() -> None:
    assert _refused(_form("<g>" * 10_000 + "</g>" * 10_000)) == "FORMS_017"


def test_a_circle_of_calculations_is_refused_and_named() -> None:
    binds = (
        '<bind nodeset="/data/a" calculate="/data/b"/><bind nodeset="/data/b" calculate="/data/a"/>'
    )
    with pytest.raises(ExpressionError) as caught:
        load(_form("<a/><b/>", binds))
    assert caught.value.code == "FORMS_005"
    assert caught.value.facts["name"] in ("a", "b")


def test_an_answer_that_reads_itself_is_a_circle() -> None:
    assert _refused(_form("<a/>", '<bind nodeset="/data/a" calculate=". + 1"/>')) == "FORMS_005"


def test_a_group_shown_by_its_own_answer_is_a_circle() -> None:
    bind = '<bind nodeset="/data/g" relevant="/data/g/a = 1"/>'
    assert _refused(_form("<g><a/></g>", bind)) == "FORMS_005"


def test_a_billion_cards_become_the_most_there_may_be() -> None:
    body = '<repeat nodeset="/data/p" jr:count="/data/n"><input ref="/data/p/t"/></repeat>'
    session = _open(_form("<n/><p><t/></p>", "", body))
    session.answer("/data/n", "1000000000")
    assert session.count("/data/p") == MAX_CARDS


@pytest.mark.parametrize(
    "source",
    [
        "(" * 5_000 + "1" + ")" * 5_000,
        "(" * 10_000 + "1" + ")" * 10_000,
        "+".join("1" * 9_000),
        "-" * 9_000 + "1",
        "1" * 30_000,
    ],
    ids=["brackets", "10,000 brackets", "sum", "minus", "long"],
)
def test_an_expression_too_deep_or_long_is_refused(source: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_text(source)
    assert caught.value.code == "FORMS_017"


def test_a_catastrophic_pattern_is_an_error_and_not_a_hang() -> None:
    run = compile_text("regex('" + "a" * 60 + "!', '^(a|aa|a?)+(a|aa)+$')")
    with pytest.raises(EvaluationError) as caught:
        run(Scope(Node("d"), Surroundings()))
    assert caught.value.code == "FORMS_019"


def test_a_spreadsheet_that_swells_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", b"0" * 300_000_000)
    with pytest.raises(FormRefused) as caught:
        compile_workbook(packed.getvalue(), "besar.xlsx")
    assert caught.value.problems[0].code == "FORMS_023"


_WIDE = "<data>" + "<a/>" * 2_000 + "</data>"


@pytest.mark.parametrize(
    "source",
    [
        "count(//*[count(//*[count(//*) > 1]) > 1])",
        "//*[//*[//*[. = 'z']]]",
        "count(//a/following::*/preceding::*)",
        "concat(" + ",".join(["$"] * 40) + ")",
    ],
    ids=["nested", "everything of everything", "axes", "huge"],
)
def test_an_expression_that_would_take_all_day_is_an_error_on_its_field(source: str) -> None:
    big = '"' + "x" * 19_000 + '"'
    run = compile_text(source.replace("$", "string(/data)"))
    document = read_tree(_WIDE.replace("<a/>", f"<a>{big * 2}</a>", 1))
    with pytest.raises(EvaluationError) as caught:
        run(Scope(document, Surroundings(document=document).begin()))
    assert caught.value.code == "FORMS_024"


@pytest.mark.parametrize(
    "source",
    [
        "import re; re.search('^(a|aa|a?)+(a|aa)+$', 'a' * 60 + '!')",
        "from lxml import etree; etree.fromstring('<data>' + '<a/>' * 2_000 + '</data>')"
        ".xpath('count(//*[count(//*[count(//*) > 1]) > 1])')",
    ],
    ids=["pattern", "nested"],
)
def test_an_engine_without_limits_hangs(source: str) -> None:
    """The known bad twins: ours end with an error within the limits of `scope.py`."""
    with pytest.raises(subprocess.TimeoutExpired):
        subprocess.run([sys.executable, "-c", source], timeout=2, check=False)

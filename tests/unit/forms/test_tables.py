"""Lists in files: CSV, XML and GeoJSON look alike to a form."""

from __future__ import annotations

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from outreach_app.forms import tables
from outreach_app.forms.xpath.compiler import compile_text
from outreach_app.forms.xpath.nodes import Node
from outreach_app.forms.xpath.scope import EvaluationError, Scope, Surroundings
from outreach_app.forms.xpath.values import to_nodes, to_text

_FILES = {
    "a.csv": "id,nama\n1,Liwa\n2,Krui\n",
    "b.csv": "\ufeffid;nama\n1;Liwa\n2;Krui\n",
    "c.xml": "<root>\n <item><id>1</id><nama>Liwa</nama></item>"
    "<item><id>2</id><nama>Krui</nama></item></root>",
    "d.geojson": """{"type": "FeatureCollection", "features": [
        {"type": "Feature", "id": "1", "properties": {"nama": "Liwa"},
         "geometry": {"type": "Point", "coordinates": [104.08, -5.03]}},
        {"type": "Feature", "properties": {"id": 2, "nama": "Krui"},
         "geometry": {"type": "LineString", "coordinates": [[103.9, -5.1], [103.8, -5.2]]}}]}""",
}


def _ask(name: str, source: str) -> str:
    around = Surroundings(lists={"x": tables.rows(_FILES[name], name)})
    return to_text(compile_text(source)(Scope(Node("d"), around)))


@pytest.mark.parametrize("name", _FILES)
@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("instance('x')/root/item[id = '2']/nama", "Krui"),
        ("instance('x')/root/item[id = 2.0]/nama", "Krui"),
        ("instance('x')/root/item[nama = 'Liwa' and id = 1]/id", "1"),
        ("instance('x')/root/item[starts-with(nama, 'K')]/id", "2"),
        ("count(instance('x')/root/item)", "2"),
        ("pulldata('x', 'nama', 'id', '1')", "Liwa"),
        ("instance('x')/root/item[2]/nama", "Krui"),
    ],
)
def test_every_sort_of_file_answers_alike(name: str, source: str, found: str) -> None:
    assert _ask(name, source) == found


def test_places_are_points_as_forms_write_them() -> None:
    assert _ask("d.geojson", "instance('x')/root/item[1]/geometry") == "-5.03 104.08 0 0"
    assert _ask("d.geojson", "instance('x')/root/item[2]/geometry") == (
        "-5.1 103.9 0 0; -5.2 103.8 0 0"
    )


@pytest.mark.parametrize("name", ["x.xml", "x.geojson"])
@pytest.mark.parametrize("text", ["{", "<a>", '{"features": [{}]}', "<!DOCTYPE a><a/>"])
def test_a_file_that_is_not_what_it_says_is_told_where_it_is_asked(name: str, text: str) -> None:
    around = Surroundings(lists={"x": tables.rows(text, name)})
    with pytest.raises(EvaluationError):
        compile_text("count(instance('x')/root/item)")(Scope(Node("d"), around))


@pytest.mark.parametrize(
    "text",
    [
        "<root><item><k>1</k><v>a</v></item><item><k>2</k><v>b</v></item></root>",
        "<root><item><k>1</k><v>a</v></item><item><v>b</v><k>2</k></item></root>",
        "<root><item n='1'><k>1</k><v>a</v></item><item><k>2</k><v>b</v></item></root>",
        "<root><item><k>1</k><v>a</v></item><item><k>2</k><v>b</v><v>c</v></item></root>",
        "<root><item><k>1</k><v>a</v></item><item><k>2</k><v><w>b</w></v></item></root>",
        "<root><item><k>1</k><v>a</v></item><other/><item><k>2</k><v>b</v></item></root>",
    ],
)
def test_xml_of_any_shape_is_a_list(text: str) -> None:
    scope = Scope(Node("d"), Surroundings(lists={"x": tables.rows(text, "x.xml")}))
    assert to_text(compile_text("instance('x')/root/item[k = 2]/v")(scope)) == "b"
    assert to_text(compile_text("count(instance('x')/root/item[v])")(scope)) == "2"
    assert to_text(compile_text("instance('x')//item[last()]/k")(scope)) == "2"


_UNEVEN = "id, nama ,,id\r\n1,Liwa,x,9\r\n\r\n2\r\n3,Krui,y,8,more\r\n"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("count(/root/item)", "3"),
        ("/root/item[nama = 'Krui']/id", "3"),
        ("/root/item[nama = '']/id", "2"),
        ("/root/item[id = '9']/nama", "Liwa"),
        ("/root/item[id = 8]/nama", "Krui"),
        ("count(/root/item[3]/*)", "3"),
        ("/root/item[2]/following-sibling::item/nama", "Krui"),
        ("position(/root/item[nama = 'Krui'])", "3"),
        ("count(/root/item[nothing = ''])", "3"),
        ("count(/root/row)", "0"),
    ],
)
def test_a_csv_may_have_short_lines_and_a_column_twice(source: str, found: str) -> None:
    around = Surroundings(lists={"x": tables.rows(_UNEVEN, "x.csv")})
    run = compile_text(source.replace("/root", "instance('x')/root"))
    assert to_text(run(Scope(Node("d"), around))) == found


_CELLS = st.sampled_from(["", "1", "1.0", " 1", "01", "1,0", "a", "A", "2026-01-01", "-", "NaN"])
_WANTED = st.one_of(_CELLS.map("'{}'".format), st.sampled_from(["1", "1.0", "0 div 0", "true()"]))


@seed(5)
@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(st.tuples(_CELLS, _CELLS), max_size=6), _WANTED, _WANTED)
def test_a_lookup_answers_as_a_scan_would(
    cells: list[tuple[str, str]], one: str, other: str
) -> None:
    text = "a,b\n" + "".join(f'"{a}","{b}"\n' for a, b in cells)
    xml = "".join(f"<item><a>{a}</a><b>{b}</b></item>" for a, b in cells)
    lists = {"t": tables.rows(text, "t.csv"), "x": tables.rows(f"<root>{xml}</root>", "x.xml")}
    scope = Scope(Node("d"), Surroundings(lists=lists))
    for predicate in (f"a = {one}", f"a = {one} and {other} = b", f"b = {one}][2"):
        looked = [_rows(scope, f"instance('{k}')/root/item[{predicate}]") for k in lists]
        # `self::item` keeps the engine from its table.
        scanned = [
            _rows(scope, f"instance('{k}')/root/item[self::item][{predicate}]") for k in lists
        ]
        assert looked == scanned
        assert looked[0] == looked[1]


def _rows(scope: Scope, source: str) -> list[int]:
    return [node.place for node in to_nodes(compile_text(source)(scope))]


def test_a_list_is_read_when_a_rule_first_looks_at_it() -> None:
    broken = tables.rows('a\n"' + "x" * 200_000, "x.csv")
    with pytest.raises(EvaluationError):
        compile_text("instance('x')/root/item")(Scope(Node("d"), Surroundings(lists={"x": broken})))


@seed(7)
@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(alphabet='a1;,"\n\r \u2028', max_size=30))
def test_cutting_a_file_at_once_is_reading_it(text: str) -> None:
    for sign in ",;":
        cut = tables._split(text, sign)
        if cut is not None:
            read = tables._parsed(text, sign)
            assert [(n, list(c)) for n, c in cut] == [(n, list(c)) for n, c in read]

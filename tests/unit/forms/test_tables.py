"""Lists in files: CSV, XML and GeoJSON look alike to a form."""

from __future__ import annotations

import pytest

from outreach_app.forms import tables
from outreach_app.forms.problems import ExpressionError
from outreach_app.forms.xpath.compiler import compile_text
from outreach_app.forms.xpath.nodes import Node
from outreach_app.forms.xpath.scope import Scope, Surroundings
from outreach_app.forms.xpath.values import to_text

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
def test_a_file_that_is_not_what_it_says_is_refused(name: str) -> None:
    with pytest.raises(ExpressionError):
        tables.rows("{", name)

"""Rows cut into columns at once are the rows that a parser reads; what is not plain is left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from outreach_app.forms.plain_rows import columns

_LIST = (
    "<root>\n <item><n>1</n><l>A &amp; b</l></item> <item><n>2</n>\n<l/></item>"
    "<item> <n></n><l>c\nd</l> </item></root>\n"
)


def test_columns_of_plain_rows() -> None:
    assert columns(_LIST) == (
        "root",
        "item",
        [("n", ["1", "2", ""]), ("l", ["A & b", "", "c\nd"])],
    )
    assert columns('<?xml version="1.0"?>' + _LIST) == columns(_LIST)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("<n>2", "<n k='1'>2"),
        ("<item><n>1", "<item k='1'><n>1"),
        ("<l/>", ""),
        ("<n>2</n>\n<l/>", "<l/><n>2</n>"),
        ("<n>2</n>", "<n>2</n><n>3</n>"),
        (">2<", "><b>2</b><"),
        (">2<", ">&#50;<"),
        (">2<", ">&two;<"),
        (">2<", ">]]><"),
        (">2<", ">\x01<"),
        (">2<", ">\r<"),
        (">2<", "><!-- 2 --><"),
        ("</root>", ""),
        ("</root>", "</root><root/>"),
        ("<root>", "<root>text"),
        ("<root>", "<a:root>"),
        (">2<", ">" + "2" * 1_000_001 + "<"),
    ],
)
def test_what_is_not_plain_is_left(was: str, now: str) -> None:
    assert columns(_LIST.replace(was, now)) is None


@given(st.text(alphabet='<>/&;amplt"= \n\r\t\x01n12', max_size=40))
def test_a_cell_is_what_the_parser_reads(text: str) -> None:
    xml = f"<root><item><n>0</n></item><item><n>{text}</n></item></root>"
    found = columns(xml)
    if found is not None:
        read = [row.findtext("n") or "" for row in etree.fromstring(xml)]
        assert found == ("root", "item", [("n", read)])

"""Odd texts typed or pasted into every sort of text field reach the file as they were (R31)."""

from __future__ import annotations

import re

import pytest

from outreach_app.ui.form_view import FormView
from tests.naughty import STRINGS, kept

_LOOKS = ("", "multiline", "masked", "url", "numbers", "hidden-answer")


@pytest.fixture
def view(file_of, qtbot):
    rows = "".join(f"| | text | q{n} | T | {look} |\n" for n, look in enumerate(_LOOKS))
    rows += "| | barcode | code | B | |\n"
    head = "| survey | | | | |\n| | type | name | label | appearance |\n"
    tail = "| settings | | |\n| | form_id | version |\n| | x | 1 |\n"
    made = FormView(file_of(head + rows + tail))
    qtbot.addWidget(made)
    return made


def test_what_stands_in_a_field_is_what_is_saved(view):
    wrong = []
    for path, field in view._fields.items():
        edit = field._edit
        lines = hasattr(edit, "toPlainText")
        for text in STRINGS:
            (edit.setPlainText if lines else edit.setText)(text)
            shown = edit.toPlainText() if lines else edit.text()
            field.commit()
            saved = view._file.session.value(path)
            if saved != kept(shown).strip():  # a person means no blanks around it
                wrong.append((path, ascii(text)[:60], ascii(saved)[:60]))
            if not lines and _plain(text) and shown != text[: len(shown)]:
                wrong.append((path, ascii(text)[:60], "shown otherwise"))
    assert wrong == []


def _plain(text: str) -> bool:
    """Tell whether a line can show it: no line end in it, nothing that is no character."""
    return not re.search("[\n\r\u2028\u2029\x00\ufeff\ufffe\uffff]", text)

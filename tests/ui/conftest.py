"""Files in hand without a laptop, for tests of the form view."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from outreach_app import i18n, resources
from outreach_app.clock import WIB
from outreach_app.forms import Form
from outreach_app.forms.publish import compile_workbook
from outreach_app.ui import theme
from outreach_app.ui.loose_file import LooseFile

NOW = datetime(2026, 11, 24, 10, 42, 7, tzinfo=WIB)


@cache
def _compiled(text: str) -> Form:
    return compile_workbook(text.strip().encode(), "form.md").form


@cache
def _own(name: str) -> Form:
    return compile_workbook(resources.data(f"forms/{name}.xlsx"), f"{name}.xlsx").form


def _loose(form: Form) -> LooseFile:
    numbers = iter(range(10**6))
    lists = {"wilayah.csv": resources.text("forms/wilayah.csv")}
    return LooseFile(form, lists, NOW, lambda: f"uuid:{next(numbers)}")


@pytest.fixture
def file_of(qapp):
    """Give a file of a form in Markdown, or of one of our own by its name."""
    theme.apply(qapp)
    i18n.use("id")
    yield lambda form: _loose(_compiled(form) if "|" in form else _own(form))
    theme.apply(qapp)
    i18n.use("id")


@pytest.fixture
def every_question(file_of):
    """A file of a form that holds every kind of question."""
    text = (Path(__file__).parent / "every_question.md").read_text(encoding="utf-8")
    return file_of(text)

"""Fills the real forms on the real engine, path by path."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from functools import cache
from typing import Literal

import openpyxl
import pytest

from outreach_app import forms, resources
from outreach_app.forms import publish

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 10, 42, tzinfo=timezone(timedelta(hours=7)))
ID: Literal["id"] = "id"
UNSEEN = ("calculate", "hidden", "today", "note", "begin_group", "end_group", "")


@cache
def survey(form: str) -> dict[str, dict[str, str]]:
    """Return the rows of the survey sheet by short path, `identitas/nik`."""
    book = openpyxl.load_workbook(io.BytesIO(resources.data(f"forms/{form}.xlsx")))
    head, *rows = book["survey"].iter_rows(values_only=True)
    found, group = {}, ""
    for cells in rows:
        row = {str(h): "" if c is None else str(c) for h, c in zip(head, cells, strict=True)}
        group = row["name"] if row["type"] == "begin_group" else group
        found[f"{group}/{row['name']}"] = row
    return found


@cache
def compiled(form: str) -> forms.Form:
    """Return the form as publication would give it."""
    return publish.compile_workbook(resources.data(f"forms/{form}.xlsx"), f"{form}.xlsx").form


class Filled:
    """One record being filled; paths are short, `identitas/nik`."""

    def __init__(self, form: str, answers: dict[str, str]) -> None:
        self.form = form
        lookup = {"wilayah.csv": resources.text("forms/wilayah.csv")}
        self.session = forms.Session(
            compiled(form), today=TODAY, now=NOW, new_id=lambda: "1", lookup=lookup, values=None
        )
        self.answer(answers)

    def answer(self, answers: dict[str, str]) -> Filled:
        """Answer in the given order."""
        for path, value in answers.items():
            self.session.answer(f"/data/{path}", value)
        return self

    def __getitem__(self, path: str) -> str:
        """Return the value, empty when irrelevant."""
        return self.session.value(f"/data/{path}")

    def shows(self, path: str) -> bool:
        """Return whether the question is relevant."""
        return self.session.item(f"/data/{path}", ID).relevant

    def problem(self, path: str, language: Literal["id", "en"] = ID) -> str:
        """Return what stands in the way at this question, empty if nothing."""
        item = self.session.item(f"/data/{path}", language)
        return item.problem or (item.missing_text if item.missing else "")

    def choices(self, path: str) -> list[str]:
        """Return the values that the question offers."""
        return [c.value for c in self.session.item(f"/data/{path}", ID).choices]

    def asked(self) -> list[str]:
        """Return the questions on screen."""
        return [p for p, r in survey(self.form).items() if self._seen(p, r)]

    def _seen(self, path: str, row: dict[str, str]) -> bool:
        return row["type"].split(" ")[0] not in UNSEEN and self.shows(path)

    def problems(self) -> list[str]:
        """Return the questions that keep the record from being finished."""
        return [p.path.removeprefix("/data/") for p in self.session.problems(ID)]

    def warnings(self) -> set[str]:
        """Return the names of the soft warnings that stand."""
        return {notice.path.rpartition("/")[2] for notice in self.session.warnings(ID)}


Fill = Callable[..., Filled]


@pytest.fixture
def fill() -> Fill:
    """Return a function that opens a form and answers it: `fill("paspor", {...}, {...})`."""

    def opened(form: str, *parts: dict[str, str]) -> Filled:
        merged: dict[str, str] = {}
        for part in parts:
            merged |= part
        return Filled(form, merged)

    return opened


@pytest.fixture
def rows() -> Callable[[str], dict[str, dict[str, str]]]:
    """Return the survey rows of a form by short path."""
    return survey

"""The files beside a form, held before publication to what the form asks of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from outreach_app.forms import attached_media
from outreach_app.forms.attached_lists import MOST, SUFFIXES, Whole, at, read_whole
from outreach_app.forms.definition import Form
from outreach_app.forms.list_uses import Use
from outreach_app.forms.lists import LAST_SAVED
from outreach_app.forms.problems import FormProblem
from outreach_app.forms.workbook import Cell


def problems(
    form: Form, uses: Sequence[Use], cells: Iterable[Cell], beside: Mapping[str, str]
) -> Iterator[FormProblem]:
    """Yield why the files do not suit the form: missing, broken, without a column or a cell.

    Args:
        form: as compiled.
        uses: what it reads of lists.
        cells: of its spreadsheet, to point at a file that is missing.
        beside: file name -> text; pictures, sounds and films as `data:` texts.
    """
    files = {name: file for name, file in form.files.items() if file != LAST_SAVED}
    cells = list(cells)
    for file in dict.fromkeys((*files.values(), *attached_media.named(form))):
        if file not in beside:
            yield _missing(file, cells)
    for file, text in beside.items():
        if file.lower().endswith(SUFFIXES):
            whole = read_whole(file, text)
            wanted = [use for use in uses if files.get(use.list) == file]
            yield from whole.problems or _lacking(file, whole, wanted)
        elif not attached_media.is_whole(file, text):
            yield FormProblem("FORMS_048", file, facts={"file": file})


def _missing(file: str, cells: Iterable[Cell]) -> FormProblem:
    """Point at the cell that names the file; `pulldata` names a list without its ending."""
    stem = file.rpartition(".")[0]
    names = (file, f"'{stem}'", f'"{stem}"')
    cell = next((c for c in cells if any(name in c.text for name in names)), None)
    facts = {"file": file}
    return cell.problem("FORMS_040", **facts) if cell else FormProblem("FORMS_040", facts=facts)


def _lacking(file: str, whole: Whole, uses: Iterable[Use]) -> Iterator[FormProblem]:
    blank = [use.column for use in uses if use.offered]
    for use in {use.column: use for use in uses}.values():
        if use.column in whole.columns or use.column.startswith("__"):  # kept by the list itself
            continue
        question = use.path.rpartition("/")[2]
        yield at("FORMS_045", file, 1, use.column, name=question)
    for column in dict.fromkeys(blank):
        rows = zip(whole.numbers, whole.columns.get(column, ()), strict=False)
        empty = [number for number, cell in rows if not cell.strip()]
        for number in empty[:MOST]:
            yield at("FORMS_047", file, number, column)

"""The registry by file, for an office without a line: questions out, answers in, as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from outreach_app.errors import UserProblem
from outreach_app.office.connectors.registry import RESULTS, Person, Verdict

ASKED = ("number", "nik", "kk", "name", "birth_date", "birth_place", "sex")
ANSWERED = ("number", "result", "fields")


def questions(people: Iterable[tuple[str, Person]]) -> str:
    """Return the file to hand over: one line a file, by its number."""
    out = io.StringIO()
    rows = csv.DictWriter(out, ASKED, lineterminator="\r\n")
    rows.writeheader()
    for number, person in people:
        rows.writerow({"number": number} | {n: getattr(person, n) for n in ASKED[1:]})
    return out.getvalue()


def answers(text: str) -> dict[str, Verdict]:
    """Return number -> word of an answer file.

    Raises:
        UserProblem: CASES_009 a column is missing, or a line says no known result; `line` says
        which.
    """
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    if not set(reader.fieldnames or ()) >= {"number", "result"}:
        raise UserProblem("CASES_009", line=1)
    found = {}
    for line, row in enumerate(reader, start=2):
        if row["result"] not in RESULTS:
            raise UserProblem("CASES_009", line=line)
        found[row["number"]] = Verdict(row["result"], tuple((row.get("fields") or "").split()))
    return found

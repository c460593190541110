"""Files as lists and balances need them: revisions, the newest one, the decision in force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, select, tuple_

from outreach_app.domain.intake import ASIDE
from outreach_app.office.answers import masked
from outreach_app.office.tables import case_file, decision, revision
from outreach_app.officeapi import messages as m

LIGHT = [column for column in revision.c if column.name != "answers"]
"""Lists carry no answers."""


@dataclass(frozen=True, slots=True)
class File:
    """One local number with all that the office has on it.

    Attributes:
        revisions: rows of `LIGHT`, in order of arrival.
        newest: the revision that counts.
        decision: newest decision that was not undone.
        cancelled: reason, empty while the file is valid.
        cancelled_entry: entry that cancelled it.
    """

    number: str
    revisions: tuple[Row[Any], ...]
    newest: Row[Any]
    decision: Row[Any] | None
    cancelled: str
    cancelled_entry: int

    def of_batch(
        self, feed_id: bytes, day_id: str, last: int | None, formers: Collection[bytes] = ()
    ) -> Row[Any] | None:
        """Return the revision that a batch counts, None when it has none of this file.

        Args:
            feed_id: of the laptop.
            day_id: of the day.
            last: last entry that the manifest covers, None while there is no manifest.
            formers: feeds the laptop had before, when the manifest names the file.
        """
        own = [r for r in self.revisions if (r.feed_id, r.day_id) == (feed_id, day_id)]
        covered = [r for r in own if last is None or r.entry_number <= last]
        before = [r for r in self.revisions if r.feed_id in formers and r.day_id == day_id]
        found = covered or before or own
        return found[-1] if found else None

    def shown(self, own: Row[Any]) -> Row[Any]:
        """Return the revision a list shows: the newest, unless `own` was set aside."""
        return own if own.intake_reason in ASIDE else self.newest


def files_of_days(connection: Connection, days: Sequence[tuple[bytes, str]]) -> dict[str, File]:
    """Return every file with a revision in one of the days (feed id, day id)."""
    inside = tuple_(revision.c.feed_id, revision.c.day_id).in_(days)
    return _files(connection, select(revision.c.number).where(inside))


def file_of(connection: Connection, number: str) -> File | None:
    """Return one file."""
    return _files(connection, select(case_file.c.number).where(case_file.c.number == number)).get(
        number
    )


def files_of(connection: Connection, numbers: Sequence[str]) -> dict[str, File]:
    """Return some files by their numbers."""
    return _files(connection, select(case_file.c.number).where(case_file.c.number.in_(numbers)))


def record_row(file: File, shown: Row[Any]) -> m.RecordRow:
    """Return a file as a list shows it."""
    decided = file.decision
    return m.RecordRow(
        number=file.number,
        instance_id=shown.instance_id,
        name=shown.name,
        nik_masked=masked(shown.nik),
        service=shown.service,
        kind=shown.kind,
        form_id=shown.form_id,
        form_version=shown.form_version,
        ticket=shown.ticket,
        officer=shown.officer,
        finished_ms=shown.finished_ms,
        intake=shown.intake,
        intake_reason=shown.intake_reason,
        intake_facts=facts(shown.intake_facts),
        case_state=decided.state if decided else "",
        decision_waits=bool(decided and decided.released_ms is None),
        warnings=texts(shown.warnings),
        documents_missing=texts(shown.documents_missing),
        similar_to=shown.similar_to,
        revisions=sum(not r.again for r in file.revisions),
        cancelled=file.cancelled,
    )


def texts(json: str) -> tuple[str, ...]:
    """Return a stored list of texts."""
    return msgspec.json.decode(json, type=tuple[str, ...])


def facts(json: str) -> dict[str, str]:
    """Return stored facts."""
    return msgspec.json.decode(json, type=dict[str, str])


def _files(connection: Connection, numbers: Select[tuple[str]]) -> dict[str, File]:
    query = (
        select(*LIGHT)
        .where(revision.c.number.in_(numbers))
        .order_by(revision.c.arrived_ms, revision.c.feed_id, revision.c.entry_number)
    )
    rows: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(query):
        rows[row.number].append(row)
    cases = connection.execute(select(case_file).where(case_file.c.number.in_(numbers)))
    decided = _decisions_in_force(connection, numbers)
    return {
        case.number: File(
            case.number,
            tuple(rows[case.number]),
            _newest(rows[case.number], case.newest_id),
            decided.get(case.number),
            case.cancelled,
            case.cancelled_entry,
        )
        for case in cases
    }


def _newest(rows: list[Row[Any]], newest_id: str) -> Row[Any]:
    return next(row for row in rows if row.instance_id == newest_id and not row.again)


def _decisions_in_force(connection: Connection, numbers: Select[tuple[str]]) -> dict[str, Row[Any]]:
    query = (
        select(decision)
        .where(decision.c.number.in_(numbers), decision.c.undone_ms.is_(None))
        .order_by(decision.c.made_ms, decision.c.entry_number)
    )
    return {row.number: row for row in connection.execute(query)}

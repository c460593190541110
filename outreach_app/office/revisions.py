"""Finished files as they come in: judged once, kept with all their revisions.

A case is a local number; its *newest* revision is the last of the chain of parents. Revisions set
aside (a number used twice, a parent that is no longer the newest, another laptop's number) are kept
and never become the newest by themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, insert, select, update

from outreach_app.domain import entries as e
from outreach_app.domain.intake import (
    ASIDE,
    DUPLICATE_DAYS,
    REUSED_ID,
    UNREADABLE,
    Judgement,
    Known,
    judge,
)
from outreach_app.office.answers import applicant
from outreach_app.office.arriving_page import ArrivingPage
from outreach_app.office.entry_rows import honest_ms
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.lineage import formers
from outreach_app.office.tables import case_file, revision
from sync.entry import Entry

_PLAIN = (
    "kind",
    "instance_id",
    "deprecated_id",
    "number",
    "day_id",
    "service",
    "form_id",
    "form_version",
    "language",
    "officer",
    "ticket",
    "pekon",
    "similar_to",
    "similar_reason",
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement as it stands in the laptop's office feed."""

    body: e.IntakeJudged
    entry_number: int


Recorded = dict[str, list[Judged]]
"""Judgements of one laptop by instance id, in the order of its office feed."""


def add_revision(
    page: ArrivingPage, entry: Entry, arrived_ms: int, recorded: Recorded | None
) -> None:
    """Judge the file in `entry` and keep it; the judgement goes into the laptop's office feed.

    Args:
        page: of the entry.
        entry: `record.finished` with its body.
        arrived_ms: when it came.
        recorded: earlier judgements by instance id; one that is there is not written again.

    Raises:
        msgspec.DecodeError: the body is no JSON object.
    """
    body, readable = _read(entry.body or b"")
    name, nik = applicant(body.form_id, bytes(body.answers))
    connection = page.tx.connection
    same, owner = _same_id(connection, body.instance_id), _owner(connection, body.number)
    if recorded and recorded.get(body.instance_id):
        judged = recorded[body.instance_id].pop(0)
    else:
        said = Judgement(e.HELD, UNREADABLE)
        if readable:
            said = _judge(page, entry, body, nik, same, owner)
        judged = _tell(page, body, said)
    again = same is not None and judged.body.reason != REUSED_ID
    connection.execute(
        insert(revision),
        _values(body)
        | {
            "feed_id": entry.feed_id,
            "entry_number": entry.number,
            "head": entry.hash,
            "name": name,
            "nik": nik,
            "finished_ms": honest_ms(entry, arrived_ms),
            "arrived_ms": arrived_ms,
            "intake": judged.body.state,
            "intake_reason": judged.body.reason,
            "intake_facts": _json(judged.body.facts),
            "judged_entry": judged.entry_number,
            "again": again,
        },
    )
    if same is None and owner is None:
        _first(connection, entry.feed_id, body)
    else:
        settle(connection, body.number)
    page.add(body)


def cancel(page: ArrivingPage, entry: Entry) -> None:
    """Mark the file in `record.cancelled` as void; only the laptop that holds it can."""
    body = e.decode(entry.body or b"", e.RecordCancelled)
    connection = page.tx.connection
    own = (entry.feed_id, *formers(connection, entry.feed_id))
    mine = (case_file.c.number == body.number) & case_file.c.feed_id.in_(own)
    connection.execute(
        update(case_file)
        .where(mine)
        .values(cancelled=body.reason or "batal", cancelled_entry=entry.number)
    )
    page.touch(body.number)


def settle(connection: Connection, number: str) -> None:
    """Store which revision of a file is the newest; the order of arrival does not matter."""
    query = (
        select(
            revision.c.instance_id,
            revision.c.deprecated_id,
            revision.c.intake_reason,
            revision.c.feed_id,
            revision.c.day_id,
        )
        .where(revision.c.number == number, ~revision.c.again)
        .order_by(revision.c.arrived_ms, revision.c.feed_id, revision.c.entry_number)
    )
    rows = connection.execute(query).all()
    if not rows:
        return
    line = [row for row in rows if row.intake_reason not in ASIDE] or rows[:1]
    parents = {row.deprecated_id for row in line}
    newest = next((row for row in line if row.instance_id not in parents), line[-1])
    values = {
        "feed_id": newest.feed_id,
        "day_id": newest.day_id,
        "newest_id": newest.instance_id,
    }
    this = case_file.c.number == number
    if connection.execute(update(case_file).where(this).values(values)).rowcount == 0:
        connection.execute(insert(case_file), {"number": number, **values})


def _read(data: bytes) -> tuple[e.RecordFinished, bool]:
    try:
        return e.decode(data, e.RecordFinished), True
    except msgspec.ValidationError:
        loose = msgspec.json.decode(data, type=dict[str, object])
    texts = {name: loose.get(name) for name in (*_PLAIN, "check_code")}
    told = {name: text if isinstance(text, str) else "" for name, text in texts.items()}
    return e.decode(msgspec.json.encode(told | {"answers": {}}), e.RecordFinished), False


def _judge(
    page: ArrivingPage,
    entry: Entry,
    body: e.RecordFinished,
    nik: str,
    same: Row[Any] | None,
    owner: str | None,
) -> Judgement:
    if same is not None:
        if same.answers == bytes(body.answers) and same.number == body.number:
            facts = msgspec.json.decode(same.intake_facts, type=dict[str, str])
            return Judgement(same.intake, same.intake_reason, facts)
        return Judgement(e.HELD, REUSED_ID, {"number": body.number})
    return judge(
        body,
        Known(
            device=page.device,
            nik=nik,
            number_owner=owner or "",
            same_person=_same_person(page.tx, entry, body, nik),
            former_devices=page.former_devices,
        ),
    )


def _same_person(tx: LedgerTransaction, entry: Entry, body: e.RecordFinished, nik: str) -> str:
    if not nik:
        return ""
    since = honest_ms(entry, tx.now()) - DUPLICATE_DAYS * 86_400_000
    query = (
        select(revision.c.number)
        # By its number too: that has an index, else every file is looked at for every file.
        .join(
            case_file,
            (case_file.c.number == revision.c.number)
            & (case_file.c.newest_id == revision.c.instance_id),
        )
        .where(revision.c.nik == nik, revision.c.service == body.service)
        .where(revision.c.number != body.number, revision.c.intake == e.ACCEPTED)
        .where(revision.c.finished_ms >= since, case_file.c.cancelled == "")
        .order_by(revision.c.finished_ms.desc())
        .limit(1)
    )
    return tx.connection.scalar(query) or ""


def _tell(page: ArrivingPage, body: e.RecordFinished, said: Judgement) -> Judged:
    told = e.IntakeJudged(
        number=body.number,
        instance_id=body.instance_id,
        state=said.state,
        reason=said.reason,
        facts=said.facts,
    )
    return Judged(told, page.tell(told))


def _same_id(connection: Connection, instance_id: str) -> Row[Any] | None:
    query = select(revision).where(revision.c.instance_id == instance_id, ~revision.c.again)
    return connection.execute(query.limit(1)).first()


def _owner(connection: Connection, number: str) -> str | None:
    """Return the newest revision under a number; None for a number that is new."""
    return connection.scalar(select(case_file.c.newest_id).where(case_file.c.number == number))


def _first(connection: Connection, feed_id: bytes, body: e.RecordFinished) -> None:
    """Store a file with its first revision, which is what `settle` would find."""
    row = {"number": body.number, "feed_id": feed_id, "day_id": body.day_id}
    connection.execute(insert(case_file), row | {"newest_id": body.instance_id})


def _values(body: e.RecordFinished) -> dict[str, Any]:
    return {name: getattr(body, name) for name in _PLAIN} | {
        "answers": bytes(body.answers),
        "warnings": _json(body.warnings),
        "documents_missing": _json(body.documents_missing),
    }


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()

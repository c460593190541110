"""Which rows hold something of a person, and how each loses it; the chain and the counts stay.

Body and salt of entries go, their headers stay, so chains verify (decisions A12). What lists and
balances count stays too, without a word of the person; a rebuild leaves these rows as they are,
since no feed could make them again (decisions D41).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec
from sqlalchemy import ColumnElement, Connection, Table, delete, insert, select, update

from outreach_app.domain import entries as e
from outreach_app.domain.erasure_entries import (
    GONE,
    OF_LAPTOPS,
    OF_OFFICE,
    RecordErased,
    number_in,
)
from outreach_app.domain.office_entries import OFFICE_RETURNED
from outreach_app.domain.told_entries import APPLICANT_TOLD
from outreach_app.office.audit_tables import audit_item
from outreach_app.office.carried_tables import carried_file
from outreach_app.office.case_tables import case_status
from outreach_app.office.disclosure_tables import disclosure
from outreach_app.office.erasure_tables import erased_blob, erasure
from outreach_app.office.lineage import formers, newest
from outreach_app.office.participation_tables import statement_choice
from outreach_app.office.restore_tables import given_back
from outreach_app.office.scans_tables import scan
from outreach_app.office.settlement_tables import settled
from outreach_app.office.tables import (
    case_file,
    decision,
    entry,
    event,
    office_entry,
    office_feed,
    revision,
)
from sync.entry import Entry

_AFTER_ALL = 2**62
_KEPT: tuple[Table, ...] = (revision, case_file, scan)
"""Projections whose rows of an erased file no feed can make again."""


def feeds_of(connection: Connection, number: str) -> tuple[bytes, ...]:
    """Return the feeds of laptops that told something of a file, under all their names."""
    query = select(revision.c.feed_id).where(revision.c.number == number).distinct()
    found: dict[bytes, None] = {}
    for feed_id in connection.scalars(query).all():
        now = newest(connection, feed_id)
        found |= dict.fromkeys((feed_id, now, *formers(connection, now)))
    return tuple(found)


def take_away(connection: Connection, number: str, feeds: Sequence[bytes]) -> tuple[bytes, ...]:
    """Take a file's content out of every table; return the ids of its scans.

    Held branches of the feeds lose it as well.
    """
    _empty(connection, entry, entry.c.feed_id.in_(feeds), OF_LAPTOPS, number)
    own = select(office_feed.c.feed_id).where(office_feed.c.audience.in_(feeds))
    _empty(connection, office_entry, office_entry.c.feed_id.in_(own), OF_OFFICE, number)
    # What a laptop gave back after a restore stands in the office's feeds by now.
    for feed_id in feeds:
        done = select(given_back.c.number).where(given_back.c.feed_id == feed_id)
        back = update(entry).where(entry.c.feed_id == feed_id, entry.c.kind == OFFICE_RETURNED)
        taken = back.where(entry.c.number <= (connection.scalar(done) or 0))
        connection.execute(taken.values(body=None, salt=None))
    blobs = connection.scalars(select(scan.c.blob_id).where(scan.c.number == number)).all()
    _blank(connection, number)
    return tuple(blobs)


def log(
    connection: Connection,
    body: RecordErased,
    feeds: Sequence[bytes],
) -> tuple[bytes, ...]:
    """Take a file away and write it into the log; return the ids of its scans.

    Nothing happens to the log when it stands there already.
    """
    known = select(erasure.c.number).where(erasure.c.number == body.number)
    blobs = (*take_away(connection, body.number, feeds), *map(bytes.fromhex, body.blobs))
    for blob_id in dict.fromkeys(blobs):
        there = select(erased_blob.c.blob_id).where(erased_blob.c.blob_id == blob_id)
        if connection.scalar(there) is None:
            connection.execute(insert(erased_blob).values(blob_id=blob_id))
    if connection.scalar(known) is None:
        row = msgspec.structs.asdict(body) | {"clean": False}
        del row["blobs"]
        connection.execute(insert(erasure).values(row))
    return tuple(dict.fromkeys(blobs))


def _empty(
    connection: Connection,
    table: Table,
    feeds: ColumnElement[bool],
    kinds: Collection[str],
    number: str,
) -> None:
    query = (
        select(table.c.feed_id, table.c.number, table.c.hash, table.c.body)
        .where(feeds, table.c.kind.in_(kinds), table.c.body.is_not(None))
        .execution_options(yield_per=500)
    )
    found = [row[:3] for row in connection.execute(query) if number_in(row.body) == number]
    for feed_id, at, digest in found:
        this = (table.c.feed_id == feed_id) & (table.c.number == at) & (table.c.hash == digest)
        connection.execute(update(table).where(this).values(body=None, salt=None))


def _blank(connection: Connection, number: str) -> None:
    nothing = {"name": "", "nik": "", "answers": b"{}", "warnings": "[]"}
    nothing |= {"documents_missing": "[]", "similar_to": "", "similar_reason": ""}
    nothing |= {"intake_facts": "{}"}
    run = connection.execute
    run(update(revision).where(revision.c.number == number).values(nothing))
    run(update(decision).where(decision.c.number == number).values(reason="", paths="[]"))
    run(update(scan).where(scan.c.number == number).values(key=b""))
    run(update(audit_item).where(audit_item.c.number == number).values(answers=None))
    run(update(disclosure).where(disclosure.c.number == number).values(differs=""))
    void = (case_file.c.number == number) & (case_file.c.cancelled != "")
    run(update(case_file).where(void).values(cancelled="batal"))
    # Valid no more, but after everything that a manifest declared: the day stays balanced.
    valid = (case_file.c.number == number) & (case_file.c.cancelled == "")
    run(update(case_file).where(valid).values(cancelled=GONE, cancelled_entry=_AFTER_ALL))
    said = event.c.kind.in_((e.RECORD_CANCELLED, APPLICANT_TOLD))
    run(delete(event).where(event.c.number == number, said))
    for table in (settled, case_status, statement_choice, carried_file):
        run(delete(table).where(table.c.number == number))


def made_again(table: Table) -> ColumnElement[bool] | None:
    """Return which rows of a projection a rebuild makes again; None for all."""
    if table not in _KEPT:
        return None
    return table.c.number.not_in(select(erasure.c.number))


def caught(connection: Connection, one: Entry) -> bool:
    """Take the body of an entry about an erased file that comes late; tell whether it was one.

    A correction written before the laptop knew must not bring the person back.
    """
    if one.kind not in OF_LAPTOPS:
        return False
    known = select(erasure.c.number).where(erasure.c.number == number_in(one.body or b""))
    if connection.scalar(known) is None:
        return False
    this = (entry.c.feed_id == one.feed_id) & (entry.c.number == one.number)
    connection.execute(update(entry).where(this).values(body=None, salt=None))
    connection.execute(update(erasure).where(erasure.c.number.in_(known)).values(clean=False))
    return True

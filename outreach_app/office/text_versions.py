"""Versions of published texts as the office keeps them, made from the broadcast feed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, func, insert, select, update

from outreach_app.domain import publishing_entries as pe
from outreach_app.domain.entries import decode
from outreach_app.domain.publications import Edition
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.publishing_tables import text_version
from sync.entry import Entry


def take_published(tx: LedgerTransaction, entry: Entry) -> tuple[str, str]:
    """Keep a version; return its name and version for the list of everything published."""
    body = decode(entry.body or b"", pe.PublicationPublished)
    tx.connection.execute(
        insert(text_version).values(
            publication_id=body.publication_id,
            version=body.version,
            kind=body.kind,
            feed_id=entry.feed_id,
            entry_number=entry.number,
            clerk=entry.author,
            published_ms=entry.time_ms,
            body=entry.body,
        )
    )
    return body.publication_id, str(body.version)


def take_withdrawn(tx: LedgerTransaction, entry: Entry) -> tuple[str, str]:
    """Mark every version up to the named one as taken back."""
    body = decode(entry.body or b"", pe.PublicationWithdrawn)
    here = text_version.c
    tx.connection.execute(
        update(text_version)
        .where(here.publication_id == body.publication_id, here.version <= body.version)
        .where(here.withdrawn_on == "")
        .values(withdrawn_on=body.withdrawn_on, withdrawn_reason=body.reason)
    )
    return body.publication_id, str(body.version)


def newest_version(tx: LedgerTransaction, publication_id: str) -> int:
    """Return the newest version's number, 0 before the first."""
    query = select(func.max(text_version.c.version))
    found = tx.connection.scalar(query.where(text_version.c.publication_id == publication_id))
    return int(found or 0)


def rows(tx: LedgerTransaction, publication_id: str = "", kind: str = "") -> list[Row[Any]]:
    """Return the versions of one publication, of one kind, or all, the oldest first."""
    query = select(text_version).order_by(text_version.c.publication_id, text_version.c.version)
    if publication_id:
        query = query.where(text_version.c.publication_id == publication_id)
    if kind:
        query = query.where(text_version.c.kind == kind)
    return list(tx.connection.execute(query))


def edition(row: Row[Any]) -> Edition:
    """Return a row as the domain knows it."""
    body = decode(row.body, pe.PublicationPublished)
    return Edition(body, row.withdrawn_on, row.withdrawn_reason)


def editions(tx: LedgerTransaction, kind: str = "") -> dict[str, list[Edition]]:
    """Return the versions of every publication, the oldest first, by its id."""
    found: dict[str, list[Edition]] = {}
    for row in rows(tx, kind=kind):
        found.setdefault(row.publication_id, []).append(edition(row))
    return found

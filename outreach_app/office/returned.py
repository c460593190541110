"""What laptops give back after a restore: proved, taken into the old feeds, and in force again.

Nothing a laptop says about the office is believed for its own sake. A run is taken in when it
follows what stands here and ends at a head that the office itself once signed (decisions A8).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

import msgspec
from sqlalchemy import insert, select, update

from outreach_app.domain import entries as e
from outreach_app.domain import office_entries as oe
from outreach_app.office import erasure, returned_pages
from outreach_app.office.apart import apart
from outreach_app.office.entry_rows import ENTRY, as_entry
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.lineage import formers
from outreach_app.office.office import ALL, Office
from outreach_app.office.restore_tables import given_back
from outreach_app.office.tables import device, entry
from sync.bounded import decompressed
from sync.codec import PlainCodec
from sync.entry import Entry, Head, office_feed_start
from sync.errors import ChainBroken
from sync.keys import verify
from sync.run_bytes import unpack_run
from sync.segment import FROM_OFFICE, MAX_RUN_BYTES, parse_outer

TWO_STORIES, UNPROVED = "two stories of the office", "not proved to be the office's"


@dataclass(slots=True)
class _Taken:
    """What one call took in."""

    entries: list[Entry] = field(default_factory=list)
    unproved: int = 0
    done_epoch: int = 0


def take_returned(office: Office, feed_id: bytes) -> int:
    """Take in what a laptop gave back beyond the last time; return how many entries were new."""
    with office.ledger.reading() as look:
        waiting = bool(_waiting(look, feed_id, _mark(look, feed_id)))
    taken = _take_in(office, feed_id) if waiting else 0
    if returned_pages.work_off(office, feed_id):
        erasure.clean(office)
    return taken


def _take_in(office: Office, feed_id: bytes) -> int:
    """Put into the old feeds what is proved; it is in force once its page was worked off."""
    with office.ledger.transaction() as tx:
        tx.lock_feed(feed_id)
        bodies = _waiting(tx, feed_id, _mark(tx, feed_id))
        if not bodies:
            return 0
        taken = _take(office, tx, feed_id, [body for _, body in bodies])
        _keep(tx, feed_id, bodies[-1][0], taken)
        returned_pages.note(tx, feed_id, taken.entries)
        return len(taken.entries)


def take_all_returned(office: Office) -> None:
    """Do it for every laptop; after a start it takes in what a stop left over."""
    with office.ledger.reading() as tx:
        feeds = tx.connection.scalars(select(device.c.feed_id)).all()
    for feed_id in feeds:
        take_returned(office, feed_id)


def _waiting(
    tx: LedgerTransaction, feed_id: bytes, after: int
) -> list[tuple[int, oe.OfficeReturned]]:
    query = (
        select(*ENTRY)
        .where(entry.c.feed_id == feed_id, entry.c.number > after, ~entry.c.held)
        .where(entry.c.kind == oe.OFFICE_RETURNED)
        .order_by(entry.c.number)
    )
    found: list[tuple[int, oe.OfficeReturned]] = []
    for one in map(as_entry, tx.connection.execute(query)):
        if one.body is None:  # taken in long ago, and emptied when a file was erased
            continue
        try:
            found.append((one.number, e.decode(one.body or b"", oe.OfficeReturned)))
        except msgspec.DecodeError:
            tx.record_refusal(feed_id, UNPROVED, tx.now())
    # Parts of one feed come in one piece: the last entry says that all are there.
    ends = [at for at, (_, body) in enumerate(found, start=1) if not body.feed]
    return found[: ends[-1]] if ends else []


def _take(
    office: Office, tx: LedgerTransaction, feed_id: bytes, bodies: Sequence[oe.OfficeReturned]
) -> _Taken:
    taken = _Taken()
    parts: dict[bytes, list[oe.OfficeReturned]] = defaultdict(list)
    for body in bodies:
        if body.feed:
            parts[body.feed].append(body)
        else:
            taken.done_epoch = max(taken.done_epoch, body.office_epoch)
    for office_feed, run in parts.items():
        new: list[Entry] = []
        act = partial(_take_run, office, tx, feed_id, office_feed, run, new)
        if apart(tx.connection, act, f"a run given back by {feed_id.hex()[:8]}"):
            taken.entries += new
        else:
            taken.unproved += len(run)
            tx.record_refusal(feed_id, UNPROVED, tx.now())
    return taken


def _take_run(
    office: Office,
    tx: LedgerTransaction,
    feed_id: bytes,
    office_feed: bytes,
    run: Sequence[oe.OfficeReturned],
    new: list[Entry],
) -> None:
    """Prove the parts of one office feed and append to `new` what this office did not have."""
    entries = _entries(run)
    _prove(office, entries, run[-1])
    _begun(office, tx, feed_id, run[-1], entries[0])
    try:
        new += _import(tx, feed_id, office_feed, entries)
    except ChainBroken as error:
        raise ValueError("it does not follow what is here") from error


def _entries(run: Sequence[oe.OfficeReturned]) -> list[Entry]:
    found: list[Entry] = []
    for body in run:
        raw = decompressed(body.run, MAX_RUN_BYTES)
        if len(raw) > MAX_RUN_BYTES:
            raise ValueError("a part unpacks to too much")
        before = Head(body.first - 1, body.previous)
        if found and found[-1].head != before:
            raise ValueError("the parts do not follow one another")
        found += unpack_run(raw, body.feed, before, PlainCodec())
    if not found:
        raise ValueError("there is nothing in it")
    return found


def _prove(office: Office, entries: Sequence[Entry], last: oe.OfficeReturned) -> None:
    """Let a run pass whose end the office signed; hashes carry that back to its beginning."""
    outer = parse_outer(last.outer)
    head = entries[-1]
    signed = FROM_OFFICE + last.outer + last.sealed_digest
    ours = verify(office.keys.card.signing_key, last.signature, signed)
    if not ours or (outer.feed_id, outer.last, outer.head) != (last.feed, head.number, head.hash):
        raise ValueError("not a head that this office signed")


def _import(
    tx: LedgerTransaction, feed_id: bytes, office_feed: bytes, entries: Sequence[Entry]
) -> list[Entry]:
    """Append what is new; return it. What stands here otherwise stays, and that is written down."""
    head = tx.lock_office_feed(office_feed)
    known = {
        one.number: one.hash
        for one in tx.office_entries_after(office_feed, entries[0].number - 1, len(entries))
    }
    if any(known.get(one.number, one.hash) != one.hash for one in entries):
        tx.record_refusal(feed_id, TWO_STORIES, tx.now())
        return []
    new = [one for one in entries if one.number > head.number]
    if new and (new[0].number - 1, new[0].previous) != (head.number, head.hash):
        raise ValueError("it does not follow what is here")
    for one in new:
        tx.append_office(one)
    return new


def _begun(
    office: Office, tx: LedgerTransaction, feed_id: bytes, said: oe.OfficeReturned, first: Entry
) -> None:
    """Begin a feed that this backup knows nothing of, if it is one of ours for this laptop."""
    if any(one.feed_id == said.feed for one in tx.office_feeds(feed_id)):
        return
    epochs = {said.feed_epoch}
    if first.kind == oe.OFFICE_RESTORED and first.body is not None:
        epochs.add(e.decode(first.body, oe.OfficeRestored).office_epoch)
    for epoch in epochs:
        for audience in (feed_id, *formers(tx.connection, feed_id), ALL):
            if office_feed_start(office.keys.office_id, epoch, audience) == said.feed:
                tx.add_office_feed(said.feed, audience)
                return
    raise ValueError("a feed for another laptop")


def _mark(tx: LedgerTransaction, feed_id: bytes) -> int:
    query = select(given_back.c.number).where(given_back.c.feed_id == feed_id)
    return tx.connection.scalar(query) or 0


def _keep(tx: LedgerTransaction, feed_id: bytes, number: int, taken: _Taken) -> None:
    here = given_back.c.feed_id == feed_id
    known = tx.connection.execute(select(given_back).where(here)).first()
    values = {
        "number": number,
        "office_epoch": max(taken.done_epoch, known.office_epoch if known else 0),
        "entries": len(taken.entries) + (known.entries if known else 0),
        "unproved": taken.unproved + (known.unproved if known else 0),
    }
    if known:
        tx.connection.execute(update(given_back).where(here).values(values))
    else:
        tx.connection.execute(insert(given_back).values(feed_id=feed_id, **values))

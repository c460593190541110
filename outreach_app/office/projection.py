"""From feeds to what a clerk reads: days, manifests, files and what happened to them.

    project    what came since the last time, judging each finished file (decisions A5)
    rebuild    all of it again from the feeds, with the judgements as they were (decisions D41)

Each page of entries, the judgements it brings about and the mark of how far it got are one
transaction, so a stop at any moment repeats nothing and leaves nothing out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Table, delete, insert, select, update

from outreach_app.domain import entries as e
from outreach_app.domain.again_entries import ENROLLED_AGAIN
from outreach_app.domain.carried_entries import RECORD_CARRIED, RecordCarried
from outreach_app.domain.citizen_entries import CITIZEN_SEALED
from outreach_app.domain.publishing_entries import PUBLICATION_READ
from outreach_app.domain.scan_entries import SCAN_ADDED, SCAN_LOST
from outreach_app.domain.time_entries import CLOCK_CORRECTED
from outreach_app.domain.told_entries import APPLICANT_TOLD, ApplicantTold
from outreach_app.office import balances, day_feed, erasing, publications, settlements
from outreach_app.office.apart import apart
from outreach_app.office.arriving_page import ArrivingPage, open_page
from outreach_app.office.case_tables import case_status
from outreach_app.office.citizens import take_sealed
from outreach_app.office.clock_corrections import take_correction
from outreach_app.office.day_tables import day_account, day_plan, slot
from outreach_app.office.days import DayKeeper
from outreach_app.office.entry_rows import ENTRY, as_entry, office_ms
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import Office
from outreach_app.office.publishing_tables import reading, text_version
from outreach_app.office.recovery import FROM_LAPTOPS as RECOVERY
from outreach_app.office.recovery_tables import recovery_secret
from outreach_app.office.restore_tables import sealing_key
from outreach_app.office.revisions import Judged, Recorded, add_revision, cancel
from outreach_app.office.scan_losses import take_loss
from outreach_app.office.scans import take_scan
from outreach_app.office.scans_tables import scan, scan_loss
from outreach_app.office.tables import (
    case_file,
    day,
    device,
    entry,
    event,
    form,
    manifest,
    progress,
    publication,
    resource,
    revision,
)
from outreach_app.office.training import take_reading
from sync.entry import Entry

PAGE = 100
_EVENTS: dict[str, type[e.Body]] = {
    e.TICKET_CHANGED: e.TicketChanged,
    e.SLIP_PRINTED: e.SlipPrinted,
    e.RECORD_CANCELLED: e.RecordCancelled,
    e.DRAFT_HANDED_OVER: e.DraftHandedOver,
    RECORD_CARRIED: RecordCarried,
    APPLICANT_TOLD: ApplicantTold,
}
Arrived = tuple[Entry, int]
"""An entry with the time of its arrival in milliseconds."""

Take = Callable[[Office, LedgerTransaction, Entry], None]
"""Projects one entry that has its body; raises `msgspec.DecodeError` when it cannot be read."""

_AREAS: dict[str, Take] = {
    CITIZEN_SEALED: take_sealed,
    PUBLICATION_READ: take_reading,
    SCAN_ADDED: take_scan,
    SCAN_LOST: take_loss,
    CLOCK_CORRECTED: take_correction,
    **day_feed.FROM_LAPTOPS,
    **RECOVERY,
}
"""Kind -> how its area takes it in (`office/<area>.py`)."""

_AREA_TABLES: tuple[Table, ...] = (
    reading,
    case_status,
    slot,
    scan,
    scan_loss,
    recovery_secret,
)
"""Tables that areas fill from the feeds, children first."""

BROADCAST: tuple[Table, ...] = (
    text_version,
    publication,
    form,
    resource,
    day_plan,
    day_account,
    sealing_key,
)
"""Tables that `publications.rebuild` fills from the broadcast feeds."""

_PROJECTIONS = (
    *_AREA_TABLES,
    revision,
    case_file,
    event,
    manifest,
    day,
    *BROADCAST,
    progress,
)
_BALANCED = frozenset({e.RECORD_FINISHED, e.RECORD_CANCELLED, e.DAY_CLOSED, SCAN_ADDED, SCAN_LOST})
"""Kinds that can change the balance of a closed day."""
UNREADABLE = "unreadable"
"""Kind of the event for a body that could not be read; the entry stays stored."""


def project(office: Office, feed_id: bytes) -> int:
    """Take in what a device's feed holds beyond the last time; return how many entries."""
    taken = 0
    while _behind(office, feed_id):
        with office.ledger.transaction() as tx:
            page = _page(office, tx, feed_id, None)
        taken += page
        if page < PAGE:
            break
    balances.tell_due(office)
    return taken


def _behind(office: Office, feed_id: bytes) -> bool:
    """Tell whether there is anything to take in; looking needs no turn at writing."""
    with office.ledger.reading() as tx:
        return bool(_rows(tx, feed_id, _done(tx, feed_id) or 0, 1))


def _done(tx: LedgerTransaction, feed_id: bytes) -> int | None:
    return tx.connection.scalar(select(progress.c.number).where(progress.c.feed_id == feed_id))


def project_all(office: Office) -> int:
    """Do `project` for every device; after a start it brings in what a stop left over."""
    with office.ledger.reading() as tx:
        feeds = tx.connection.scalars(select(device.c.feed_id)).all()
    return sum(project(office, feed_id) for feed_id in feeds)


def rebuild(office: Office) -> None:
    """Make every projection again from the feeds; what was judged stays so."""
    with office.ledger.transaction() as tx:
        make_again(office, tx)


def make_again(office: Office, tx: LedgerTransaction) -> None:
    """Do `rebuild` in the caller's transaction."""
    for table in _PROJECTIONS:
        again = erasing.made_again(table)
        rows = delete(table) if again is None else delete(table).where(again)
        tx.connection.execute(rows)
    publications.rebuild(tx)
    query = select(device.c.feed_id).order_by(device.c.device_number)
    for feed_id in tx.connection.scalars(query).all():
        judged = judgements(office, tx, feed_id)
        while _page(office, tx, feed_id, judged) == PAGE:
            pass
    settlements.apply_all(tx)


def _page(office: Office, tx: LedgerTransaction, feed_id: bytes, judged: Recorded | None) -> int:
    tx.lock_feed(feed_id)
    done = _done(tx, feed_id)
    rows = _rows(tx, feed_id, done or 0, PAGE)
    if not rows:
        return 0
    arrived = [(as_entry(row[:-1]), row.arrived_ms) for row in rows]
    if not _taken(office, tx, arrived, judged):
        # Something in it stops the page: one by one, so that only this is passed over.
        for one in arrived:
            if not _taken(office, tx, [one], judged):
                day_id = DayKeeper(tx.connection, feed_id).load().day_id
                _tell(tx, one[0], day_id, {"kind": one[0].kind}, UNREADABLE)
    _mark(tx, feed_id, rows[-1].number, first=done is None)
    return len(rows)


def _taken(
    office: Office, tx: LedgerTransaction, arrived: Sequence[Arrived], judged: Recorded | None
) -> bool:
    """Take entries of one laptop in, all or none; tell whether it went well."""
    first, last = arrived[0][0], arrived[-1][0]
    kept = None if judged is None else {key: list(said) for key, said in judged.items()}
    what = f"entries {first.number} to {last.number} of {first.feed_id.hex()[:8]}"
    if apart(tx.connection, lambda: _take(office, tx, arrived, judged), what):
        return True
    if judged is not None and kept is not None:
        judged.clear()
        judged.update(kept)
    return False


def _take(
    office: Office, tx: LedgerTransaction, arrived: Sequence[Arrived], judged: Recorded | None
) -> None:
    feed_id = arrived[0][0].feed_id
    keeper = DayKeeper(tx.connection, feed_id).load()
    page = open_page(office, tx, feed_id, [one for one, _ in arrived])
    for one, arrived_ms in arrived:
        try:
            keeper.take(one, arrived_ms)
            erased = page.erased and erasing.caught(tx.connection, one)
            if one.body is not None and not erased:
                _apply(page, one, arrived_ms, keeper.day_id, judged)
        except msgspec.DecodeError:
            # A newer laptop may say what this office cannot read; nothing else waits for it.
            _tell(tx, one, keeper.day_id, {"kind": one.kind}, UNREADABLE)
    keeper.save()
    page.close()
    if judged is None and any(one.kind in _BALANCED for one, _ in arrived):
        first, last = arrived[0][0].number, arrived[-1][0].number
        balances.touched(tx.connection, feed_id, first, last, keeper.day_id)


def _apply(
    page: ArrivingPage, one: Entry, arrived_ms: int, day_id: str, judged: Recorded | None
) -> None:
    if one.kind == e.RECORD_FINISHED:
        add_revision(page, one, arrived_ms, judged)
        if judged is None and page.settled:
            settlements.apply_late(page.tx, one)
    elif one.kind == ENROLLED_AGAIN:
        page.learn_again(one)
    elif one.kind in _EVENTS:
        body = e.decode(one.body or b"", _EVENTS[one.kind])
        if one.kind == e.RECORD_CANCELLED:
            cancel(page, one)
        _tell(page.tx, one, day_id, msgspec.to_builtins(body))
    elif one.kind in _AREAS:
        page.flush()
        _AREAS[one.kind](page.office, page.tx, one)


def _tell(
    tx: LedgerTransaction, one: Entry, day_id: str, facts: dict[str, Any], kind: str = ""
) -> None:
    tx.connection.execute(
        insert(event).values(
            feed_id=one.feed_id,
            entry_number=one.number,
            number=str(facts.get("number", "")),
            day_id=str(facts.get("day_id", day_id)),
            kind=kind or one.kind,
            author=one.author,
            time_ms=office_ms(one),
            facts=msgspec.json.encode({key: str(value) for key, value in facts.items()}).decode(),
        )
    )


def _rows(tx: LedgerTransaction, feed_id: bytes, after: int, limit: int) -> Sequence[Any]:
    query = (
        select(*ENTRY, entry.c.arrived_ms)
        .where(entry.c.feed_id == feed_id, entry.c.number > after, ~entry.c.held)
        .order_by(entry.c.number)
        .limit(limit)
    )
    return tx.connection.execute(query).all()


def _mark(tx: LedgerTransaction, feed_id: bytes, number: int, *, first: bool) -> None:
    if first:
        tx.connection.execute(insert(progress).values(feed_id=feed_id, number=number))
    else:
        here = update(progress).where(progress.c.feed_id == feed_id)
        tx.connection.execute(here.values(number=number))


def judgements(office: Office, tx: LedgerTransaction, feed_id: bytes) -> Recorded:
    """Return what was judged of a laptop's files, the oldest first.

    What an office before a restore said comes before what this one said when a file came again.
    """
    found: Recorded = {}
    now = office.feed_for(feed_id)
    for feed in sorted(tx.office_feeds(feed_id), key=lambda one: one.feed_id == now):
        number = 0
        while feed.audience == feed_id and (
            page := tx.office_entries_after(feed.feed_id, number, PAGE)
        ):
            number = page[-1].number
            for one in page:
                if one.kind == e.INTAKE_JUDGED and one.body is not None:
                    body = e.decode(one.body, e.IntakeJudged)
                    found.setdefault(body.instance_id, []).append(Judged(body, one.number))
    return found

"""What came back after a restore is put in force page by page, each page one transaction.

So thousands of files hold nobody up for long, and a stop goes on where it was: a page that is
done has left `returned_entry` in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, insert, select, tuple_

from outreach_app.office import adopting, balances, case_status, publications, settlements
from outreach_app.office.entry_rows import OFFICE_ENTRY, as_entry
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import ALL, Office
from outreach_app.office.projection import BROADCAST, judgements
from outreach_app.office.restore_tables import returned_entry, status_due
from outreach_app.office.revisions import Recorded
from outreach_app.office.tables import case_file, office_entry, office_feed
from sync.entry import Entry

PAGE = 100


def note(tx: LedgerTransaction, feed_id: bytes, entries: Sequence[Entry]) -> None:
    """Write down what a laptop gave back, in the transaction that took it in."""
    rows = [
        {"office_feed": one.feed_id, "number": one.number, "feed_id": feed_id} for one in entries
    ]
    if rows:
        tx.connection.execute(insert(returned_entry), rows)


def work_off(office: Office, feed_id: bytes) -> bool:
    """Put in force all that this laptop gave back; tell whether there was anything.

    What is left over of a page of states is done too, whoever brought it.
    """
    with office.ledger.reading() as look:
        here = select(returned_entry.c.number).where(returned_entry.c.feed_id == feed_id).limit(1)
        waiting = look.connection.scalar(here) is not None
        recorded = judgements(office, look, feed_id) if waiting else {}
    again = waiting
    while again:
        with office.ledger.transaction() as tx:
            again = _page(office, tx, feed_id, recorded)
    while _states(office):
        pass
    if waiting:
        balances.tell_due(office)
    return waiting


def _page(office: Office, tx: LedgerTransaction, feed_id: bytes, recorded: Recorded) -> bool:
    """Put a page in force; tell whether there is more. The last one tells the laptop, too."""
    here = returned_entry.c
    query = (
        select(*OFFICE_ENTRY)
        .join(
            returned_entry,
            (here.office_feed == office_entry.c.feed_id) & (here.number == office_entry.c.number),
        )
        .join(office_feed, office_feed.c.feed_id == office_entry.c.feed_id)
        .where(here.feed_id == feed_id)
        # Texts, fees and tables last: then they are made again only once or twice.
        .order_by(office_feed.c.audience == ALL, office_feed.c.id, here.number)
        .limit(PAGE)
    )
    entries = [as_entry(row) for row in tx.connection.execute(query)]
    numbers = {adopting.adopt(tx, one, feed_id, recorded) for one in entries}
    for number in sorted(numbers - {""}):
        settlements.apply_file(tx, number)
    _publications(tx, entries)
    keys = [(one.feed_id, one.number) for one in entries]
    done = tuple_(here.office_feed, here.number).in_(keys)
    tx.connection.execute(delete(returned_entry).where(done))
    more = tx.connection.scalar(select(here.number).where(here.feed_id == feed_id).limit(1))
    if more is None:
        adopting.tell_again(office, tx, feed_id)
    return more is not None


def _publications(tx: LedgerTransaction, entries: Iterable[Entry]) -> None:
    """Make what the broadcast feeds publish again, if one of these is such a word."""
    if not any(publications.is_published(one) for one in entries):
        return
    for table in BROADCAST:
        tx.connection.execute(delete(table))
    publications.rebuild(tx)
    tx.connection.execute(delete(status_due))
    tx.connection.execute(insert(status_due).from_select(["number"], select(case_file.c.number)))


def _states(office: Office) -> bool:
    """Read the states of a page of files again; tell whether there may be more."""
    query = select(status_due.c.number).order_by(status_due.c.number).limit(PAGE)
    with office.ledger.reading() as look:
        if look.connection.scalar(query) is None:
            return False
    with office.ledger.transaction() as tx:
        numbers = tx.connection.scalars(query).all()
        case_status.settle(tx.connection, *numbers)
        tx.connection.execute(delete(status_due).where(status_due.c.number.in_(numbers)))
    return len(numbers) == PAGE

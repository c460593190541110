"""A ledger on PostgreSQL as one file and back: what comes after it still finds its numbers."""

from sqlalchemy import select

from outreach_app.clock import SetClock
from outreach_app.office.engine import Database
from outreach_app.office.ledger import Ledger
from outreach_app.office.ledger_copy import copy_in, copy_out
from outreach_app.office.tables import refusal
from sync.entry import office_feed_start
from tests.postgresql import emptied


def opened(url):
    database = Database(url)
    database.migrate()
    return database


def test_rows_go_on_counting_after_those_that_were_copied(postgresql, tmp_path):
    file, clock = tmp_path / "ledger.sqlite", SetClock(5)
    feeds = [office_feed_start(bytes(16), epoch, b"") for epoch in range(4)]
    database = opened(emptied(postgresql))
    with Ledger(database, clock).transaction() as tx:
        for feed_id in feeds[:3]:
            tx.add_office_feed(feed_id, b"")
            tx.record_refusal(feed_id, "foreign", 5)
    copy_out(database, file)
    database.close()
    database = opened(emptied(postgresql))
    copy_in(file, database)
    with Ledger(database, clock).transaction() as tx:
        tx.add_office_feed(feeds[3], b"")
        tx.record_refusal(feeds[3], "foreign", 6)
        rows = tx.connection.execute(select(refusal.c.id, refusal.c.feed_id)).all()
    assert sorted(rows) == [(n, feed_id) for n, feed_id in enumerate(feeds, start=1)]
    database.close()

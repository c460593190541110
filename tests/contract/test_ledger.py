"""The ledger keeps the promises of `sync.storage.OfficeStorage`, many callers at once too.

Set TEST_DATABASE_URL to run it on PostgreSQL.
"""

import os
import threading

import pytest
from sqlalchemy import create_engine, insert, text

from outreach_app.clock import SetClock
from outreach_app.office.engine import Database, sqlite_url
from outreach_app.office.entry_rows import as_values
from outreach_app.office.ledger import Ledger
from outreach_app.office.tables import metadata, office_entry
from sync.entry import Head, next_entry, office_feed_start
from sync.errors import ChainBroken, DeviceUnknown, OfficeBusy
from sync.keys import DeviceKeys, OfficeKeys
from sync.office import append_to_feed, ingest
from sync.storage import Device, DeviceFeed, Evidence

OFFICE_KEYS = OfficeKeys(bytes(16), 1, bytes(32), (bytes([1]) * 32,))


@pytest.fixture
def database(tmp_path):
    url = os.environ.get("TEST_DATABASE_URL", "") or sqlite_url(tmp_path / "office.sqlite")
    engine = create_engine(url)
    with engine.begin() as connection:
        metadata.drop_all(connection)
        connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
    engine.dispose()
    made = Database(url)
    made.migrate()
    yield made
    made.close()


@pytest.fixture
def ledger(database):
    return Ledger(database, SetClock(1_795_500_000_000))


def a_device(number=1):
    keys = DeviceKeys(bytes([number]) * 32, bytes([100 + number]) * 32)
    certificate = OFFICE_KEYS.certify(keys, device_number=number, unit="Tim 1", issued_ms=0)
    return Device(
        certificate.feed_id,
        number,
        "Tim 1",
        keys.signing_key,
        keys.sealing_key,
        certificate.encode(),
    )


@pytest.fixture
def device(ledger):
    made = a_device()
    with ledger.transaction() as tx:
        tx.add_device(made)
    return made


def run_of(feed_id, count, head=None, body=b"b"):
    head, made = head or Head(0, feed_id), []
    for _ in range(count):
        one = next_entry(
            feed_id,
            head,
            time_ms=1,
            clock_offset_s=0,
            author="ry",
            kind="k",
            body=body,
            salt=bytes(16),
        )
        made.append(one)
        head = one.head
    return made


def evidence(mark=b"e"):
    return Evidence(b"outer", mark * 32, bytes(64))


def in_threads(*acts):
    failed = []

    def run(act):
        try:
            act()
        except BaseException as error:
            failed.append(error)
            raise

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


def test_tables_are_those_of_the_migrations(database):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_migrating_again_changes_nothing(database):
    database.migrate()


def test_a_device_is_enrolled_once_and_keeps_its_feed_id(ledger, device):
    with ledger.transaction() as tx:
        tx.add_device(device)
        assert tx.device(device.feed_id) == device
        assert tx.lock_feed(device.feed_id) == DeviceFeed(Head(0, device.feed_id))
        other = Device(device.feed_id, 2, "", b"s" * 32, b"x" * 32, b"c")
        with pytest.raises(ChainBroken):
            tx.add_device(other)


def test_an_unknown_device_is_said_so(ledger):
    with ledger.transaction() as tx:
        assert tx.device(bytes(32)) is None
        with pytest.raises(DeviceUnknown):
            tx.lock_feed(bytes(32))


def test_entries_come_back_as_they_were(ledger, device):
    entries = run_of(device.feed_id, 3)
    erased = entries[1].without_body()
    with ledger.transaction() as tx:
        assert tx.store(device.feed_id, [entries[0], erased], evidence(), held=False) == 2
        assert tx.entries_after(device.feed_id, 0, 10) == [entries[0], erased]
        assert tx.entries_after(device.feed_id, 0, 1) == [entries[0]]
        assert tx.hashes_at(device.feed_id, 0) == {device.feed_id}
        assert tx.hashes_at(device.feed_id, 3) == frozenset()


def test_storing_again_stores_nothing_new(ledger, device):
    entries = run_of(device.feed_id, 3)
    with ledger.transaction() as tx:
        assert tx.store(device.feed_id, entries, evidence(), held=False) == 3
    with ledger.transaction() as tx:
        assert tx.store(device.feed_id, entries, evidence(), held=False) == 0
        assert tx.store(device.feed_id, entries, evidence(b"f"), held=False) == 0
        assert len(tx.entries_after(device.feed_id, 0, 10)) == 3


def test_held_entries_are_kept_apart_with_both_branches(ledger, device):
    one, two = run_of(device.feed_id, 2), run_of(device.feed_id, 2, body=b"c")
    with ledger.transaction() as tx:
        assert ingest(tx, device.feed_id, one, evidence()) == 2
        assert ingest(tx, device.feed_id, two, evidence(b"f")) == 2
        assert tx.lock_feed(device.feed_id).forked_at == 1
        assert tx.entries_after(device.feed_id, 0, 10) == one
        assert tx.held_entries(device.feed_id) == two
        assert tx.hashes_at(device.feed_id, 1) == {one[0].hash, two[0].hash}


def test_an_error_leaves_nothing_behind(ledger, device):
    def fails():
        with ledger.transaction() as tx:
            tx.store(device.feed_id, run_of(device.feed_id, 3), evidence(), held=False)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    with ledger.transaction() as tx:
        assert tx.entries_after(device.feed_id, 0, 10) == []


def test_office_feeds_are_listed_own_first_oldest_first(ledger, device):
    mine = [office_feed_start(bytes(16), epoch, device.feed_id) for epoch in (1, 2)]
    everyone = office_feed_start(bytes(16), 1, b"")
    with ledger.transaction() as tx:
        tx.add_office_feed(everyone, b"")
        for feed_id in mine:
            tx.add_office_feed(feed_id, device.feed_id)
            tx.add_office_feed(feed_id, device.feed_id)
        tx.add_office_feed(office_feed_start(bytes(16), 1, b"x" * 32), b"x" * 32)
        found = tx.office_feeds(device.feed_id)
    assert [feed.feed_id for feed in found] == [*mine, everyone]
    assert all(feed.head == Head(0, feed.feed_id) for feed in found)


def test_an_office_entry_must_follow_the_head(ledger):
    feed_id = office_feed_start(bytes(16), 1, b"")
    first, second = run_of(feed_id, 2)
    with ledger.transaction() as tx:
        with pytest.raises(ChainBroken):
            tx.lock_office_feed(feed_id)
        tx.add_office_feed(feed_id, b"")
        with pytest.raises(ChainBroken):
            tx.append_office(second)
        tx.append_office(first)
        with pytest.raises(ChainBroken):
            tx.append_office(first)
        tx.append_office(second)
        assert tx.lock_office_feed(feed_id) == second.head
        assert tx.office_entries_after(feed_id, 1, 10) == [second]


def test_eight_writers_two_workers_and_a_reader_see_no_gap_and_no_skip(ledger):
    """Decisions A10: a reader that follows the feed sees every number, in order."""
    feed_id = office_feed_start(bytes(16), 1, b"")
    with ledger.transaction() as tx:
        tx.add_office_feed(feed_id, b"")
    done, seen = threading.Event(), []

    def write(name, count):
        for at in range(count):
            with ledger.transaction() as tx:
                append_to_feed(
                    tx,
                    feed_id,
                    time_ms=1,
                    author=name,
                    kind="k",
                    body=str(at).encode(),
                    random=bytes,
                )

    def read():
        while True:
            last = done.is_set()
            page = follow(ledger, feed_id, seen)
            if last and not page:
                return

    reader = threading.Thread(target=read)
    reader.start()
    writers = [lambda n=n: write(f"w{n}", 8) for n in range(8)]
    workers = [lambda n=n: write(f"worker{n}", 16) for n in range(2)]
    try:
        in_threads(*writers, *workers)
    finally:
        done.set()
        reader.join()
    assert whole(seen, feed_id)
    assert len(seen) == 8 * 8 + 2 * 16


def follow(ledger, feed_id, seen):
    """Read on as a device does: from the newest number it has."""
    with ledger.reading() as tx:
        page = tx.office_entries_after(feed_id, seen[-1].number if seen else 0, 50)
    seen.extend(page)
    return page


def whole(seen, feed_id):
    """Tell whether a reader got every number from 1 on, each chained to the one before."""
    heads = [feed_id, *(one.hash for one in seen)]
    numbers = [one.number for one in seen]
    return numbers == list(range(1, len(seen) + 1)) and [one.previous for one in seen] == heads[:-1]


def test_a_plain_sequence_would_be_caught(ledger):
    """The known-bad twin: number 2 commits before number 1, so a reader skips 1 for ever."""
    feed_id = office_feed_start(bytes(16), 1, b"")
    first, second = run_of(feed_id, 2)
    seen = []
    with ledger.transaction() as tx:
        tx.add_office_feed(feed_id, b"")
    for late in (second, first):
        with ledger.transaction() as tx:
            tx.connection.execute(insert(office_entry).values(as_values(late)))
        follow(ledger, feed_id, seen)
    assert not whole(seen, feed_id)


def test_the_same_segment_from_eight_connections_is_stored_once(ledger, device):
    entries = run_of(device.feed_id, 20)
    stored = []

    def send():
        with ledger.transaction() as tx:
            stored.append(ingest(tx, device.feed_id, entries, evidence()))

    in_threads(*[send] * 8)
    assert sorted(stored) == [0] * 7 + [20]
    with ledger.transaction() as tx:
        assert tx.lock_feed(device.feed_id).head == entries[-1].head


def test_a_writer_that_waits_too_long_is_told_to_come_back(ledger, device, monkeypatch):
    if "postgresql" in os.environ.get("TEST_DATABASE_URL", ""):
        pytest.skip("PostgreSQL locks rows, not the file")
    monkeypatch.setattr("outreach_app.office.engine.BUSY_TIMEOUT_S", 0.05)
    inside, over = threading.Event(), threading.Event()

    def hold():
        with ledger.transaction():
            inside.set()
            over.wait(10)

    thread = threading.Thread(target=hold)
    thread.start()
    inside.wait(10)
    with pytest.raises(OfficeBusy) as caught, ledger.transaction():
        pass
    assert caught.value.retry
    over.set()
    thread.join()


def test_another_process_that_holds_the_file_makes_the_office_busy(ledger, tmp_path, monkeypatch):
    import sqlite3

    if os.environ.get("TEST_DATABASE_URL", ""):
        pytest.skip("a file of SQLite only")
    monkeypatch.setattr("outreach_app.office.engine.BUSY_TIMEOUT_S", 0.05)
    other = Database(sqlite_url(tmp_path / "office.sqlite"))
    holder = sqlite3.connect(tmp_path / "office.sqlite", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(OfficeBusy), other.writing():
        pass
    holder.execute("ROLLBACK")
    holder.close()
    with other.writing():
        pass
    other.close()


def test_the_file_is_kept_as_reliability_asks(database):
    if os.environ.get("TEST_DATABASE_URL", ""):
        pytest.skip("a file of SQLite only")
    with database.reading() as connection:
        pragma = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    assert pragma == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
    }

"""The office's databases besides the contract of `test_storages`: tables, locks, the file."""

import threading
from importlib import import_module
from pathlib import Path

import pytest

from outreach_app import office
from outreach_app.clock import SetClock
from outreach_app.office.engine import Database, sqlite_url
from outreach_app.office.entry_rows import add_written
from outreach_app.office.ledger import Ledger
from outreach_app.office.tables import metadata
from sync.contract import chain, follow, whole
from sync.entry import office_feed_start
from sync.errors import OfficeBusy
from sync.storage import Device
from tests.postgresql import emptied


def made(url):
    database = Database(url)
    database.migrate()
    return database


@pytest.fixture
def database(tmp_path):
    opened = made(sqlite_url(tmp_path / "office.sqlite"))
    yield opened
    opened.close()


@pytest.fixture
def on_postgresql(postgresql):
    opened = made(emptied(postgresql))
    yield opened
    opened.close()


@pytest.fixture
def ledger(database):
    return Ledger(database, SetClock(1_795_500_000_000))


def differences(database):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    for module in Path(office.__file__).parent.glob("*_tables.py"):
        import_module(f"{office.__name__}.{module.stem}")
    database.migrate()  # again, which changes nothing
    with database.reading() as connection:
        return compare_metadata(MigrationContext.configure(connection), metadata)


def test_tables_are_those_of_the_migrations(database):
    assert differences(database) == []


def test_tables_are_those_of_the_migrations_on_postgresql(on_postgresql):
    assert differences(on_postgresql) == []


def test_a_plain_sequence_would_be_caught(ledger):
    """The known-bad twin: number 2 commits before number 1, so a reader skips 1 for ever."""
    feed_id, seen, done = office_feed_start(bytes(16), 1, b""), [], threading.Event()
    done.set()
    with ledger.transaction() as tx:
        tx.add_office_feed(feed_id, b"")
    for late in reversed(chain(feed_id, 2)):
        with ledger.transaction() as tx:
            add_written(tx.connection, [late])
        follow(ledger, feed_id, seen, done)
    assert not whole(seen)


def test_a_writer_that_waits_too_long_is_told_to_come_back(ledger, monkeypatch):
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


def test_laptops_arrive_beside_each_other_and_the_rest_takes_turns(postgresql, monkeypatch):
    """PostgreSQL locks rows: another laptop's feed is not held up, nor by who judges."""
    monkeypatch.setattr("outreach_app.office.engine.BUSY_TIMEOUT_S", 0.3)
    database = made(emptied(postgresql))
    ledger = Ledger(database, SetClock(1_795_500_000_000))
    feeds = [bytes([n]) * 32 for n in (1, 2)]
    with ledger.transaction() as tx:
        for n, feed_id in enumerate(feeds):
            tx.add_device(Device(feed_id, n, "u", bytes([n]) * 32, bytes(32), b""))
    with ledger.transaction(), ledger.arriving() as holder:
        holder.lock_feed(feeds[0])
        with ledger.arriving() as other:
            other.lock_feed(feeds[1])
        with pytest.raises(OfficeBusy), ledger.arriving() as late:
            late.lock_feed(feeds[0])
        with pytest.raises(OfficeBusy), ledger.transaction():
            pass
    database.close()

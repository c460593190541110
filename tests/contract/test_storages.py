"""The storages of laptop and office keep the contract of `sync`, on every database they may have.

PostgreSQL is a real server: rows are locked there by `SELECT … FOR UPDATE` between connections.
"""

import pytest

from outreach_app.clock import SetClock
from outreach_app.office.engine import Database, sqlite_url
from outreach_app.office.ledger import Ledger
from outreach_app.store import Store, StoreThread, device_storage
from sync.contract import OWN, DeviceContract, OfficeContract
from tests.postgresql import emptied

NOW_MS = 1_795_500_000_000
KEY = bytes(range(32))


def ledger_on(url):
    database = Database(url)
    database.migrate()
    return Ledger(database, SetClock(NOW_MS))


class TestLedgerOnSqlite(OfficeContract):
    @pytest.fixture
    def storage(self, tmp_path):
        ledger = ledger_on(sqlite_url(tmp_path / "office.sqlite"))
        yield ledger
        ledger.database.close()


class TestLedgerOnPostgresql(OfficeContract):
    @pytest.fixture
    def storage(self, postgresql):
        ledger = ledger_on(emptied(postgresql))
        yield ledger
        ledger.database.close()

    def test_it_is_a_real_one(self, storage):
        with storage.reading() as tx:
            assert "PostgreSQL" in tx.connection.exec_driver_sql("SELECT version()").scalar()


class TestLaptopStore(DeviceContract):
    @pytest.fixture
    def storage(self, tmp_path):
        store = Store(tmp_path / "laptop.sqlite", KEY)
        store.feed.begin(OWN)
        yield store.feed
        store.close()


class TestLaptopStoreThroughItsThread(DeviceContract):
    @pytest.fixture
    def storage(self, tmp_path):
        with StoreThread(tmp_path / "laptop.sqlite", KEY) as thread:
            thread.run(lambda store: store.feed.begin(OWN))
            yield device_storage(thread)

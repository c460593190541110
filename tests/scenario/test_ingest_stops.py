"""The office killed, and PostgreSQL stopped at once, while entries come in (reliability R13, R14).

What a laptop has a receipt for is there; what is there is there once and without a gap.
"""

import multiprocessing
import random
import sys
import threading
import time
from contextlib import contextmanager

import pytest
from sqlalchemy import select

from outreach_app.office.engine import sqlite_url
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.tables import entry
from sync.client import Transport
from sync.errors import LinkProblem, OfficeBusy
from tests.bench.loopback import Loopback
from tests.postgresql import emptied, stopping
from tests.scenario.ingest_process import SEED, app, enrol, laptop_in, opened, serve

PROCESSES = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
BODY = b'{"answers":{"identitas":{"nama":"NGATIYEM"}},"number":"LB-26-D007-%05d-X"}'
ROUND = 40


@pytest.fixture
def laptop(tmp_path):
    made = laptop_in(tmp_path / "laptop", 7)
    yield made
    made.close()


def told(ledger, laptop):
    """Return what is at the office, checked: in one piece from 1, and all that was receipted."""
    feed_id, acknowledged = laptop.device.feed_id, laptop.device.marks().acknowledged
    with ledger.reading() as tx:
        query = select(entry.c.number).where(entry.c.feed_id == feed_id).order_by(entry.c.number)
        numbers = list(tx.connection.scalars(query))
    assert numbers == list(range(1, len(numbers) + 1)), "whole batches, each entry once"
    assert acknowledged <= len(numbers), "a receipt for what is not there"
    return len(numbers)


def push(laptop, url, errors):
    post = Transport(url)
    try:
        laptop.engine(post, dictionary=False).run_once()
    except LinkProblem as error:
        errors.append(error)
    finally:
        post.close()


@contextmanager
def pushing(laptop, url, errors):
    thread = threading.Thread(target=push, args=(laptop, url, errors))
    thread.start()
    yield
    thread.join()


def kills(laptop, url, times):
    print(f"seed {SEED}")
    chance = random.Random(SEED)
    ledger = opened(url)
    enrol(ledger, [laptop.enrolled])
    for n in range(times):
        laptop.write([BODY % (n * ROUND + at) for at in range(ROUND)])
        here, there = PROCESSES.Pipe()
        office = PROCESSES.Process(target=serve, args=(url, there), daemon=True)
        office.start()
        with pushing(laptop, f"http://127.0.0.1:{here.recv()}", []):
            time.sleep(chance.uniform(0, 0.15))
            office.kill()
            office.join()
        told(ledger, laptop)
    with Loopback(app(ledger)) as server:
        push(laptop, f"http://127.0.0.1:{server.port}", [])
    assert told(ledger, laptop) == laptop.device.marks().acknowledged == times * ROUND
    ledger.database.close()


@pytest.mark.parametrize("times", [2, pytest.param(100, marks=pytest.mark.nightly)])
def test_an_office_killed_on_sqlite(laptop, tmp_path, times):
    kills(laptop, sqlite_url(tmp_path / "office.sqlite"), times)


@pytest.mark.nightly
def test_an_office_killed_on_postgresql(laptop, postgresql):
    kills(laptop, emptied(postgresql), 100)


@pytest.mark.parametrize("times", [1, pytest.param(60, marks=pytest.mark.nightly)])
def test_postgresql_stopped_at_once(laptop, times):
    """Laptops are told to come back, and later they find everything as receipted."""
    print(f"seed {SEED}")
    chance, errors = random.Random(SEED), []
    with stopping() as server:
        ledger = opened(server.url)
        enrol(ledger, [laptop.enrolled])
        with Loopback(app(ledger)) as office:
            url = f"http://127.0.0.1:{office.port}"
            for n in range(times):
                laptop.write([BODY % (n * ROUND + at) for at in range(ROUND)])
                with pushing(laptop, url, errors):
                    time.sleep(chance.uniform(0, 0.1))
                    server.stop()
                push(laptop, url, errors)  # it is away
                assert isinstance(errors[-1], OfficeBusy)
                assert errors[-1].facts["after_s"] == 5
                server.start()
                told(ledger, laptop)
                push(laptop, url, errors)
                assert told(ledger, laptop) == laptop.device.marks().acknowledged
        assert told(ledger, laptop) == times * ROUND
        ledger.database.close()
    assert {type(error) for error in errors} == {OfficeBusy}, "503 with Retry-After, nothing else"


def test_twin_half_a_batch_is_seen(laptop, tmp_path, monkeypatch):
    """Known bad: a receipt for a batch of which the last entry was not stored."""
    real = LedgerTransaction.store

    def half(self, feed_id, entries, evidence, *, held):
        return real(self, feed_id, entries[:-1], evidence, held=held) + 1

    monkeypatch.setattr(LedgerTransaction, "store", half)
    ledger = opened(sqlite_url(tmp_path / "office.sqlite"))
    enrol(ledger, [laptop.enrolled])
    laptop.write([BODY % n for n in range(5)])
    with Loopback(app(ledger)) as server:
        push(laptop, f"http://127.0.0.1:{server.port}", [])
    with pytest.raises(AssertionError):
        told(ledger, laptop)
    ledger.database.close()

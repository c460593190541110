"""The feed as the sync runner sees it: from another thread, one job a call."""

import threading

import pytest

from outreach_app.store import StoreThread, device_storage
from sync.entry import Head, next_entry
from sync.errors import ChainBroken
from sync.storage import Standing


@pytest.fixture
def thread(path, key):
    with StoreThread(path, key) as opened:
        opened.run(lambda store: store.feed.begin(b"f" * 32))
        yield opened


def entry(head):
    facts = {
        "time_ms": 1,
        "clock_offset_s": 0,
        "author": "y",
        "kind": "k",
        "body": b"",
        "salt": bytes(16),
    }
    return next_entry(b"f" * 32, head, **facts)


def test_what_another_thread_writes_is_there_for_all(thread):
    feed = device_storage(thread)

    def work():
        feed.append(entry(feed.head()))
        feed.record_contact(Standing.REVOKED, 7)

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    assert thread.run(lambda store: store.feed.head().number) == 1
    assert (feed.standing(), feed.clock_offset_s()) == (Standing.REVOKED, 7)
    assert feed.entries_after(0, 5) == [feed.entry(1)]


def test_refusals_come_back_through_the_queue(thread):
    feed = device_storage(thread)
    with pytest.raises(ChainBroken):
        feed.append(entry(Head(4, b"x" * 32)))
    assert feed.head() == Head(0, b"f" * 32)


def test_laptop_without_feed_is_told_at_once(path, key):
    with StoreThread(path, key) as thread, pytest.raises(LookupError):
        device_storage(thread)

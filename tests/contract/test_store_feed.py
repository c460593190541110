"""The laptop's feed keeps the promises of `sync.storage.DeviceStorage`.

Any series of calls, refused ones and cut transactions included, must leave the encrypted store,
called directly and through the store thread, saying the same as sync's reference on sqlite3.
"""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach_app.store import Store, StoreThread, device_storage
from sync.entry import Head, next_entry
from sync.errors import ChainBroken
from sync.receipt import Receipt
from sync.reference import PlainDevice
from sync.storage import Standing

OWN, OFFICE, BROADCAST = b"d" * 32, b"o" * 32, b"b" * 32
KEY = bytes(range(32))


def chain(feed_id, count, head=None, body=b"{}"):
    """Return `count` entries that follow `head`."""
    head, made = head or Head(0, feed_id), []
    for _ in range(count):
        facts = {"time_ms": -5, "clock_offset_s": -3600, "author": "ÿ", "kind": "case.decided"}
        entry = next_entry(feed_id, head, body=body, salt=head.hash[:16], **facts)
        made.append(entry)
        head = entry.head
    return made


TRUE = {feed: chain(feed, 8) for feed in (OWN, OFFICE, BROADCAST)}
FORKED = {feed: [*run[:3], *chain(feed, 3, run[2].head, b"[]")] for feed, run in TRUE.items()}
ERASED = {OFFICE: [replace(e, salt=None, body=None) for e in TRUE[OFFICE]]}

feeds = st.sampled_from([OFFICE, BROADCAST])
numbers = st.integers(0, 8)
steps = st.one_of(
    st.tuples(st.just("append"), numbers, st.booleans()),
    st.tuples(st.just("receipt"), st.integers(0, 3), numbers, numbers),
    st.tuples(st.just("contact"), st.sampled_from(list(Standing)), st.integers(-9999, 9999)),
    st.tuples(st.just("incoming"), feeds, numbers, numbers, st.booleans()),
    st.tuples(st.just("erased"), numbers, numbers),
)


def act(storage, step):
    """Do a step and return what came of it."""
    name, *facts = step
    try:
        if name == "append":
            number, forked = facts
            at = number if number < 3 else min(storage.head().number, 5)  # mostly the next one
            storage.append((FORKED if forked else TRUE)[OWN][at])
        elif name == "receipt":
            epoch, number, safe = facts
            digest = TRUE[OWN][number - 1].hash if number else OWN
            return storage.record_receipt(Receipt(bytes(16), epoch, OWN, number, digest, safe))
        elif name == "contact":
            storage.record_contact(*facts)
        elif name == "incoming":
            feed, first, count, forked = facts
            return storage.store_incoming(feed, (FORKED if forked else TRUE)[feed][first:][:count])
        else:
            return storage.store_incoming(OFFICE, ERASED[OFFICE][facts[0] :][: facts[1]])
    except ChainBroken:
        return "refused"


def seen(storage):
    """Return everything that a storage tells."""
    return {
        "head": storage.head(),
        "entries": [tuple(storage.entries_after(n, 3)) for n in range(9)],
        "each": [(storage.entry(n), storage.hash_at(n)) for n in range(9)],
        "marks": storage.marks(),
        "contact": (storage.standing(), storage.clock_offset_s()),
        "followed": tuple(storage.followed()),
        "incoming": [tuple(storage.incoming_after(f, 2, 4)) for f in (OFFICE, BROADCAST)],
    }


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """A store with its feed begun, made once; each script runs on copies of the file."""
    path = tmp_path_factory.mktemp("begun") / "laptop.sqlite"
    store = Store(path, KEY)
    store.feed.begin(OWN)
    store.close()
    return path


@settings(max_examples=60, deadline=None, print_blob=True)
@given(script=st.lists(steps, max_size=25))
def test_store_says_what_the_reference_says(tmp_path_factory, begun, script):
    folder = tmp_path_factory.mktemp("feeds")
    reference = PlainDevice(str(folder / "plain.sqlite"), OWN)
    store = Store(Path(shutil.copy(begun, folder / "laptop.sqlite")), KEY)
    with StoreThread(Path(shutil.copy(begun, folder / "queued.sqlite")), KEY) as thread:
        queued = device_storage(thread)
        for step in script:
            expected = act(reference, step)
            assert act(store.feed, step) == expected
            assert act(queued, step) == expected
        assert seen(store.feed) == seen(queued) == seen(reference)
    store.close()
    reopened = Store(folder / "laptop.sqlite", KEY, create=False)
    assert seen(reopened.feed) == seen(reference)
    reopened.close()
    reference._db.close()


@pytest.fixture
def store(tmp_path):
    opened = Store(tmp_path / "laptop.sqlite", KEY)
    opened.feed.begin(OWN)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "step",
    [
        ("append", 0, False),
        ("receipt", 1, 1, 1),
        ("contact", Standing.REVOKED, 3),
        ("incoming", OFFICE, 0, 4, False),
    ],
)
def test_every_write_joins_the_callers_transaction(store, step):
    before = seen(store.feed)

    def cut():
        with store.transaction():
            act(store.feed, step)
            assert seen(store.feed) != before
            raise LookupError

    with pytest.raises(LookupError):
        cut()
    assert seen(store.feed) == before


def test_refused_run_undoes_itself_inside_a_transaction_that_goes_on(store):
    good, fork = TRUE[OFFICE], FORKED[OFFICE]
    with store.transaction():
        store.feed.append(TRUE[OWN][0])
        store.feed.store_incoming(OFFICE, good[:4])
        with pytest.raises(ChainBroken):
            store.feed.store_incoming(OFFICE, fork[2:])
        with pytest.raises(ChainBroken):
            store.feed.store_incoming(BROADCAST, TRUE[BROADCAST][1:])
    assert store.feed.head().number == 1
    assert [(f.feed_id, f.head.number) for f in store.feed.followed()] == [(OFFICE, 4)]

"""What every storage must do: inherit, give `storage`, and run with pytest.

    class TestMine(OfficeContract):
        @pytest.fixture
        def storage(self): ...        # an empty OfficeStorage

A device's storage is given for the feed `OWN`. Plain asserts and threads; no test tool is imported.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from sync.entry import Entry, Head, next_entry, office_feed_start
from sync.errors import ChainBroken, DeviceUnknown
from sync.office import append_to_feed, ingest
from sync.receipt import Receipt
from sync.storage import (
    Device,
    DeviceFeed,
    DeviceStorage,
    Evidence,
    Marks,
    OfficeStorage,
    Standing,
)

OWN, OFFICE, OTHER = b"d" * 32, b"o" * 32, b"b" * 32
_DEVICE = Device(OWN, 7, "Tim 1", b"s" * 32, b"x" * 32, b"certificate")
_WRITERS, _WORKERS, _EACH = 8, 2, 8


def chain(
    feed_id: bytes, count: int, after: Head | None = None, body: bytes = b"{}"
) -> list[Entry]:
    """Return `count` entries that follow `after`, from the feed's start when None."""
    head, made = after or Head(0, feed_id), []
    for _ in range(count):
        one = next_entry(
            feed_id,
            head,
            time_ms=-5,
            clock_offset_s=-3600,
            author="ÿ",
            kind="k",
            body=body,
            salt=head.hash[:16],
        )
        made.append(one)
        head = one.head
    return made


def whole(seen: Sequence[Entry]) -> bool:
    """Tell whether a reader got every number from 1 on, each chained to the one before."""
    numbers = [entry.number for entry in seen] == list(range(1, len(seen) + 1))
    return numbers and all(a.hash == b.previous for a, b in pairwise(seen))


def in_threads(*acts: Callable[[], object]) -> None:
    """Run all at once; an error of any is raised here."""
    failed: list[BaseException] = []

    def run(act: Callable[[], object]) -> None:
        try:
            act()
        except BaseException as error:  # noqa: BLE001 - raised below, on the caller's thread
            failed.append(error)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]


def refused(act: Callable[[], object], kind: type[Exception]) -> bool:
    """Tell whether `act` raised `kind`."""
    try:
        act()
    except kind:
        return True
    return False


class DeviceContract:
    """Of a `DeviceStorage` for the feed `OWN`; each test has an empty one."""

    def test_it_appends_what_follows_and_nothing_else(self, storage: DeviceStorage) -> None:
        """Read back in order, from any number; a stranger or a gap is refused."""
        run = chain(OWN, 5)
        assert storage.feed_id == OWN
        assert storage.head() == Head(0, OWN)
        for entry in run[:4]:
            storage.append(entry)
        for wrong in (run[3], chain(OWN, 6)[5], chain(OTHER, 5)[4], chain(OWN, 1, body=b"x")[0]):
            assert refused(lambda wrong=wrong: storage.append(wrong), ChainBroken)  # type: ignore[misc]
        assert storage.head() == run[3].head
        assert list(storage.entries_after(0, 10)) == run[:4]
        assert list(storage.entries_after(1, 2)) == run[1:3]
        assert storage.entry(2) == run[1]
        assert storage.entry(5) is None
        assert [storage.hash_at(n) for n in (0, 4, 5)] == [OWN, run[3].hash, None]

    def test_marks_only_rise_but_for_a_newer_epoch(self, storage: DeviceStorage) -> None:
        """Of an office restored from a backup: its mark may be lower."""
        said = [(1, 3, 1), (1, 2, 2), (1, 5, 0), (2, 4, 0), (1, 9, 9)]
        expected = Marks()
        assert storage.marks() == expected
        for epoch, number, safe in said:
            receipt = Receipt(bytes(16), epoch, OWN, number, bytes(32), safe)
            expected = expected.risen(receipt)
            for _ in range(2):
                assert storage.record_receipt(receipt) == expected
                assert storage.marks() == expected
        assert expected == Marks(2, 4, 0)

    def test_what_an_answer_said_is_kept(self, storage: DeviceStorage) -> None:
        """Standing and clock offset."""
        assert (storage.standing(), storage.clock_offset_s()) == (Standing.ACTIVE, 0)
        for _ in range(2):
            storage.record_contact(Standing.REVOKED, -3600)
            assert (storage.standing(), storage.clock_offset_s()) == (Standing.REVOKED, -3600)

    def test_office_feeds_are_followed_without_gap_or_fork(self, storage: DeviceStorage) -> None:
        """What is here is skipped; a fork or a gap stores nothing of its run."""
        run = chain(OFFICE, 6)
        assert storage.store_incoming(OFFICE, run[:3]) == 3
        assert storage.store_incoming(OFFICE, run[1:4]) == 1
        assert storage.store_incoming(OFFICE, run[:4]) == 0
        forked = chain(OFFICE, 3, run[2].head, b"other")
        assert refused(lambda: storage.store_incoming(OFFICE, forked), ChainBroken)
        assert refused(lambda: storage.store_incoming(OFFICE, run[5:]), ChainBroken)
        assert list(storage.incoming_after(OFFICE, 0, 10)) == run[:4]
        assert list(storage.incoming_after(OFFICE, 2, 1)) == run[2:3]
        assert storage.store_incoming(OTHER, chain(OTHER, 1)) == 1
        assert [(f.feed_id, f.head.number) for f in storage.followed()] == [(OFFICE, 4), (OTHER, 1)]

    def test_an_erased_body_comes_back_erased(self, storage: DeviceStorage) -> None:
        """Its header stays, so the chain holds."""
        run = chain(OFFICE, 3)
        erased = [run[0], run[1].without_body(), run[2]]
        assert storage.store_incoming(OFFICE, erased) == 3
        assert list(storage.incoming_after(OFFICE, 0, 10)) == erased


class OfficeContract:
    """Of an `OfficeStorage`; each test has an empty one."""

    def test_a_device_is_enrolled_once(self, storage: OfficeStorage) -> None:
        """And keeps its feed id; nobody else is known."""
        with storage.transaction() as tx:
            for _ in range(2):
                tx.add_device(_DEVICE)
            assert tx.device(OWN) == _DEVICE
            assert tx.lock_feed(OWN) == DeviceFeed(Head(0, OWN))
            assert refused(lambda: tx.add_device(replace(_DEVICE, unit="other")), ChainBroken)
            assert tx.device(OTHER) is None
            assert refused(lambda: tx.lock_feed(OTHER), DeviceUnknown)

    def test_entries_come_back_as_they_were_and_once(self, storage: OfficeStorage) -> None:
        """Erased ones too; the row of the feed is what was set."""
        run = chain(OWN, 3)
        run[1] = run[1].without_body()
        feed = DeviceFeed(run[2].head, 1, None, 2)
        with storage.transaction() as tx:
            tx.add_device(_DEVICE)
            assert tx.store(OWN, run, _evidence(1), held=False) == 3
            tx.set_feed(OWN, feed)
        with storage.transaction() as tx:
            assert tx.store(OWN, run, _evidence(2), held=False) == 0
            assert list(tx.entries_after(OWN, 0, 10)) == run
            assert list(tx.entries_after(OWN, 1, 1)) == run[1:2]
            assert tx.hashes_at(OWN, 0) == {OWN}
            assert tx.hashes_at(OWN, 2) == {run[1].hash}
            assert tx.hashes_at(OWN, 4) == frozenset()
            assert tx.lock_feed(OWN) == feed

    def test_both_branches_of_a_fork_are_kept_apart(self, storage: OfficeStorage) -> None:
        """The second is held."""
        one, two = chain(OWN, 2), chain(OWN, 2, body=b"[]")
        with storage.transaction() as tx:
            tx.add_device(_DEVICE)
            assert ingest(tx, OWN, one, _evidence(1)) == 2
            assert ingest(tx, OWN, two, _evidence(2)) == 2
        with storage.transaction() as tx:
            assert tx.lock_feed(OWN).forked_at == 1
            assert list(tx.entries_after(OWN, 0, 10)) == one
            assert list(tx.held_entries(OWN)) == two
            assert tx.hashes_at(OWN, 1) == {one[0].hash, two[0].hash}

    def test_an_error_leaves_nothing_behind(self, storage: OfficeStorage) -> None:
        """All of a transaction, or none of it."""

        def fails() -> None:
            with storage.transaction() as tx:
                tx.store(OWN, chain(OWN, 3), _evidence(1), held=False)
                raise KeyError

        with storage.transaction() as tx:
            tx.add_device(_DEVICE)
        assert refused(fails, KeyError)
        with storage.transaction() as tx:
            assert list(tx.entries_after(OWN, 0, 10)) == []

    def test_office_feeds_are_listed_own_first_oldest_first(self, storage: OfficeStorage) -> None:
        """Those of another device are not."""
        mine = [office_feed_start(bytes(16), epoch, OWN) for epoch in (1, 2)]
        everyone = office_feed_start(bytes(16), 1, b"")
        with storage.transaction() as tx:
            tx.add_device(_DEVICE)
            tx.add_office_feed(everyone, b"")
            for feed_id in (*mine, *mine):
                tx.add_office_feed(feed_id, OWN)
            tx.add_office_feed(office_feed_start(bytes(16), 1, OTHER), OTHER)
            found = tx.office_feeds(OWN)
        assert [feed.feed_id for feed in found] == [*mine, everyone]
        assert all(feed.head == Head(0, feed.feed_id) for feed in found)

    def test_an_office_entry_must_follow_the_head(self, storage: OfficeStorage) -> None:
        """And moves it."""
        feed_id = office_feed_start(bytes(16), 1, b"")
        first, second = chain(feed_id, 2)
        with storage.transaction() as tx:
            assert refused(lambda: tx.lock_office_feed(feed_id), ChainBroken)
            tx.add_office_feed(feed_id, b"")
            assert refused(lambda: tx.append_office(second), ChainBroken)
            tx.append_office(first)
            assert refused(lambda: tx.append_office(first), ChainBroken)
            tx.append_office(second)
            assert tx.lock_office_feed(feed_id) == second.head
            assert list(tx.office_entries_after(feed_id, 1, 10)) == [second]

    def test_eight_writers_two_workers_and_a_reader(self, storage: OfficeStorage) -> None:
        """Decisions A10: a reader that follows sees every number in order; no gap, no skip."""
        feed_id = office_feed_start(bytes(16), 1, b"")
        with storage.transaction() as tx:
            tx.add_office_feed(feed_id, b"")
        done = threading.Event()
        seen: list[Entry] = []
        reader = threading.Thread(target=lambda: follow(storage, feed_id, seen, done))
        reader.start()
        writers = [lambda: _append(storage, feed_id, _EACH)] * _WRITERS
        workers = [lambda: _append(storage, feed_id, 2 * _EACH)] * _WORKERS
        try:
            in_threads(*writers, *workers)
        finally:
            done.set()
            reader.join()
        assert whole(seen)
        assert len(seen) == (_WRITERS + 2 * _WORKERS) * _EACH

    def test_one_segment_from_eight_connections_is_stored_once(
        self, storage: OfficeStorage
    ) -> None:
        """The row of the feed is locked, so seven find it stored."""
        run, new = chain(OWN, 20), list[int]()
        with storage.transaction() as tx:
            tx.add_device(_DEVICE)

        def send() -> None:
            with storage.transaction() as tx:
                new.append(ingest(tx, OWN, run, _evidence(1)))

        in_threads(*[send] * _WRITERS)
        assert sorted(new) == [0] * (_WRITERS - 1) + [20]
        with storage.transaction() as tx:
            assert tx.lock_feed(OWN).head == run[-1].head

    def test_runs_from_many_lanes_make_one_chain(self, storage: OfficeStorage) -> None:
        """Whatever the order of arrival, what is stored is the chain from its start."""
        run = chain(OWN, 24)
        with storage.transaction() as tx:
            tx.add_device(_DEVICE)

        def lane(first: int) -> None:
            part = run[first : first + 3]
            while True:
                with storage.transaction() as tx:
                    ingest(tx, OWN, part, _evidence(first))
                    if tx.lock_feed(OWN).head.number >= part[-1].number:
                        return

        in_threads(*(lambda first=first: lane(first) for first in range(21, -1, -3)))
        with storage.transaction() as tx:
            assert list(tx.entries_after(OWN, 0, 100)) == run


def _evidence(mark: int) -> Evidence:
    return Evidence(b"outer", bytes([mark]) * 32, bytes(64))


def _append(storage: OfficeStorage, feed_id: bytes, count: int) -> None:
    for number in range(count):
        with storage.transaction() as tx:
            body = str(number).encode()
            append_to_feed(tx, feed_id, time_ms=1, author="w", kind="k", body=body, random=bytes)


def follow(
    storage: OfficeStorage, feed_id: bytes, seen: list[Entry], done: threading.Event
) -> None:
    """Read on as a device does, from the newest number it has, until `done` and nothing new."""
    while True:
        last = done.is_set()
        with storage.transaction() as tx:
            page = tx.office_entries_after(feed_id, seen[-1].number if seen else 0, 50)
        seen.extend(page)
        if last and not page:
            return

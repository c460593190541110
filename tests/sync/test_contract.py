"""The reference storages keep the contract; and the contract finds those that do not."""

import threading

import pytest

from sync.contract import OWN, DeviceContract, OfficeContract, chain, follow, whole
from sync.entry import office_feed_start
from sync.reference import PlainDevice, PlainOffice


class TestPlainDevice(DeviceContract):
    @pytest.fixture
    def storage(self):
        return PlainDevice(":memory:", OWN)


class TestPlainOffice(OfficeContract):
    @pytest.fixture
    def storage(self):
        return PlainOffice(":memory:")


class Forgetful(PlainDevice):
    def record_receipt(self, receipt):
        """The known-bad twin: takes the last word for the truth, so marks fall."""
        self._keep(acknowledged=receipt.number, office_epoch=receipt.office_epoch)
        return self.marks()


class Sequence(PlainOffice):
    """The known-bad twin: numbers are drawn first and committed later, in any order."""

    def append_office(self, entry):
        from sync.reference import _insert

        _insert(self._db, entry)


def test_marks_that_fall_are_found():
    with pytest.raises(AssertionError):
        DeviceContract().test_marks_only_rise_but_for_a_newer_epoch(Forgetful(":memory:", OWN))


def test_a_plain_sequence_is_found():
    """Number 2 commits before number 1, so a reader skips 1 for ever."""
    office, seen, done = Sequence(":memory:"), [], threading.Event()
    feed_id = office_feed_start(bytes(16), 1, b"")
    done.set()
    for late in reversed(chain(feed_id, 2)):
        with office.transaction() as tx:
            tx.append_office(late)
        follow(office, feed_id, seen, done)
    assert not whole(seen)
    with pytest.raises(AssertionError):
        OfficeContract().test_an_office_entry_must_follow_the_head(Sequence(":memory:"))

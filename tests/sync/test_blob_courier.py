"""Documents by courier file: after the entries, in several files, resumed, lost or twice (R19)."""

import random
from dataclasses import replace

import pytest

from sync.blob import open_blob, seal_blob
from sync.blob_courier import BlobsByHand, documents_of
from sync.blob_folder import BlobFolder
from sync.blob_office import BlobEnd
from sync.courier import DeviceCourier, file_name
from sync.courier_errors import CourierRefused, Why
from sync.courier_file import Way, decode_file
from sync.courier_office import OfficeCourier
from sync.entry import feed_start, next_entry, office_feed_start
from sync.keys import DeviceKeys, OfficeKeys
from sync.office import OfficeEnd
from sync.reference import PlainBlobQueue, PlainDevice, PlainOffice
from sync.storage import Device

NOW = 1_795_000_000_000
SEED = 20261125
PART = 400_000


class World:
    def __init__(self, folder, unwanted=()):
        print(f"seed {SEED}")
        self.bytes = random.Random(SEED).randbytes
        self.keys, self.office = OfficeKeys.generate(self.bytes, 1), PlainOffice(":memory:")
        self.own = DeviceKeys.generate(self.bytes)
        self.feed_id = feed_start(self.keys.office_id, self.own.signing_key, 7)
        with self.office.transaction() as tx:
            own = self.own
            tx.add_device(Device(self.feed_id, 7, "u", own.signing_key, own.sealing_key, b""))
            tx.add_office_feed(
                office_feed_start(self.keys.office_id, 1, self.feed_id), self.feed_id
            )
        self.queue = PlainBlobQueue(":memory:", folder / "device")
        self.here = BlobFolder(folder / "office")
        end = OfficeEnd(self.office, lambda: self.keys, lambda: NOW)
        wanted = lambda _feed, blob_id: blob_id not in unwanted  # noqa: E731
        blobs = BlobEnd(self.office, self.here, lambda: self.keys, lambda: NOW, wanted=wanted)
        self.there = OfficeCourier(end, blobs)
        self.storage = PlainDevice(":memory:", self.feed_id)
        self.device = DeviceCourier(
            self.storage,
            self.own,
            self.keys.card,
            device_number=7,
            now_ms=lambda: NOW,
            random=self.bytes,
            blobs=BlobsByHand(self.queue, self.feed_id, self.own, self.keys.card),
        )

    def scan(self, size):
        ref, sealed = seal_blob(self.bytes(size), self.bytes(32))
        self.queue.add(sealed)
        entry = next_entry(
            self.feed_id,
            self.storage.head(),
            time_ms=NOW,
            clock_offset_s=0,
            author="rina",
            kind="scan.added",
            body=ref.blob_id,
            salt=self.bytes(16),
        )
        self.storage.append(entry)
        return ref

    def files(self):
        made = [*self.device.files(), *self.device.document_files(PART)]
        return [decode_file(file.encode()) for file in made]

    def carry(self, files):
        """Hand files in and read the answer to the last; return what the device then knows."""
        for file in files:
            taken = self.there.take(file)
        back = self.there.reply(taken.question, file.file_id, 7, taken.asks)
        return self.device.take(decode_file(back.encode()))


@pytest.fixture
def world(tmp_path):
    return World(tmp_path)


def test_several_files_carry_them_after_the_entries(world):
    refs = [world.scan(size) for size in (900_000, 10, 300_000)]
    files = world.files()
    assert len(files) > 3
    assert not files[0].documents, "entries first"
    assert all(len(file.encode()) < PART + 300_000 for file in files)
    assert all("PINDAI" in file_name(file) for file in files[1:])
    assert world.carry(files).documents == 3
    assert world.queue.waiting() == []
    for ref in refs:
        assert open_blob(ref, world.here.read(ref.blob_id))
    assert documents_of(world.files()[0].pieces) == frozenset()


def test_before_their_entries_nothing_is_stored_and_the_reason_is_named(world):
    ref = world.scan(1000)
    entries, scans = world.files()
    with pytest.raises(CourierRefused) as refused:
        world.there.take(scans)
    assert refused.value.why is Why.EARLIER_FIRST
    assert world.here.have(ref.blob_id) == 0
    assert world.carry([entries, scans]).documents == 1


@pytest.mark.parametrize("lost", [0, 1, 2])
def test_a_lost_file_is_made_up_for_by_the_next_stick(world, lost):
    ref = world.scan(1_200_000)
    entries, *scans = world.files()
    assert len(scans) > 3
    arrive = scans[:lost] + scans[lost + 1 :]
    assert world.carry([entries, *arrive]).documents == 0
    (waits,) = world.queue.waiting()
    assert waits.have == world.here.have(ref.blob_id) < ref.size
    again = world.files()
    assert sum(len(f.encode()) for f in again) < ref.size - waits.have + 20_000, "only the rest"
    assert world.carry(again).documents == 1


def test_in_any_order_and_twice_nothing_doubles(world):
    ref = world.scan(1_200_000)
    entries, *scans = world.files()
    world.carry([entries, *reversed(scans)])
    for _ in range(len(scans)):
        world.carry(scans)
    assert world.here.read(ref.blob_id)
    assert world.queue.waiting() == []


def test_a_file_of_documents_cut_at_any_byte_is_named_and_the_next_brings_all(world):
    ref = world.scan(3000)
    entries, scans = world.files()
    world.there.take(entries)
    data = scans.encode()
    for size in range(len(data)):
        with pytest.raises(CourierRefused) as refused:
            decode_file(data[:size])
        assert refused.value.why is Why.TRUNCATED
    assert world.here.have(ref.blob_id) == 0
    assert world.carry([scans]).documents == 1


def test_an_old_reply_takes_nothing_back(world):
    world.scan(1_200_000)
    entries, first, *rest = world.files()
    taken = world.there.take(entries)
    old = world.there.reply(taken.question, entries.file_id, 7, taken.asks)
    world.carry([entries, first, *rest])
    world.device.take(old)
    assert world.queue.waiting() == []


def test_what_the_office_does_not_want_waits_no_more(tmp_path):
    probe = World(tmp_path / "probe")
    ref = probe.scan(500)
    world = World(tmp_path / "real", unwanted={ref.blob_id})
    assert world.scan(500).blob_id == ref.blob_id
    assert world.carry(world.files()).documents == 1
    assert not world.here.whole(ref.blob_id)


def test_an_answer_that_is_not_the_offices_is_not_believed(world):
    world.scan(500)
    entries, scans = world.files()
    for file in (entries, scans):
        taken = world.there.take(file)
    back = world.there.reply(taken.question, scans.file_id, 7, taken.asks)
    assert back.way is Way.BACK
    answer = bytearray(back.pieces[-1])
    for at in range(0, len(answer), 7):
        forged = bytearray(answer)
        forged[at] ^= 1
        with pytest.raises(CourierRefused):
            world.device.take(replace(back, pieces=(*back.pieces[:-1], bytes(forged))))
    assert len(world.queue.waiting()) == 1


def test_a_device_that_believes_without_the_signature_would_be_caught(world, monkeypatch):
    """The known-bad twin of the test above."""
    from sync import blob_courier
    from sync.blob_message import BlobState, PieceAnswer

    believing = lambda _data, _piece, _key: PieceAnswer(500, BlobState.WHOLE)  # noqa: E731
    monkeypatch.setattr(blob_courier, "decode_piece_answer", believing)
    world.scan(500)
    (entries, _) = world.files()
    assert world.carry([entries]).documents == 1, "it let go of what never arrived"

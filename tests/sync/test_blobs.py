"""Sealed documents: whole or refused, resumed where the office is, never twice."""

import random

import pytest

from sync.blob import blob_id, open_blob, seal_blob
from sync.blob_folder import BlobFolder
from sync.blob_message import BlobState, Piece, decode_piece_answer
from sync.blob_office import BlobEnd
from sync.blob_sender import BlobSender
from sync.errors import (
    AnswerCutShort,
    BlobDamaged,
    BlobQuotaFull,
    OfficeBusy,
    RequestRefused,
    SyncError,
    TooLarge,
)
from sync.keys import DeviceKeys
from sync.pace import Pace
from sync.reference import PlainBlobQueue
from sync.stop import Stop

SEED = 7
SCAN = random.Random(SEED).randbytes(150_000)
KEY = bytes(range(32))


class Desk:
    """An office's folder, a device's queue, and the way between them."""

    def __init__(self, world, folder):
        self.world = world
        self.folder = BlobFolder(folder / "office")
        self.whole = []
        self.end = BlobEnd(
            world.office,
            self.folder,
            lambda: world.office_keys,
            lambda: 0,
            arrived=lambda feed, blob: self.whole.append(blob),
        )
        self.queue = PlainBlobQueue(str(folder / "queue.sqlite"), folder / "device")
        self.pace = Pace()
        self.pieces, self.bytes_up, self.cut_at = 0, 0, set()
        card = world.office_keys.card
        self.sender = BlobSender(self.queue, world.feed_id, world.keys, card, self, pace=self.pace)

    def post_blob(self, piece):
        self.pieces += 1
        self.bytes_up += len(piece)
        if -self.pieces in self.cut_at:
            self.end.cut_short(piece[: len(piece) // 2])
            raise AnswerCutShort("the request was cut")
        answer = self.end.handle(piece)
        if self.pieces in self.cut_at:
            raise AnswerCutShort("the answer was cut")
        return answer


@pytest.fixture
def desk(new_world, tmp_path):
    return Desk(new_world(), tmp_path)


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 150_000])
def test_a_blob_opens_to_what_was_sealed(size):
    ref, sealed = seal_blob(SCAN[:size], KEY)
    assert open_blob(ref, sealed) == SCAN[:size]
    assert ref.size == len(sealed)


def test_a_changed_cut_or_foreign_blob_does_not_open():
    ref, sealed = seal_blob(SCAN, KEY)
    other = seal_blob(SCAN, bytes(32))[1]
    swapped = sealed[:8] + sealed[8 + 65552 : 8 + 2 * 65552] + sealed[8 : 8 + 65552]
    for bad in (sealed[:-1], sealed[: 8 + 65552], other, swapped, b"", sealed + b"x"):
        with pytest.raises(BlobDamaged):
            open_blob(ref, bad)
        again = type(ref)(blob_id(bad), KEY, len(bad))
        with pytest.raises(BlobDamaged):
            open_blob(again, bad)
    with pytest.raises(TooLarge):
        seal_blob(bytes(9 * 2**20), KEY)


def test_documents_arrive_whole_and_are_not_sent_again(desk):
    refs = []
    for n in range(3):
        ref, sealed = seal_blob(SCAN[n:], bytes([n]) * 32)
        desk.queue.add(sealed)
        refs.append(ref)
    told = []
    assert desk.sender.run_once(told.append) == 0
    assert desk.whole == [ref.blob_id for ref in refs]
    for n, ref in enumerate(refs):
        assert open_blob(ref, desk.folder.read(ref.blob_id)) == SCAN[n:]
    assert (told[-1].left, told[-1].bytes_done) == (0, told[-1].bytes_total)
    before = desk.bytes_up
    desk.queue._db.execute("UPDATE blobs SET done = 0")  # as after a new enrolment
    assert desk.sender.run_once() == 0
    assert desk.bytes_up - before < 3 * 300
    assert set(desk.whole) == {ref.blob_id for ref in refs}


def test_one_that_is_refused_does_not_stop_the_others(desk):
    refs = [seal_blob(SCAN[n:], bytes([n]) * 32) for n in range(4)]
    for _, sealed in refs:
        desk.queue.add(sealed)
    bad = refs[0][0].blob_id

    def admit(piece):
        if piece.blob_id == bad:
            raise BlobQuotaFull("no entry tells of it")

    desk.end.admit = admit
    with pytest.raises(BlobQuotaFull):
        desk.sender.run_once()
    assert [one.blob_id for one in desk.queue.waiting()] == [bad]
    desk.end.admit = lambda piece: None
    assert desk.sender.run_once() == 0


def test_what_the_office_could_not_note_is_noted_when_the_device_asks_again(desk):
    desk.queue.add(seal_blob(SCAN, KEY)[1])
    noted, note = [], desk.end.arrived

    def busy(feed_id, blob_id):
        if not noted:
            noted.append(blob_id)
            raise OfficeBusy("the ledger is busy", after_s=1)
        note(feed_id, blob_id)

    desk.end.arrived = busy
    with pytest.raises(OfficeBusy):
        desk.sender.run_once()
    assert desk.whole == []
    assert desk.sender.run_once() == 0
    assert desk.whole == noted


def test_a_cut_is_noted_for_who_goes_on_without_asking(desk):
    desk.queue.add(seal_blob(SCAN, KEY)[1])
    desk.cut_at = {-3}
    with pytest.raises(AnswerCutShort):
        desk.sender.run_once()
    (waiting,) = desk.queue.waiting()
    assert 0 < waiting.have <= desk.folder.have(waiting.blob_id)


def test_a_cut_costs_the_piece_that_was_cut(desk):
    ref, sealed = seal_blob(SCAN, KEY)
    desk.queue.add(sealed)
    desk.cut_at = {3, -5, 7, -9}
    runs = 0
    while desk.queue.waiting():
        runs += 1
        try:
            desk.sender.run_once()
        except AnswerCutShort:
            continue
    assert runs == 5
    assert open_blob(ref, desk.folder.read(ref.blob_id)) == SCAN
    halves = 2 * 16_384 // 2 + 2 * 2_048  # at most a piece more than the half that did not come
    assert desk.bytes_up < len(sealed) + halves + desk.pieces * 8 * 172 + 400


def pieces(world, ref, sealed, size=1200):
    office_id = world.office_keys.office_id
    return [
        Piece(world.feed_id, office_id, ref.blob_id, ref.size, at, sealed[at : at + size]).encode(
            world.keys.sign
        )
        for at in range(0, len(sealed), size)
    ]


@pytest.mark.parametrize("twin", [False, True])
def test_whatever_byte_a_request_is_cut_at_its_whole_pieces_stay(desk, twin):
    """The known-bad twin keeps only what came with its end."""
    ref, sealed = seal_blob(SCAN[:4000], KEY)
    parts = pieces(desk.world, ref, sealed)
    request = b"".join(parts)
    kept = {
        at: min(ref.size, 1200 * sum(len(b"".join(parts[: n + 1])) <= at for n in range(4)))
        for at in range(0, len(request), 7)
    }
    print("places", len(kept))
    found = {}
    for at in kept:
        if not twin:
            desk.end.cut_short(request[:at])
        found[at] = desk.folder.have(ref.blob_id)
        desk.folder.drop(ref.blob_id)
    assert (found == kept) is not twin
    answer = desk.end.handle(request)
    told = decode_piece_answer(answer, request, desk.world.office_keys.card.signing_key)
    assert (told.state, told.have) == (BlobState.WHOLE, ref.size)


def test_pieces_that_do_not_belong_together_store_nothing(desk):
    ref, sealed = seal_blob(SCAN[:4000], KEY)
    other, other_sealed = seal_blob(SCAN[1:4000], KEY)
    one, two, three, _ = pieces(desk.world, ref, sealed)
    foreign = pieces(desk.world, other, other_sealed)[1]
    forged = two[:-1] + bytes([two[-1] ^ 1])
    for bad in (one + three, two + one, one + one, one + foreign, one + forged, one + b"x"):
        with pytest.raises(SyncError):
            desk.end.handle(bad)
        assert not desk.folder.have(ref.blob_id)
    assert len(desk.world.office.refusals) == 6


def test_it_can_be_stopped_and_goes_on(desk):
    desk.queue.add(seal_blob(SCAN, KEY)[1])
    stop = Stop()
    assert desk.sender.run_once(lambda told: told.bytes_done and stop.stop(), stop) == 1
    here = desk.folder.have(desk.queue.waiting()[0].blob_id)
    assert 0 < here < len(SCAN)
    assert desk.sender.run_once() == 0


def test_pieces_of_strangers_and_changed_pieces_are_refused(desk):
    world = desk.world
    ref, sealed = seal_blob(b"kk", KEY)
    office_id = world.office_keys.office_id
    piece = Piece(world.feed_id, office_id, ref.blob_id, ref.size, 0, sealed)
    good = piece.encode(world.keys.sign)
    strange = piece.encode(DeviceKeys.generate(world.bytes).sign)
    for at in range(len(good)):
        bad = bytearray(good)
        bad[at] ^= 1
        with pytest.raises(SyncError):
            desk.end.handle(bytes(bad))
    with pytest.raises(RequestRefused):
        desk.end.handle(strange)
    assert not desk.folder.have(ref.blob_id)
    answer = decode_piece_answer(desk.end.handle(good), good, world.office_keys.card.signing_key)
    assert answer.state is BlobState.WHOLE


def test_bytes_that_are_not_the_named_blob_are_dropped_and_audited(desk):
    world = desk.world
    ref, sealed = seal_blob(b"kk", KEY)
    office_id = world.office_keys.office_id
    lie = Piece(world.feed_id, office_id, ref.blob_id, ref.size, 0, bytes(ref.size))
    with pytest.raises(BlobDamaged):
        desk.end.handle(lie.encode(world.keys.sign))
    assert not desk.folder.have(ref.blob_id)
    assert world.office.refusals
    desk.queue.add(sealed)
    assert desk.sender.run_once() == 0
    assert desk.folder.whole(ref.blob_id)


def test_gaps_and_repeats_store_nothing_twice(desk):
    ref, sealed = seal_blob(SCAN, KEY)
    folder = desk.folder
    assert folder.extend(ref.blob_id, ref.size, 100, sealed[100:200]) == 0
    assert folder.extend(ref.blob_id, ref.size, 0, sealed[:150]) == 150
    assert folder.extend(ref.blob_id, ref.size, 100, sealed[100:200]) == 200
    assert folder.extend(ref.blob_id, ref.size, 0, sealed[:100]) == 200
    assert folder.extend(ref.blob_id, ref.size, 200, sealed[200:]) == ref.size
    assert folder.read(ref.blob_id) == sealed
    folder.drop(ref.blob_id)
    assert not folder.whole(ref.blob_id)


def test_what_is_not_wanted_any_more_waits_no_more(desk):
    desk.end.wanted = lambda feed, blob: False
    desk.queue.add(seal_blob(SCAN, KEY)[1])
    assert desk.sender.run_once() == 0
    assert desk.bytes_up < 400


@pytest.mark.parametrize("why", ["damaged", "missing"])
def test_what_is_damaged_or_missing_here_is_lost_and_none_of_it_is_sent(desk, why):
    blob, sealed = seal_blob(SCAN, KEY)
    other = seal_blob(SCAN, bytes(32))[1]
    desk.queue.add(sealed)
    desk.queue.add(other)
    desk.queue.blobs.drop(blob.blob_id)
    if why == "damaged":
        spoilt = desk.queue.blobs._file(blob.blob_id)
        spoilt.write_bytes(sealed[:100] + bytes([sealed[100] ^ 1]) + sealed[101:])
    told = []
    assert desk.sender.run_once(told.append) == 0
    assert desk.whole == [blob_id(other)], "what lies behind it goes on"
    assert desk.folder.have(blob.blob_id) == 0
    assert told[-1].bytes_done == told[-1].bytes_total == len(other)
    assert list(desk.queue._db.execute("SELECT lost FROM blobs")) == [(why,), ("",)]

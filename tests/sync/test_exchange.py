"""The exchange between a device and an office, on the reference storages, with faults injected."""

import random
from dataclasses import replace

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from sync import segment as seg
from sync.codec import PlainCodec
from sync.engine import Engine
from sync.entry import Head, next_entry, rehash
from sync.errors import (
    AnswerCutShort,
    AnswerRefused,
    CodecFailed,
    DeviceSetBack,
    DeviceUnknown,
    RequestRefused,
    SegmentRefused,
    SyncError,
    TooLarge,
)
from sync.keys import DeviceKeys, OfficeKeys
from sync.message import decode_request
from sync.reference import PlainDevice, PlainOffice
from sync.storage import Standing
from tests.sync.world import NOW, SEED, World, chance


def test_both_sides_have_everything_after_one_run():
    world = World()
    world.write(*(b"record %d" % n for n in range(700)))
    world.tell(world.own, b"decided")
    world.tell(world.all, b"form", b"fees")
    outcome = world.engine.run_once()
    assert (outcome.sent, outcome.received, outcome.left) == (700, 3, 0)
    assert world.stored() == [b"record %d" % n for n in range(700)]
    assert [e.body for e in world.device.incoming_after(world.own, 0, 9)] == [b"decided"]
    assert [e.body for e in world.device.incoming_after(world.all, 0, 9)] == [b"form", b"fees"]
    again = world.engine.run_once()
    assert (again.sent, again.received, again.exchanges) == (0, 0, 1)


@pytest.mark.parametrize("lost", [1, 2, 5])
def test_a_lost_reply_doubles_nothing(lost):
    world = World()
    world.write(*(b"r%d" % n for n in range(60)))
    world.link.lose_replies = lost
    for _ in range(lost):
        with pytest.raises(AnswerCutShort):
            world.engine.run_once()
    assert world.device.marks().acknowledged == 0
    assert world.engine.run_once().left == 0
    assert world.stored() == [b"r%d" % n for n in range(60)]


def test_an_inbox_without_the_key_doubles_and_the_test_above_would_see_it():
    """The known-bad twin: an office that forgets its mark keeps every arrival."""
    world = World()
    arrivals = []
    keep = world.office.store

    def note(feed_id, entries, evidence, *, held):
        arrivals.extend(e.body for e in entries)
        return keep(feed_id, entries, evidence, held=held)

    world.office.store = note
    world.office.set_feed = lambda feed_id, feed: None
    world.write(b"one")
    request = request_of(world)
    for _ in range(2):
        world.end.handle(request)
    assert arrivals == [b"one", b"one"]


def request_of(world):
    caught = []

    class Catch:
        def post(self, request):
            caught.append(request)
            raise AnswerCutShort

    engine = Engine(
        world.device,
        world.keys,
        world.office_keys.card,
        Catch(),
        now_ms=lambda: NOW,
        random=world.bytes,
    )
    with pytest.raises(AnswerCutShort):
        engine.run_once()
    return caught[0]


def test_any_changed_byte_of_a_request_is_refused_and_stores_nothing():
    world = World()
    world.write(b"secret record")
    request = request_of(world)
    pick = random.Random(SEED)
    print(f"seed {SEED}")
    for _ in range(150):
        at = pick.randrange(len(request))
        bad = bytearray(request)
        bad[at] ^= 1 << pick.randrange(8)
        with pytest.raises(SyncError):
            world.end.handle(bytes(bad))
    assert world.stored() == []
    world.end.handle(request)
    assert world.stored() == [b"secret record"]


def test_a_cut_request_is_refused():
    world = World()
    world.write(b"x")
    request = request_of(world)
    for size in range(0, len(request), 7):
        with pytest.raises(RequestRefused):
            world.end.handle(request[:size])


def test_what_travels_shows_nothing_of_a_body():
    world = World()
    world.write(b"Ngatiyem 1804045708909901 " * 20)
    request = request_of(world)
    assert b"Ngatiyem" not in request
    assert b"180404" not in request
    assert b"rina" not in request


def test_another_office_or_device_is_refused():
    world, other = World(), World()
    other.office_keys = OfficeKeys.generate(chance(5), 1)
    world.write(b"x")
    with pytest.raises(RequestRefused):
        other.end.handle(request_of(world))
    stranger = DeviceKeys.generate(chance(6))
    world.keys = stranger
    with pytest.raises(RequestRefused):
        world.end.handle(request_of(world))
    world.office.devices.clear()
    with pytest.raises(DeviceUnknown):
        world.end.handle(request_of(world))


def signed_segment(world, entries, codec=None):
    return seg.pack(
        entries,
        office_id=world.office_keys.office_id,
        seal_to=world.office_keys.card.sealing_key,
        sign=world.keys.sign,
        prefix=seg.FROM_DEVICE,
        codec=codec or PlainCodec(),
    )


def opened(world, data):
    segment = seg.parse(data)
    seg.check_signature(segment, world.keys.signing_key, seg.FROM_DEVICE)
    return seg.unpack(segment, world.office_keys.sealing_by_id, {0: PlainCodec()})


bodies = st.lists(st.binary(max_size=300), min_size=1, max_size=12)


@settings(max_examples=40, deadline=None)
@given(bodies, st.integers(-(2**31), 2**31 - 1), st.text(max_size=20), st.integers(0, 2**62))
def test_a_segment_gives_back_its_entries(some, offset, author, time_ms):
    world = World()
    head, entries = Head(0, world.feed_id), []
    for body in some:
        entries.append(
            next_entry(
                world.feed_id,
                head,
                time_ms=time_ms,
                clock_offset_s=offset,
                author=author,
                kind="k",
                body=body,
                salt=world.bytes(16),
            )
        )
        head = entries[-1].head
    erased = [e.without_body() if n % 3 == 2 else e for n, e in enumerate(entries)]
    assert opened(world, signed_segment(world, erased)) == erased
    assert all(rehash(e) == e.hash for e in erased)


def test_a_segment_is_padded():
    world = World()
    world.write(b"a", b"b" * 90)
    one, two = world.device.entries_after(0, 9)
    assert len(signed_segment(world, [one])) == len(signed_segment(world, [one, two]))


def test_a_bomb_is_refused_before_it_fills_memory(monkeypatch):
    world = World()
    world.write(b"x")
    monkeypatch.setattr(seg, "pack_run", lambda entries, codec: bytes(64 * 2**20))
    data = signed_segment(world, world.device.entries_after(0, 9))
    assert len(data) < 64 * 1024
    with pytest.raises(TooLarge):
        opened(world, data)
    assert zstandard.ZSTD_VERSION


def test_a_run_that_lies_about_its_head_is_refused(monkeypatch):
    world = World()
    world.write(b"x", b"y")
    one, two = world.device.entries_after(0, 9)
    lying = replace(two, hash=one.hash)
    data = signed_segment(world, [one, lying])
    with pytest.raises(SegmentRefused):
        opened(world, data)


class Broken(PlainCodec):
    """A codec that loses a byte: the office must not be able to read it."""

    number = 9

    def encode(self, kinds, bodies):
        return super().encode(kinds, bodies)[:-1]


def test_a_codec_that_fails_is_replaced_by_the_plain_one():
    broken = Broken()
    world = World(codec=broken, codecs={9: broken})
    world.write(b"one", b"two")
    assert world.engine.run_once().left == 0
    assert world.stored() == [b"one", b"two"]
    unknown = World(codec=broken)
    unknown.write(b"one")
    assert unknown.engine.run_once().left == 0
    with pytest.raises(CodecFailed):
        opened(unknown, signed_segment(unknown, unknown.device.entries_after(0, 1), broken))


def test_a_copy_of_the_disk_freezes_the_feed_and_both_branches_stay():
    world = World()
    world.write(b"common")
    world.engine.run_once()
    copy = PlainDevice(":memory:", world.feed_id)
    copy.append(world.device.entry(1))
    world.write(b"mine", b"mine too")
    world.write(b"theirs", device=copy)
    world.engine.run_once()
    second = world.engine_of(copy).run_once()
    assert (second.standing, second.left) == (Standing.FROZEN, 2), "no receipt of the other branch"
    assert {e.body for e in world.office.held_entries(world.feed_id)} == {b"theirs"}
    assert world.stored() == [b"common", b"mine", b"mine too"]
    world.write(b"later")
    outcome = world.engine.run_once()
    assert outcome.standing is Standing.FROZEN
    assert b"later" in {e.body for e in world.office.held_entries(world.feed_id)}


def test_a_revoked_laptop_is_stored_and_held_and_told_nothing():
    world = World()
    world.write(b"before")
    world.engine.run_once()
    with world.office.transaction() as tx:
        tx.set_feed(world.feed_id, replace(tx.lock_feed(world.feed_id), revoked_at=1))
    world.tell(world.own, b"personal")
    world.write(b"after")
    outcome = world.engine.run_once()
    assert (outcome.standing, outcome.left, outcome.received) == (Standing.REVOKED, 0, 0)
    assert [e.body for e in world.office.held_entries(world.feed_id)] == [b"after"]


def test_an_office_restored_from_a_backup_gets_everything_again():
    world = World()
    world.write(b"one", b"two", b"three")
    world.engine.run_once()
    restored = PlainOffice(":memory:")
    with restored.transaction() as tx:
        tx.add_device(world.office.devices[world.feed_id])
    world.office_keys = replace(world.office_keys, office_epoch=2)
    world.office = world.end.storage = restored
    outcome = world.engine.run_once()
    assert outcome.left == 0
    assert world.stored() == [b"one", b"two", b"three"]


def test_a_receipt_for_another_history_is_refused():
    world = World()
    world.write(b"one")
    world.engine.run_once()
    liar = PlainDevice(":memory:", world.feed_id)
    world.write(b"other", device=liar)
    assert world.engine_of(liar).run_once().standing is Standing.FROZEN
    assert liar.marks().acknowledged == 0, "the receipt names the other branch"


def test_an_older_state_of_a_device_notices_itself_and_stops():
    world = World()
    world.write(b"one", b"two")
    world.engine.run_once()
    older = PlainDevice(":memory:", world.feed_id)
    older.append(world.device.entry(1))
    with pytest.raises(DeviceSetBack):
        world.engine_of(older).run_once()
    assert older.standing() is Standing.FROZEN


def test_an_answer_to_another_question_is_refused():
    world = World()
    old = world.end.handle(request_of(world))

    class Replay:
        def post(self, request):
            return old

    engine = Engine(
        world.device,
        world.keys,
        world.office_keys.card,
        Replay(),
        now_ms=lambda: NOW,
        random=world.bytes,
    )
    with pytest.raises(AnswerRefused):
        engine.run_once()


def test_a_gap_stores_nothing_and_the_receipt_says_from_where():
    world = World()
    world.write(*(b"r%d" % n for n in range(5)))
    late = [world.device.entry(4), world.device.entry(5)]
    request, _, _ = decode_request(request_of(world))
    gap = replace(request, segment=signed_segment(world, late)).encode(world.keys.sign)
    world.end.handle(gap)
    assert world.stored() == []
    assert world.engine.run_once().left == 0

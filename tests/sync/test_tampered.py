"""R11: every bit of a small request and segment flipped, parts dropped, swapped, appended, forged.

All of it is refused, changes nothing and is written down. An office that believes every signature
is the known-bad twin that the same course must catch.
"""

from dataclasses import replace

import pytest

from sync import office as office_module
from sync import segment as seg
from sync.codec import PlainCodec
from sync.errors import AnswerRefused, SegmentRefused, SyncError
from sync.keys import DeviceKeys
from sync.message import decode_answer, decode_request


def flips(data, step=1):
    for bit in range(0, len(data) * 8, step):
        bad = bytearray(data)
        bad[bit // 8] ^= 1 << bit % 8
        yield bytes(bad)


def state(world):
    return (
        world.stored(),
        world.office.held_entries(world.feed_id),
        world.office.lock_feed(world.feed_id),
        len(world.office.evidence),
    )


def packed(world, entries, keys=None):
    return seg.pack(
        entries,
        office_id=world.office_keys.office_id,
        seal_to=world.office_keys.card.sealing_key,
        sign=(keys or world.keys).sign,
        prefix=seg.FROM_DEVICE,
        codec=PlainCodec(),
    )


@pytest.fixture
def scene(new_world):
    """A world with one request that is not yet sent, and its segment."""
    world = new_world()
    world.write(b"a")
    segment = packed(world, world.device.entries_after(0, 9))
    return world, world.engine._request(segment, asks=True), segment


def with_segment(world, request, segment, keys=None):
    asked = decode_request(request)[0]
    return replace(asked, segment=segment).encode((keys or world.keys).sign)


def misses(world, attacks):
    """Return how many attacks were not refused, changed something, or were not written down."""
    before, missed = state(world), 0
    for attack in attacks:
        noted = len(world.office.refusals)
        try:
            world.end.handle(attack)
            missed += 1
        except SyncError:
            missed += len(world.office.refusals) != noted + 1
        missed += state(world) != before
    return missed


def test_every_flipped_bit_of_a_request_is_refused(scene):
    world, request, _ = scene
    assert misses(world, flips(request)) == 0
    world.end.handle(request)
    assert world.stored() == [b"a"]


def test_every_flipped_bit_of_a_segment_is_refused_inside_a_signed_request(scene):
    world, request, segment = scene
    bad = flips(segment[: seg.OUTER_BYTES] + segment[seg.OUTER_BYTES :], 1)
    # A codec number that is not known leads to "plain, please", which stores nothing either.
    codec_bits = range((7 + 1 + 32 + 16 + 8 + 1) * 8, (7 + 1 + 32 + 16 + 8 + 2) * 8)
    attacks = (
        with_segment(world, request, one) for n, one in enumerate(bad) if n not in codec_bits
    )
    assert misses(world, attacks) == 0
    assert world.stored() == []


def test_parts_dropped_swapped_appended_or_of_others_are_refused(scene, new_world):
    world, request, segment = scene
    world.write(b"b")
    other = packed(world, world.device.entries_after(1, 9))
    outer, sealed, signature = seg.OUTER_BYTES, slice(seg.OUTER_BYTES, -64), slice(-64, None)
    stranger = DeviceKeys.generate(world.bytes)
    lost = new_world(seed=5)
    lost.write(b"x")
    foreign = packed(lost, lost.device.entries_after(0, 9))
    segments = {
        "without outer": segment[outer:],
        "without sealed": segment[:outer] + segment[signature],
        "without signature": segment[:-64],
        "signature stripped": segment[:-64] + bytes(64),
        "sealed of another": segment[:outer] + other[sealed] + segment[signature],
        "outer of another": other[:outer] + segment[outer:],
        "signature of another": segment[:-64] + other[signature],
        "appended": segment + b"\0",
        "twice": segment + segment,
        "signed by a stranger": packed(world, world.device.entries_after(0, 1), stranger),
        "of another office": foreign,
    }
    assert misses(world, (with_segment(world, request, s) for s in segments.values())) == 0
    whole = {
        "signed by a stranger": with_segment(world, request, segment, stranger),
        "signature stripped": request[:-64] + bytes(64),
        "signature missing": request[:-64],
        "appended": request + b"\0",
        "empty": b"",
    }
    assert misses(world, whole.values()) == 0


def test_every_flipped_bit_of_an_answer_is_refused_by_the_device(scene):
    world, request, _ = scene
    answer = world.end.handle(request)
    key = world.office_keys.card.signing_key
    decode_answer(answer, request, key)
    for bad in flips(answer):
        with pytest.raises(AnswerRefused):
            decode_answer(bad, request, key)


def test_an_old_receipt_moves_no_mark_back(new_world):
    world = new_world()
    world.write(b"one")
    world.engine.run_once()
    old = decode_answer(
        world.link.answers[0], world.link.sent[0], world.office_keys.card.signing_key
    )
    world.write(b"two")
    world.engine.run_once()
    before = world.device.marks()
    world.engine._arrivals.take(old, 0)
    assert world.device.marks() == before
    world.write(b"three")
    first = world.link.answers[0]
    world.link.through = lambda request: first
    with pytest.raises(AnswerRefused):
        world.engine.run_once()
    assert world.device.marks() == before


def test_an_office_that_believes_every_signature_is_caught(scene, monkeypatch):
    world, request, _ = scene
    monkeypatch.setattr(office_module, "verify", lambda *_: True)
    assert misses(world, flips(request, 97)) > 0


def test_refusals_are_bounded_so_that_nobody_fills_the_ledger(scene):
    world, request, _ = scene
    world.end._audit.most_a_minute = 10
    for bad in flips(request, 331):
        with pytest.raises(SyncError):
            world.end.handle(bad)
    assert len(world.office.refusals) == 10


def test_a_segment_in_a_segment_of_the_office_is_no_segment_of_a_device(scene):
    world, _, _ = scene
    forged = seg.pack(
        world.device.entries_after(0, 9),
        office_id=world.office_keys.office_id,
        seal_to=None,
        sign=world.office_keys.sign,
        prefix=seg.FROM_OFFICE,
        codec=PlainCodec(),
    )
    with pytest.raises(SegmentRefused):
        seg.check_signature(seg.parse(forged), world.keys.signing_key, seg.FROM_DEVICE)

"""The courier on the reference storages: files in any order, twice, cut, damaged, foreign (R19)."""

import itertools
import random
from dataclasses import replace

import pytest

from sync.courier import DeviceCourier, file_name
from sync.courier_errors import CourierRefused, Why
from sync.courier_file import Way, decode_file
from sync.engine import Engine
from sync.reference import PlainDevice
from sync.storage import Standing
from tests.sync.world import NOW, SEED, Laptop, World


@pytest.fixture
def world():
    return World()


def only(laptop):
    (file,) = laptop.courier.files()
    return decode_file(file.encode())


def refused(act):
    with pytest.raises(CourierRefused) as caught:
        act()
    return caught.value.why


def test_there_and_back_by_files_only(world):
    (laptop,) = world.laptops
    laptop.write(*(b"record %d" % n for n in range(700)))
    world.tell(world.all, b"form")
    out = only(laptop)
    taken = world.courier.take(out)
    assert (taken.new, taken.number) == (700, 700)
    assert world.stored(laptop) == [b"record %d" % n for n in range(700)]
    world.tell(laptop.own, b"decided")
    brought = laptop.courier.take(world.back(taken, out))
    assert (brought.acknowledged, brought.risen, brought.received) == (700, 700, 2)
    assert laptop.told() == [b"decided"]
    assert only(laptop).first == 0, "nothing is left; the next file only asks"


def test_a_long_absence_comes_back_in_one_file(world):
    """More than one answer holds: 1,300 decisions; a second trip must not be needed."""
    (laptop,) = world.laptops
    world.tell(laptop.own, *(b"%d" % n for n in range(1300)))
    out = only(laptop)
    laptop.courier.take(world.back(world.courier.take(out), out))
    assert laptop.told() == [b"%d" % n for n in range(1300)]


def test_parts_are_taken_in_any_order_with_the_reason_named(world):
    (laptop,) = world.laptops
    laptop.write(*(world.bytes(40_000) for _ in range(60)))
    parts = [decode_file(f.encode()) for f in laptop.courier.files(part_bytes=600_000)]
    assert len(parts) >= 3
    assert [p.first for p in parts[1:]] == [p.last + 1 for p in parts[:-1]]
    for order in itertools.permutations(range(3)):
        fresh = World()
        (same,) = fresh.laptops
        same.write(*(fresh.bytes(40_000) for _ in range(60)))
        files = [decode_file(f.encode()) for f in same.courier.files(part_bytes=600_000)]
        waiting = [files[n] for n in order] + files[3:]
        for _ in files:
            waiting = [f for f in waiting if not took(fresh, f)]
        assert not waiting
        assert len(fresh.stored(same)) == 60


def took(world, file):
    try:
        world.courier.take(file)
    except CourierRefused as error:
        return error.why is not Why.EARLIER_FIRST
    return True


def test_copied_twice_or_old_brings_nothing_and_loses_nothing(world):
    (laptop,) = world.laptops
    laptop.write(b"one")
    first = only(laptop)
    laptop.write(b"two")
    second = only(laptop)
    taken = world.courier.take(second)
    for again in (second, first, second):
        assert world.courier.take(again).new == 0
    assert world.stored(laptop) == [b"one", b"two"]
    back = world.back(taken, second)
    assert laptop.courier.take(back).risen == 2
    old = world.back(world.courier.take(first), first)
    assert [laptop.courier.take(f).risen for f in (back, old)] == [0, 0]
    assert laptop.storage.marks().acknowledged == 2


def test_capture_goes_on_while_the_stick_is_away(world):
    (laptop,) = world.laptops
    laptop.write(b"one")
    out = only(laptop)
    laptop.write(b"two")
    laptop.courier.take(world.back(world.courier.take(out), out))
    rest = only(laptop)
    assert (rest.first, rest.last) == (2, 2)
    world.courier.take(rest)
    assert world.stored(laptop) == [b"one", b"two"]


def test_a_link_and_a_stick_for_the_same_entries_double_nothing(world):
    (laptop,) = world.laptops
    laptop.write(b"one", b"two")
    out = only(laptop)

    class Link:
        def post(self, request):
            return world.end.handle(request)

    engine = Engine(
        laptop.storage,
        laptop.keys,
        world.office_keys.card,
        Link(),
        now_ms=lambda: NOW,
        random=world.bytes,
    )
    engine.run_once()
    assert world.courier.take(out).new == 0
    assert world.stored(laptop) == [b"one", b"two"]


def test_every_length_but_the_whole_is_named_truncated(world):
    (laptop,) = world.laptops
    laptop.write(b"one")
    data = only(laptop).encode()
    for size in range(len(data)):
        assert refused(lambda size=size: decode_file(data[:size])) is Why.TRUNCATED
    assert refused(lambda: decode_file(data + b"\0")) is Why.DAMAGED


def test_every_flipped_byte_is_named_and_nothing_is_stored(world):
    (laptop,) = world.laptops
    laptop.write(b"one")
    data = only(laptop).encode()
    pick = random.Random(SEED)
    for at in range(len(data)):
        bad = bytearray(data)
        bad[at] ^= 1 << pick.randrange(8)
        why = refused(lambda bad=bad: decode_file(bytes(bad)))
        assert why in {Why.DAMAGED, Why.NOT_OURS, Why.NEWER, Why.TRUNCATED}
    assert world.stored(laptop) == []


def test_a_file_made_anew_by_a_stranger_is_not_signed(world):
    """The digest is no secret: whoever changes a piece can make it fit. Signatures cannot be."""
    (laptop,) = world.laptops
    laptop.write(b"one")
    out = only(laptop)
    taken = world.courier.take(out)
    world.tell(laptop.own, b"decided")
    back = world.back(taken, out)
    pick = random.Random(SEED)
    for file, take in ((out, world.courier.take), (back, laptop.courier.take)):
        for _ in range(60):
            n = pick.randrange(len(file.pieces))
            piece = bytearray(file.pieces[n])
            piece[pick.randrange(len(piece))] ^= 1 << pick.randrange(8)
            pieces = (*file.pieces[:n], bytes(piece), *file.pieces[n + 1 :])
            forged = decode_file(replace(file, pieces=pieces).encode())
            assert refused(lambda f=forged, t=take: t(f)) in {
                Why.NOT_SIGNED,
                Why.UNKNOWN_DEVICE,
                Why.OTHER_DEVICE,
            }
    assert laptop.storage.marks().acknowledged == 0
    assert laptop.told() == []


def test_a_reader_that_skips_the_signature_would_be_caught(world, monkeypatch):
    """The known-bad twin of the test above."""
    (laptop,) = world.laptops
    laptop.write(b"one")
    out = only(laptop)
    monkeypatch.setattr("sync.message.verify", lambda *_: True)
    back = world.back(world.courier.take(out), out)
    answer = bytearray(back.pieces[-1])
    answer[-1] ^= 1
    forged = replace(back, pieces=(back.pieces[0], bytes(answer)))
    laptop.courier.take(forged)
    assert laptop.storage.marks().acknowledged == 1, "believed a stranger"


def test_foreign_files_are_named(world):
    (laptop,) = world.laptops
    elsewhere = World(seed=5)
    (stranger,) = elsewhere.laptops
    for one in (laptop, stranger):
        one.write(b"one")
    assert refused(lambda: world.courier.take(only(stranger))) is Why.OTHER_OFFICE
    theirs = only(stranger)
    back = elsewhere.back(elsewhere.courier.take(theirs), theirs)
    assert refused(lambda: laptop.courier.take(back)) is Why.OTHER_OFFICE
    assert refused(lambda: laptop.courier.take(only(laptop))) is Why.WRONG_WAY
    mine = only(laptop)
    reply = world.back(world.courier.take(mine), mine)
    assert refused(lambda: world.courier.take(reply)) is Why.WRONG_WAY
    unknown = Laptop(World(seed=6), 9)
    unknown.world.office_keys = world.office_keys
    unknown.courier._office = world.office_keys.card
    assert refused(lambda: world.courier.take(only(unknown))) is Why.UNKNOWN_DEVICE
    for junk in (b"PK\x03\x04 holiday", b"\0" * 400):
        assert refused(lambda junk=junk: decode_file(junk)) is Why.NOT_OURS
    newer = bytearray(mine.encode())
    newer[7] = 9
    assert refused(lambda: decode_file(bytes(newer))) is Why.NEWER


def test_several_laptops_on_one_stick_get_only_their_own():
    world = World(laptops=3)
    files = []
    for n, laptop in enumerate(world.laptops):
        laptop.write(b"of %d" % n)
        world.tell(laptop.own, b"for %d" % n)
        files.append(only(laptop))
    assert len({file_name(f) for f in files}) == 3
    backs = [world.back(world.courier.take(f), f) for f in files]
    for laptop, (n, back) in itertools.product(world.laptops, enumerate(backs)):
        if world.laptops[n] is laptop:
            assert laptop.courier.take(back).received == 1
        else:
            assert refused(lambda a=laptop, b=back: a.courier.take(b)) is Why.OTHER_DEVICE
    for n, laptop in enumerate(world.laptops):
        assert world.stored(laptop) == [b"of %d" % n]
        assert laptop.told() == [b"for %d" % n]


def test_a_finder_of_the_stick_reads_nothing(world):
    (laptop,) = world.laptops
    laptop.write(b"Ngatiyem 1804045708909901 " * 9)
    out = only(laptop)
    taken = world.courier.take(out)
    world.tell(laptop.own, b"Ngatiyem perlu dilengkapi " * 9)
    for data in (out.encode(), world.back(taken, out).encode()):
        for secret in (b"Ngatiyem", b"180404", b"rina", b"maria", b"record.finished"):
            assert secret not in data


def test_a_revoked_laptop_is_taken_and_told_nothing(world):
    (laptop,) = world.laptops
    laptop.write(b"before")
    world.courier.take(only(laptop))
    with world.office.transaction() as tx:
        tx.set_feed(laptop.feed_id, replace(tx.lock_feed(laptop.feed_id), revoked_at=1))
    world.tell(laptop.own, b"personal")
    laptop.write(b"after")
    out = only(laptop)
    taken = world.courier.take(out)
    assert taken.standing is Standing.REVOKED
    brought = laptop.courier.take(world.back(taken, out))
    assert (brought.standing, brought.received) == (Standing.REVOKED, 0)
    assert [e.body for e in world.office.held_entries(laptop.feed_id)] == [b"after"]


def test_a_copied_disk_is_noticed_by_files_too(world):
    (laptop,) = world.laptops
    laptop.write(b"common")
    first = only(laptop)
    laptop.courier.take(world.back(world.courier.take(first), first))
    copy = Laptop.__new__(Laptop)
    copy.__dict__ |= laptop.__dict__
    copy.storage = PlainDevice(":memory:", laptop.feed_id)
    copy.storage.append(laptop.storage.entry(1))
    copy.courier = DeviceCourier(
        copy.storage,
        laptop.keys,
        world.office_keys.card,
        device_number=7,
        now_ms=lambda: NOW,
        random=world.bytes,
    )
    laptop.write(b"mine")
    copy.write(b"theirs")
    world.courier.take(only(laptop))
    theirs = only(copy)
    taken = world.courier.take(theirs)
    assert taken.standing is Standing.FROZEN
    assert refused(lambda: copy.courier.take(world.back(taken, theirs))) is Why.OTHER_HISTORY
    assert {e.body for e in world.office.held_entries(laptop.feed_id)} == {b"theirs"}


def test_names_fit_any_stick():
    world = World(laptops=2)
    for laptop in world.laptops:
        laptop.write(b"x")
        name = file_name(only(laptop))
        assert name.isascii()
        assert len(name) < 60
        assert not set(name) & set('<>:"/\\|?* ')
    assert only(world.laptops[0]).way is Way.TO_OFFICE

"""R12: every state of the device's key x every state of the office's x every way up.

Each cell ends with every entry at the office exactly once, or with the device saying that it waits
for the office's root; never with an entry that is called sent and is not there, and never with one
that a stranger can open. Decisions B18, B20.
"""

import itertools
from collections import Counter
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.announcement import KeyAnnouncement, newest
from sync.arrivals import Arrivals
from sync.codec import PLAIN, PlainCodec
from sync.courier import DeviceCourier
from sync.courier_office import OfficeCourier
from sync.entry import Head
from sync.errors import KeyNotHere, SegmentRefused
from sync.keys import OfficeKeys, key_id
from sync.message import decode_request
from sync.office import OfficeEnd
from sync.outbox import Outbox
from sync.segment import parse, unpack
from sync.storage import Standing

NOW = 1_795_000_000_000
DEVICE = ("newest", "old", "expired", "unknown")
OFFICE = ("has all", "old destroyed", "newest lost", "all lost, third announced")
WAYS = ("link", "two lanes", "locked", "stick")
CELLS = list(itertools.product(DEVICE, OFFICE, WAYS))
WRITTEN = [b"record %d" % n for n in range(40)]


class Rooted:
    """A world whose office has a root, three sealing keys, and a device that knows some of them."""

    def __init__(self, new_world, device, office):
        world = self.world = new_world()
        self.root = Ed25519PrivateKey.from_private_bytes(world.bytes(32))
        self.root_key = self.root.public_key().public_bytes_raw()
        seeds = self.seeds = [world.office_keys.sealing_seeds[0], *map(world.bytes, (32, 32))]
        world.office_keys = replace(world.office_keys, root_key=self.root_key)
        self.first = world.office_keys.card
        self.serial = itertools.count(1)
        until = NOW - 1 if device == "expired" else NOW + 1
        self.tell(self.announced(seeds[1], until))
        if device == "newest":
            self.hold(seeds[:2])
            world.engine_of(anew=self.card).run_once()
        held = {"has all": seeds[:2], "old destroyed": seeds[1:2], "newest lost": seeds[:1]}
        self.hold(held.get(office, seeds[2:]))
        if office not in held:
            self.tell(self.announced(seeds[2]))
        if device == "unknown":
            stranger = OfficeKeys.generate(world.bytes, 1).card.sealing_key
            self.first = replace(self.first, sealing_key=stranger)

    def announced(self, seed, until=NOW + 1, sign=None):
        key = OfficeKeys(bytes(16), 1, bytes(32), (seed,)).card.sealing_key
        office_id = self.world.office_keys.office_id
        said = KeyAnnouncement(office_id, next(self.serial), key, NOW, until)
        return said.signed(sign or self.root.sign)

    def tell(self, said):
        self.world.tell(self.world.all, said.encode())

    def hold(self, seeds):
        self.world.office_keys = replace(self.world.office_keys, sealing_seeds=tuple(seeds))

    def card(self):
        """What an application does: the newest key that the pinned root announced."""
        told = self.world.device.incoming_after(self.world.all, 0, 99)
        return newest(self.first, [KeyAnnouncement.decode(e.body) for e in told])

    def engine(self, **more):
        world = self.world
        made = world.engine_of(anew=self.card, **more)
        made._office = self.card()
        made._outbound.seal_to(self.card())
        return made

    def courier(self):
        world = self.world
        return DeviceCourier(
            world.device,
            world.keys,
            self.card(),
            device_number=7,
            now_ms=lambda: NOW,
            random=world.bytes,
        )


def go(rooted, way, tmp_path):
    """Send what is written by one way, as often as people would; return what stopped it."""
    world = rooted.world
    if way == "locked":
        outbox = Outbox(tmp_path / "outbox")
        outbox.fill((piece for f in rooted.courier().files() for piece in f.pieces), {})
        outbox.send(world.link, rooted.first.signing_key)
        arrivals = Arrivals(world.device, world.keys, rooted.card(), {PLAIN: PlainCodec()})
        outbox.take_in(world.device, arrivals, rooted.first.signing_key)
    if way == "stick":
        office = OfficeCourier(world.end)
        for _ in range(2):
            for file in list(rooted.courier().files()):
                taken = office.take(file)
                back = office.reply(taken.question, file.file_id, 7)
                rooted.courier().take(back)
        left = world.device.head().number - world.device.marks().acknowledged
        return "waits" if left else ""
    try:
        rooted.engine(lanes=2 if way == "two lanes" else 1).run_once()
    except KeyNotHere:
        return "waits"
    return ""


def wrong(rooted):
    """Return what no cell may show."""
    world, found = rooted.world, []
    stored = world.stored()
    if any(n > 1 for n in Counter(stored).values()):
        found.append("doubled")
    if stored != WRITTEN[: len(stored)]:
        found.append("order")
    if world.device.marks().acknowledged > len(stored):
        found.append("called sent and is not there")
    return found


@pytest.mark.parametrize(("device", "office", "way"), CELLS)
def test_every_cell(new_world, tmp_path, device, office, way):
    rooted = Rooted(new_world, device, office)
    world = rooted.world
    world.write(*WRITTEN)
    stopped = go(rooted, way, tmp_path)
    assert wrong(rooted) == []
    # The office's newest announced key is lost, and the device seals to it: only the root helps.
    can_open = office != "newest lost" or device in ("old", "expired")
    assert stopped == ("" if can_open else "waits")
    assert world.stored() == (WRITTEN if can_open else [])
    if not can_open:
        rooted.hold(rooted.seeds[2:])
        rooted.tell(rooted.announced(rooted.seeds[2]))
        assert go(rooted, way, tmp_path) == ""
        assert wrong(rooted) == []
        assert world.stored() == WRITTEN


def test_rotation_between_two_segments(new_world):
    """The key changes while segments are under way; none is lost, none comes twice."""
    rooted = Rooted(new_world, "newest", "has all")
    world = rooted.world
    world.write(*(b"x" * 3000 + b"%d" % n for n in range(60)))
    straight, sent = world.link.through, []

    def through(request):
        sent.append(request)
        if len(sent) == 4:
            rooted.hold(rooted.seeds[2:])
            rooted.tell(rooted.announced(rooted.seeds[2]))
        return straight(request)

    world.link.through = through
    outcome = rooted.engine(lanes=2).run_once()
    assert outcome.left == 0
    assert len(world.stored()) == len(set(world.stored())) == 60
    keys = [parse(r.segment).outer.key_id for r, _, _ in map(decode_request, sent) if r.segment]
    public = [rooted.announced(seed).key_id for seed in rooted.seeds]
    assert keys[0] == public[1]
    assert keys[-1] == public[2]


@pytest.mark.parametrize("standing", [Standing.REVOKED, Standing.FROZEN])
def test_a_refused_device_learns_no_key(new_world, standing):
    rooted = Rooted(new_world, "old", "old destroyed")
    world = rooted.world
    with world.office.transaction() as tx:
        feed = tx.lock_feed(world.feed_id)
        at = {"revoked_at": 0} if standing is Standing.REVOKED else {"forked_at": 1}
        tx.set_feed(world.feed_id, replace(feed, **at))
    world.write(*WRITTEN)
    outcome = rooted.engine().run_once()
    assert (outcome.standing, outcome.left) == (standing, len(WRITTEN))
    assert wrong(rooted) == []
    assert not world.device.followed()


@pytest.mark.parametrize("forger", ["office's signing key", "another root", "another office"])
def test_nobody_but_the_root_announces(new_world, forger):
    rooted = Rooted(new_world, "newest", "has all")
    world = rooted.world
    thief = world.bytes(32)
    sign = {
        "office's signing key": world.office_keys.sign,
        "another root": Ed25519PrivateKey.from_private_bytes(world.bytes(32)).sign,
        "another office": rooted.root.sign,
    }[forger]
    said = rooted.announced(thief, sign=sign)
    if forger == "another office":
        said = replace(said, office_id=bytes(16)).signed(sign)
    rooted.tell(said)
    rooted.engine().run_once()
    world.write(*WRITTEN)
    rooted.engine().run_once()
    assert world.stored() == WRITTEN
    assert not opened_by(world, thief)


def opened_by(world, seed):
    """Tell whether a stranger with `seed` can open anything that was sent."""
    mine = {key_id(OfficeKeys(bytes(16), 1, bytes(32), (seed,)).card.sealing_key): seed}
    for request, _, _ in map(decode_request, (r for r in world.link.sent if len(r) > 65)):
        if request.segment:
            try:
                unpack(parse(request.segment), mine, {PLAIN: PlainCodec()})
            except SegmentRefused:
                continue
            return True
    return False


def test_twin_a_device_that_believes_any_announcement(new_world):
    """Known bad: without the root's signature a thief's key is taken, and it must show."""
    rooted = Rooted(new_world, "newest", "has all")
    world = rooted.world
    thief = world.bytes(32)
    rooted.tell(rooted.announced(thief, sign=world.office_keys.sign))
    rooted.engine().run_once()
    world.write(*WRITTEN)

    def believes():
        told = world.device.incoming_after(world.all, 0, 99)
        said = [KeyAnnouncement.decode(e.body) for e in told]
        return replace(rooted.first, sealing_key=max(said, key=lambda a: a.serial).sealing_key)

    rooted.card = believes
    with pytest.raises(KeyNotHere):
        rooted.engine().run_once()
    assert opened_by(world, thief)


@pytest.mark.parametrize("way", WAYS)
def test_twin_an_office_that_receipts_what_it_could_not_open(new_world, tmp_path, way):
    """Known bad: the receipt names the segment's head although nothing was stored."""
    rooted = Rooted(new_world, "old", "old destroyed")
    world = rooted.world
    world.write(*WRITTEN)

    class Careless(OfficeEnd):
        def _answer(self, tx, keys, device, request, again):
            if request.segment:
                outer = parse(request.segment).outer
                feed = tx.lock_feed(device.feed_id)
                tx.set_feed(device.feed_id, replace(feed, head=Head(outer.last, outer.head)))
            return super()._answer(tx, keys, device, request, again)

    world.end = Careless(world.office, lambda: world.office_keys, lambda: NOW)
    go(rooted, way, tmp_path)
    assert "called sent and is not there" in wrong(rooted)

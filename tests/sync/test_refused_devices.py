"""R12, who may not: revoked, frozen, never enrolled, another office's; on every way up.

Nothing of theirs counts and nothing of the office reaches them, from the very next request on; what
a revoked or frozen laptop sends is held, not dropped. Known-bad twin: an office that asks once and
remembers who may.
"""

import itertools
from dataclasses import replace

import pytest

from sync.arrivals import Arrivals
from sync.codec import PLAIN, PlainCodec
from sync.courier_errors import CourierRefused, Why
from sync.courier_office import OfficeCourier
from sync.errors import DeviceUnknown, RequestRefused, SyncError
from sync.outbox import Outbox
from sync.storage import Standing
from tests.sync.world import Laptop, World

WHO = ("revoked", "frozen", "never enrolled", "of another office")
WAYS = ("link", "two lanes", "locked", "stick")
WRITTEN = [b"record %d" % n for n in range(40)]


def world_of(who):
    """Return a world and the laptop that may not; the office has a word for everybody."""
    world = World()
    laptop = world.laptops[0]
    if who in ("revoked", "frozen"):
        take_away(world, laptop, who)
    else:
        elsewhere = World(seed=5 if who == "of another office" else 6)
        laptop = Laptop(elsewhere, 9)
        if who == "never enrolled":
            # It knows the office's card, and made itself a feed.
            elsewhere.office_keys = world.office_keys
            laptop = Laptop(elsewhere, 9)
    world.tell(world.all, b"for all")
    world.tell(world.own, b"for one")
    laptop.write(*WRITTEN)
    return world, laptop


def take_away(world, laptop, who):
    with world.office.transaction() as tx:
        feed = tx.lock_feed(laptop.feed_id)
        at = {"revoked_at": feed.head.number} if who == "revoked" else {"forked_at": 1}
        tx.set_feed(laptop.feed_id, replace(feed, **at))


def send(world, laptop, way, tmp_path):
    """Try one way up and take in what comes back."""
    if way == "stick":
        office = OfficeCourier(world.end)
        for file in list(laptop.courier.files()):
            taken = office.take(file)
            laptop.courier.take(office.reply(taken.question, file.file_id, laptop.number))
    elif way == "locked":
        card = laptop.world.office_keys.card
        outbox = Outbox(tmp_path / "outbox")
        outbox.fill((piece for f in laptop.courier.files() for piece in f.pieces), {})
        outbox.send(world.link, card.signing_key)
        arrivals = Arrivals(laptop.storage, laptop.keys, card, {PLAIN: PlainCodec()})
        outbox.take_in(laptop.storage, arrivals, card.signing_key)
    else:
        laptop.engine_of(post=world.link, lanes=2 if way == "two lanes" else 1).run_once()


def send_or_refused(world, laptop, way, tmp_path):
    """Return why it was refused, None when it was not."""
    try:
        send(world, laptop, way, tmp_path)
    except CourierRefused as refused:
        return refused.why
    except (DeviceUnknown, RequestRefused):
        return "not one of ours"
    return None


@pytest.mark.parametrize(("who", "way"), list(itertools.product(WHO, WAYS)))
def test_who_may_not_gets_nothing_in_and_nothing_out(tmp_path, who, way):
    world, laptop = world_of(who)
    known = who in ("revoked", "frozen")
    refused = send_or_refused(world, laptop, way, tmp_path)
    if way == "stick":
        unknown = Why.OTHER_OFFICE if who == "of another office" else Why.UNKNOWN_DEVICE
        assert refused == (None if known else unknown)
    else:
        assert refused == (None if known else "not one of ours")
    if known:
        assert laptop.storage.standing() is Standing(who)
    assert world.office.entries_after(laptop.feed_id, 0, 99) == []
    assert laptop.storage.followed() == []
    held = [entry.body for entry in world.office.held_entries(laptop.feed_id)]
    assert held == (WRITTEN if known else [])
    if not known:
        assert laptop.storage.marks().acknowledged == 0


class Remembering:
    """The known-bad twin: a ledger that is asked once who may."""

    def __init__(self, office):
        self._lock, self._known = office.lock_feed, {}

    def __call__(self, feed_id):
        now = self._lock(feed_id)
        self._known.setdefault(feed_id, now.revoked_at)
        return replace(now, revoked_at=self._known[feed_id])


@pytest.mark.parametrize("twin", [False, True])
def test_from_the_next_request_on(twin):
    """Revoked in the middle of a sync: what was under way counts, the next request does not."""
    world = World()
    (laptop,) = world.laptops
    if twin:
        world.office.lock_feed = Remembering(world.office)
    laptop.write(*(world.bytes(3000) for _ in range(60)))
    straight, stored = world.link.through, []

    def through(request):
        if len(world.link.sent) == 4:
            stored.extend(world.stored())
            take_away(world, laptop, "revoked")
            world.tell(world.own, b"too late for it")
        return straight(request)

    world.link.through = through
    try:
        laptop.engine_of(post=world.link).run_once()
    except SyncError:
        assert twin
    held = world.office.held_entries(laptop.feed_id)
    right = world.stored() == stored and len(stored) + len(held) == 60 and not laptop.told()
    assert 0 < len(stored) < 60
    assert right is not twin

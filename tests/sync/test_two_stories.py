"""An office whose feed is another than the device keeps: both stay, everything else goes on."""

import pytest

from sync.courier_errors import CourierRefused, Why
from sync.courier_file import decode_file
from sync.entry import Head, next_entry
from sync.errors import OfficeFeedRewritten
from tests.sync.world import NOW, World


@pytest.fixture
def world():
    """An office that wrote anew what the laptop has, and had more to say on both feeds."""
    world = World()
    (laptop,) = world.laptops
    laptop.storage.store_incoming(world.all, [first_story(world)])
    world.tell(world.all, b"another form", b"one more")
    world.tell(laptop.own, b"decided")
    laptop.write(*(b"record %d" % n for n in range(700)))
    return world


def first_story(world):
    return next_entry(
        world.all,
        Head(0, world.all),
        time_ms=NOW,
        clock_offset_s=0,
        author="maria",
        kind="form.published",
        body=b"form",
        salt=bytes(16),
    )


def check(world):
    (laptop,) = world.laptops
    assert laptop.storage.marks().acknowledged == 700
    assert world.stored(laptop) == [b"record %d" % n for n in range(700)]
    assert laptop.told() == [b"decided"]
    assert [one.body for one in laptop.storage.incoming_after(world.all, 0, 9)] == [b"form"]
    assert [one.body for one in world.office.office_entries_after(world.all, 0, 9)] == [
        b"another form",
        b"one more",
    ]


@pytest.mark.parametrize("lanes", [1, 2])
def test_by_link(world, lanes):
    outcome = world.engine_of(lanes=lanes).run_once()
    assert (outcome.left, outcome.rewritten) == (0, world.all)
    check(world)
    assert world.engine_of(lanes=lanes).run_once().rewritten == world.all
    check(world)


def test_by_stick(world):
    (laptop,) = world.laptops
    (file,) = laptop.courier.files()
    out = decode_file(file.encode())
    back = world.back(world.courier.take(out), out)
    with pytest.raises(CourierRefused) as caught:
        laptop.courier.take(back)
    assert caught.value.why is Why.REWRITTEN
    check(world)


def test_a_device_that_stops_there_is_caught(world, monkeypatch):
    """The twin lets it end the run, as any other refusal does."""

    def take(run, answer):
        return run._engine._arrivals.take(answer, 0)

    monkeypatch.setattr("sync.engine._Run._take", take)
    with pytest.raises(OfficeFeedRewritten):
        world.engine.run_once()
    with pytest.raises(AssertionError):
        check(world)

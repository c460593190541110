"""R9: the connection cut after every byte, in both directions; nothing lost, doubled or believed.

Two known-bad twins must be caught: a device that takes sending for arriving, an office that
forgets its mark.
"""

import pytest

from sync.errors import LinkProblem
from sync.receipt import Receipt
from tests.sync.cut_course import Course, points


@pytest.fixture
def course(new_world):
    """Start courses that end with the test."""
    made = []

    def start(world=None):
        made.append(Course(world or new_world()).__enter__())
        return made[-1]

    yield start
    for one in made:
        one.__exit__()


@pytest.mark.parametrize(
    "count", [300, pytest.param(None, marks=pytest.mark.nightly)], ids=["300", "every"]
)
def test_a_cut_after_any_byte_loses_and_doubles_nothing(course, count):
    one = course()
    for way, after in points(one, count):
        one.cut(way, after)
    assert one.lies == []
    assert one.link.count.cuts > 0.9 * (count or 300)
    assert one.world.stored() == one.written
    assert one.world.office.refusals == []


def test_a_device_that_takes_sending_for_arriving_is_caught(course):
    one = course()
    device, card = one.world.device, one.world.office_keys.card

    def believe():
        head = device.head()
        device.record_receipt(
            Receipt(card.office_id, 1, one.world.feed_id, head.number, head.hash, 0)
        )

    up = next(after for way, after in points(one, 12) if way == "up")
    one.cut("up", up, believe)
    assert {"marked sent without a receipt", "lost"} <= set(one.lies)


def test_an_office_that_forgets_its_mark_is_caught(course, new_world):
    world = new_world()
    arrivals, keep = [], world.office.store

    def store(feed_id, entries, evidence, *, held):
        arrivals.extend(e.body for e in entries)
        return keep(feed_id, entries, evidence, held=held)

    world.office.store = store
    world.office.set_feed = lambda feed_id, feed: None  # so the same entries are new again
    world.stored = lambda: arrivals
    one = course(world)
    one.batch()
    one.link.cut_after("down", 0)
    with pytest.raises(LinkProblem):
        one.engine.run_once()
    world.engine_of(post=one.journal).run_once()
    one.check()
    assert "doubled" in one.lies

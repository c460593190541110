"""R9: the connection cut after every byte, in both directions; nothing lost, doubled or believed.

The checker keeps its own journal: which receipts reached the device whole and signed. Two known-bad
twins must be caught: a device that takes sending for arriving, an office that forgets its mark.
"""

import random
from dataclasses import dataclass, field

import pytest

from sync.bad_link import BadLink
from sync.client import Transport
from sync.errors import LinkProblem
from sync.keys import verify
from sync.message import decode_answer
from sync.quiet import ASK_BYTES
from sync.receipt import Receipt

SEED = 9
EACH = 3


@dataclass
class Journal:
    """What the device was truly told; wraps the way to the office."""

    transport: Transport
    office_key: bytes
    told: int = 0
    sent: list = field(default_factory=list)

    def post(self, request):
        self.sent.append(len(request))
        answer = self.transport.post(request)
        if len(request) != ASK_BYTES:
            receipt = decode_answer(answer, request, self.office_key).receipt
            assert verify(self.office_key, receipt.signature, receipt.signed_part())
            self.told = max(self.told, receipt.number)
        return answer


class Course:
    """One device and one office, cut again and again."""

    def __init__(self, world, port):
        self.world, self.written = world, []
        self.link = BadLink(port)
        self.link.__enter__()
        transport = Transport(f"http://127.0.0.1:{self.link.port}")
        self.journal = Journal(transport, world.office_keys.card.signing_key)
        self.lies = []
        self.engine = world.engine_of(post=self.journal)

    def close(self):
        self.journal.transport.close()
        self.link.__exit__(None, None, None)

    def batch(self):
        bodies = [b"%d of %d" % (n, len(self.written)) for n in range(EACH)]
        self.written += bodies
        self.world.write(*bodies)

    def cut(self, way, after, cut_short=lambda: None):
        """Write a batch, sync with a cut after so many bytes, check; sync whole, check."""
        self.batch()
        self.journal.transport.close()  # each batch on a new connection, so bytes are the same
        self.link.cut_after(way, after)
        try:
            self.engine.run_once()
        except LinkProblem:
            cut_short()
        self.check()
        self.link.cut_after(way, 10**9)
        self.journal.transport.close()
        assert self.engine.run_once().left == 0
        self.check()

    def check(self):
        """Note every lie: a mark without a receipt, an entry lost or doubled."""
        marks = self.world.device.marks()
        if marks.acknowledged > self.journal.told:
            self.lies.append("marked sent without a receipt")
        stored = self.world.stored()
        if len(set(stored)) != len(stored):
            self.lies.append("doubled")
        if stored[: marks.acknowledged] != self.written[: marks.acknowledged]:
            self.lies.append("lost")
        if stored != self.written[: len(stored)]:
            self.lies.append("out of order")


@pytest.fixture
def course(new_world, serve):
    made = []

    def start(world=None):
        world = world or new_world()
        made.append(Course(world, serve(world)))
        return made[-1]

    yield start
    for one in made:
        one.close()


def lengths(course):
    """Return bytes up and down of one batch on a new connection."""
    course.batch()
    before = (course.link.count.up, course.link.count.down)
    course.engine.run_once()
    return course.link.count.up - before[0], course.link.count.down - before[1]


def points(course, count):
    up, down = lengths(course)
    every = [("up", n) for n in range(up)] + [("down", n) for n in range(down)]
    print(f"seed {SEED}: {up} bytes up, {down} down")
    return every if count is None else random.Random(SEED).sample(every, count)


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

"""One device and one office whose connection is cut again and again (R9), and who notes every lie.

The checker keeps its own journal: which receipts reached the device whole and signed, what was
written on either side. Used with one lane here and with the application's codec and dictionary on
two lanes in `tests/contract/test_cuts_on_two_lanes.py`.
"""

import random
import threading
from dataclasses import dataclass, field

from sync.bad_link import BadLink
from sync.client import Transport
from sync.errors import LinkProblem
from sync.keys import verify
from sync.message import decode_answer
from sync.quiet import ASK_BYTES
from tests.sync.world import Served

SEED = 9
EACH = 3


@dataclass
class Journal:
    """What the device was truly told; wraps the way to the office, from any thread."""

    transport: Transport | None
    office_key: bytes
    told: int = 0
    under_way: int = 0
    most_under_way: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def post(self, request):
        with self._lock:
            self.under_way += 1
            self.most_under_way = max(self.most_under_way, self.under_way)
        try:
            answer = self.transport.post(request)
        finally:
            with self._lock:
                self.under_way -= 1
        if len(request) != ASK_BYTES:
            receipt = decode_answer(answer, request, self.office_key).receipt
            assert verify(self.office_key, receipt.signature, receipt.signed_part())
            with self._lock:
                self.told = max(self.told, receipt.number)
        return answer


def numbered(n, count):
    """Return the bodies of one batch, the `n`-th."""
    return [b"%d of %d" % (k, n + k) for k in range(count)]


class Course:
    """Cuts one connection after another; what is wrong then stands in `lies`.

    Args:
        world: one office and one laptop.
        bodies: of (how many were written, how many are wanted).
        each: entries of a batch.
        engine: further arguments of the device's engine.
    """

    def __init__(self, world, bodies=numbered, each=EACH, **engine):
        self.world, self.bodies, self.each = world, bodies, each
        self.written, self.said, self.lies = [], [], []
        self.served = Served(world)
        self.link = BadLink(self.served.port)
        self.journal = Journal(None, world.office_keys.card.signing_key)
        self.engine = world.engine_of(post=self.journal, **engine)

    def __enter__(self):
        self.link.__enter__()
        self.journal.transport = Transport(f"http://127.0.0.1:{self.link.port}")
        return self

    def __exit__(self, *error):
        self.journal.transport.close()
        self.link.__exit__(None, None, None)
        self.served.stop()

    def batch(self):
        """Write on both sides."""
        bodies = self.bodies(len(self.written), self.each)
        self.written += bodies
        self.world.write(*bodies)
        self.said.append(b"decision %d" % len(self.said))
        self.world.tell(self.world.own, self.said[-1])

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
        if self.engine.run_once().left:
            self.lies.append("left behind")
        self.check()
        if self.told() != self.said:
            self.lies.append("the office's word did not arrive")

    def told(self):
        """Return what the laptop has of the office's feed for it."""
        return self.world.laptops[0].told()

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
        told = self.told()
        if told != self.said[: len(told)]:
            self.lies.append("the office's word doubled or out of order")


def lengths(course):
    """Return bytes up and down of one batch on a new connection."""
    course.batch()
    before = (course.link.count.up, course.link.count.down)
    course.engine.run_once()
    return course.link.count.up - before[0], course.link.count.down - before[1]


def points(course, count):
    """Return `count` places to cut at, every one without a count."""
    lengths(course)  # the first run tells more than later ones do
    course.journal.transport.close()
    up, down = lengths(course)
    every = [("up", n) for n in range(up)] + [("down", n) for n in range(down)]
    print(f"seed {SEED}: {up} bytes up, {down} down")
    return every if count is None else random.Random(SEED).sample(every, count)

"""R18: 64 kbit/s, 2 s there and back, 30 % loss, a cut every 20 s, on a faster clock.

All of it arrives once, and of what the device sends at most a tenth is sent again. What is on its
way when the line is cut is lost: 1.4 s of each 20 s on the worst link (1 s delay, stalls), if the
office keeps every piece that came whole. One known-bad twin sends as much at once as on a good
link, the other keeps only requests that came to their end.
"""

import random
import time

import pytest

from sync.bad_link import POOR, WORST, BadLink
from sync.blob_folder import BlobFolder
from sync.blob_message import piece_blob, whole_pieces
from sync.blob_office import BlobEnd
from sync.blob_sender import BlobSender
from sync.client import Transport
from sync.errors import LinkProblem
from sync.pace import Pace
from sync.reference import PlainBlobQueue

SEED = 18


class Careless(Pace):
    """The known-bad twin: it learns nothing, and a piece takes longer than the link holds."""

    def __init__(self):
        super().__init__()
        self.segment_bytes = 256 * 2**10

    def went(self, size, seconds):
        """Learn nothing."""

    def cut(self):
        """Learn nothing."""


class Course:
    """One laptop with entries and documents behind the link, with a journal of what it sent."""

    def __init__(self, world, folder, port, pace):
        self.world, self.port, self.pace = world, port, pace
        self.chance = random.Random(SEED)
        self.office_blobs = BlobFolder(folder / "office")
        documents = BlobEnd(world.office, self.office_blobs, lambda: world.office_keys, lambda: 0)
        self.arrived = set()
        world.documents = self.noted(documents.handle, self.piece)
        world.cut_short = self.noted(documents.cut_short, self.piece)
        world.exchange = self.noted(world.end.handle, lambda data: {data: len(data)})
        self.queue = PlainBlobQueue(str(folder / "queue.sqlite"), folder / "device")
        self.sent = self.useful = self.broken = 0

    def fill(self, records, photos, photo_bytes):
        self.written = [self.chance.randbytes(250) for _ in range(records)]
        self.world.write(*self.written)
        self.photos = [self.queue.add(self.chance.randbytes(photo_bytes)) for _ in range(photos)]

    def noted(self, handle, parts):
        """Add up what came whole, each part once: the rest of what was sent went for nothing."""

        def note(data):
            came = {one: size for one, size in parts(data).items() if one not in self.arrived}
            self.arrived.update(came)
            self.useful += sum(came.values())
            return handle(data)

        return note

    def piece(self, data):
        """Return the parts of a request about a document; a question is a new one each time."""
        if not (whole := whole_pieces(data)):
            return {}
        if piece_blob(data) is None:
            return {self.chance.randbytes(8): len(data)}
        return {one: len(one) for one in whole}

    @property
    def again(self):
        return 1 - self.useful / self.sent

    def bring(self, weather, faster=20, most=200):
        def monotonic_s():
            return time.monotonic() * faster

        with BadLink(self.port, weather.sped_up(faster), SEED) as link:
            transport = Transport(f"http://127.0.0.1:{link.port}")
            post = Counting(transport, self)
            world, card = self.world, self.world.office_keys.card
            engine = world.engine_of(post=post, lanes=2, pace=self.pace, monotonic_s=monotonic_s)
            sender = BlobSender(
                self.queue,
                world.feed_id,
                world.keys,
                card,
                post,
                pace=self.pace,
                monotonic_s=monotonic_s,
            )
            for _ in range(most):
                try:
                    if engine.run_once().left == 0 and sender.run_once() == 0:
                        break
                except LinkProblem:
                    self.broken += 1
                    transport.close()
            transport.close()
            return link.count

    def whole(self):
        return all(self.office_blobs.whole(one) for one in self.photos)


class Counting:
    """Counts what was asked to go."""

    def __init__(self, transport, course):
        self.transport, self.course = transport, course

    def post(self, request):
        self.course.sent += len(request)
        return self.transport.post(request)

    def post_blob(self, piece):
        self.course.sent += len(piece)
        return self.transport.post_blob(piece)


@pytest.fixture
def course(new_world, serve, tmp_path):
    def start(pace):
        world = new_world()
        return Course(world, tmp_path, serve(world), pace)

    return start


LANES = [
    pytest.param(POOR, 20, 2, 0.1, id="poor"),
    pytest.param(WORST, 4, 10, 0.15, id="worst", marks=pytest.mark.nightly),
]


@pytest.mark.parametrize(("weather", "faster", "photos", "most_again"), LANES)
def test_on_a_poor_link_all_arrives_and_little_is_sent_again(
    course, weather, faster, photos, most_again
):
    one = course(Pace())
    one.fill(50, photos, 60_000)
    count = one.bring(weather, faster)
    print(f"seed {SEED}: {one.sent} bytes, {one.again:.1%} again, {count.cuts} cuts, {one.broken}")
    assert one.world.stored() == one.written
    assert one.whole()
    assert one.broken > 0
    assert one.again <= most_again


def test_a_device_that_learns_nothing_of_the_link_is_caught(course):
    one = course(Careless())
    one.fill(20, 1, 200_000)  # 25 s at the rate, with a cut every 20 s
    one.bring(POOR, most=5)
    print(f"seed {SEED}: {one.sent} bytes, {one.again:.1%} again")
    assert one.again > 0.1

"""R18: 64 kbit/s, 2 s there and back, 30 % loss, a cut every 20 s, on a faster clock.

All of it arrives once, and of what the device sends at most a tenth is sent again. What is on its
way when the line is cut is lost: 1.4 s of each 20 s on the worst link (1 s delay, stalls), if the
office keeps every piece that came whole, and less once the device sees how regular the cuts are.
One known-bad twin sends as much at once as on a good link, the other never sees when a cut is due.
That pieces of a cut request stay is tested with the documents' own tests.
"""

import random
import time

import pytest

from sync.bad_link import POOR, WORST, BadLink
from sync.blob_folder import BlobFolder
from sync.blob_message import is_piece, piece_blob, whole_pieces
from sync.blob_office import BlobEnd
from sync.blob_sender import BLOB_LANES, BlobSender
from sync.client import Transport
from sync.errors import LinkProblem
from sync.pace import Pace
from sync.reference import PlainBlobQueue

SEED = 18


class Careless(Pace):
    """The known-bad twin: it learns nothing, and a piece takes longer than the link holds."""

    def __init__(self, monotonic_s):
        super().__init__(monotonic_s)
        self.segment_bytes = 256 * 2**10

    def went(self, size, seconds):
        """Learn nothing."""

    def cut(self):
        """Learn nothing."""


class Blind(Pace):
    """The known-bad twin: it never sees when a cut is due."""

    def _cut_is_due(self):
        return False


class Course:
    """One laptop with entries and documents behind the link, and what came for nothing."""

    def __init__(self, world, folder, port, kind, *, seed=SEED):
        self.world, self.port, self.kind = world, port, kind
        self.seed, self.chance = seed, random.Random(seed)
        self.office_blobs = BlobFolder(folder / "office")
        documents = BlobEnd(world.office, self.office_blobs, lambda: world.office_keys, lambda: 0)
        self.documents = documents
        self.arrived = set()
        world.documents = self.noted(documents.handle, whole_pieces)
        world.exchange = self.noted(world.end.handle, lambda data: [data])
        world.cut_short = self.cut_short
        self.queue = PlainBlobQueue(str(folder / "queue.sqlite"), folder / "device")
        self.wasted = self.sent = self.broken = 0

    def fill(self, records, photos, photo_bytes):
        self.written = [self.chance.randbytes(250) for _ in range(records)]
        self.world.write(*self.written)
        self.photos = [self.queue.add(self.chance.randbytes(photo_bytes)) for _ in range(photos)]

    def noted(self, handle, parts_of):
        def note(data):
            self.came(parts_of(data))
            return handle(data)

        return note

    def came(self, parts):
        """Add up what came again; a question about a document is a new one each time."""
        for one in parts:
            self.wasted += len(one) if one in self.arrived and not is_question(one) else 0
            self.arrived.add(one)

    def cut_short(self, data, of_blobs):
        whole = whole_pieces(data) if of_blobs else []
        self.came(whole)
        self.wasted += len(data) - sum(map(len, whole))
        if whole:
            self.documents.cut_short(data)

    def bring(self, weather, faster=20, most=200):
        def monotonic_s():
            return time.monotonic() * faster

        began_s, pace = monotonic_s(), self.kind(monotonic_s)
        with BadLink(self.port, weather.sped_up(faster), self.seed) as link:
            post = Transport(f"http://127.0.0.1:{link.port}")
            world, card = self.world, self.world.office_keys.card
            engine = world.engine_of(post=post, lanes=2, pace=pace, monotonic_s=monotonic_s)
            sender = BlobSender(
                self.queue,
                world.feed_id,
                world.keys,
                card,
                post,
                pace=pace,
                lanes=BLOB_LANES,
                monotonic_s=monotonic_s,
            )
            for _ in range(most):
                try:
                    if engine.run_once().left == 0 and sender.run_once() == 0:
                        break
                except LinkProblem:
                    self.broken += 1
                    post.close()
            post.close()
        count = link.count
        self.sent = count.up - count.unsent
        self.again = (count.lost + self.wasted) / self.sent
        seconds = time.monotonic() * faster - began_s
        print(
            f"seed {self.seed}: {self.sent} bytes up in {seconds:.0f} s, {count.cuts} cuts,"
            f" {count.lost} lost on the line, {self.wasted} for nothing: {self.again:.1%} again"
        )

    def whole(self):
        return all(self.office_blobs.whole(one) for one in self.photos)


def is_question(piece):
    return is_piece(piece) and piece_blob(piece) is None


@pytest.fixture
def course(new_world, serve, tmp_path):
    def start(kind, **more):
        world, folder = new_world(), tmp_path / kind.__name__
        folder.mkdir()
        return Course(world, folder, serve(world), kind, **more)

    return start


LANES = [
    pytest.param(POOR, 20, 2, SEED, id="poor"),
    *(
        pytest.param(WORST, 4, 10, seed, id=f"worst-{seed}", marks=pytest.mark.nightly)
        for seed in range(SEED, SEED + 5)
    ),
]


@pytest.mark.parametrize(("weather", "faster", "photos", "seed"), LANES)
def test_on_a_poor_link_all_arrives_and_little_is_sent_again(course, weather, faster, photos, seed):
    one = course(Pace, seed=seed)
    one.fill(50, photos, 60_000)
    one.bring(weather, faster)
    assert one.world.stored() == one.written
    assert one.whole()
    assert one.broken > 0
    assert one.again <= 0.1


def test_who_learns_nothing_is_caught(course):
    one = course(Careless)
    one.fill(20, 2, 300_000)  # 75 s at the rate, with a cut every 20 s
    one.bring(POOR, most=8)
    assert one.again > 0.1


@pytest.mark.nightly
def test_who_never_sees_when_a_cut_is_due_is_caught(course):
    ours, twin = course(Pace), course(Blind)
    for one in (ours, twin):
        one.fill(20, 2, 300_000)
        one.bring(WORST, 8, most=8)
    assert twin.again > 1.3 * ours.again

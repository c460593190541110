"""R9 on the route of documents: a piece cut after every byte, in both directions.

What was called sent must be whole at the office, and a cut costs one request at most.
Known-bad twins: a laptop that takes a cut for an answer, an office that forgets what it has.
"""

import random
from collections import Counter

import pytest

from sync.bad_link import BadLink
from sync.blob import open_blob, seal_blob
from sync.blob_folder import BlobFolder
from sync.blob_message import (
    BlobState,
    PieceAnswer,
    decode_piece,
    decode_piece_answer,
    piece_blob,
    whole_pieces,
)
from sync.blob_office import BlobEnd
from sync.blob_sender import BlobSender
from sync.client import Transport
from sync.errors import LinkProblem
from sync.pace import SMALLEST, Pace
from sync.reference import PlainBlobQueue
from tests.sync.world import Served

SEED = 90
SCAN_BYTES = 5_000


class Course:
    """A laptop's documents, an office's folder, a link that is cut; `lies` is what went wrong."""

    def __init__(self, world, folder):
        self.world, self.random = world, random.Random(SEED)
        self.here = BlobFolder(folder / "office")
        self.end = BlobEnd(world.office, self.here, lambda: world.office_keys, lambda: 0)
        self.office_key = world.office_keys.card.signing_key
        world.documents, world.cut_short = self.handle, self.cut_short
        self.served = Served(world)
        self.link = BadLink(self.served.port).__enter__()
        self.transport = Transport(f"http://127.0.0.1:{self.link.port}")
        self.queue = PlainBlobQueue(":memory:", folder / "device")
        card = world.office_keys.card
        self.sender = BlobSender(self.queue, world.feed_id, world.keys, card, self)
        self.refs, self.whole, self.lies = [], set(), []
        self.bytes_in = Counter()

    def close(self):
        self.transport.close()
        self.link.__exit__(None, None, None)
        self.served.stop()

    def handle(self, request):
        self.count(request)
        return self.end.handle(request)

    def cut_short(self, data, _of_blobs):
        self.count(data)
        self.end.cut_short(data)

    def count(self, data):
        """Count the bytes of documents that came whole."""
        for piece, _, _ in map(decode_piece, whole_pieces(data)):
            self.bytes_in[piece.blob_id] += len(piece.data)

    def post_blob(self, request):
        """Keep what the office truly said of a document."""
        answer = self.transport.post_blob(request)
        told = decode_piece_answer(answer, request, self.office_key)
        if told.state is BlobState.WHOLE:
            self.whole.add(decode_piece(whole_pieces(request)[0])[0].blob_id)
        return answer

    def scan(self):
        """Let one more document wait."""
        content = self.random.randbytes(SCAN_BYTES)
        ref, sealed = seal_blob(content, self.random.randbytes(32))
        self.queue.add(sealed)
        self.refs.append((ref, content))
        self.transport.close()
        self.sender._pace = Pace()
        self.sender._pace.segment_bytes = SMALLEST

    def cut(self, way, after):
        self.scan()
        self.link.cut_after(way, after)
        try:
            self.sender.run_once()
        except LinkProblem:
            self.check()
        self.link.cut_after(way, 10**9)
        self.transport.close()
        if self.sender.run_once():
            self.lies.append("left behind")
        self.check()
        ref, _ = self.refs[-1]
        # The laptop may ask before the office saw the cut: the second of its two requests is lost.
        if self.bytes_in[ref.blob_id] > ref.size + (ref.size - SMALLEST):
            self.lies.append("sent again")

    def check(self):
        ref, content = self.refs[-1]
        if not self.queue.waiting():
            if ref.blob_id not in self.whole:
                self.lies.append("called sent without the office's word")
            if not self.here.whole(ref.blob_id):
                self.lies.append("lost")
            elif open_blob(ref, self.here.read(ref.blob_id)) != content:
                self.lies.append("changed")

    def points(self, count):
        """Return `count` places to cut at, every one without a count."""
        self.scan()
        before = self.link.count.up, self.link.count.down
        self.sender.run_once()
        up, down = self.link.count.up - before[0], self.link.count.down - before[1]
        every = [("up", n) for n in range(up)] + [("down", n) for n in range(down)]
        print(f"seed {SEED}: {up} bytes up, {down} down")
        return every if count is None else random.Random(SEED).sample(every, count)


@pytest.fixture
def course(new_world, tmp_path):
    one = Course(new_world(), tmp_path)
    yield one
    one.close()


@pytest.mark.parametrize(
    "count", [150, pytest.param(None, marks=pytest.mark.nightly)], ids=["150", "every"]
)
def test_a_cut_after_any_byte_loses_and_repeats_nothing(course, count):
    places = course.points(count)
    for way, after in places:
        course.cut(way, after)
    assert course.lies == []
    assert course.link.count.cuts > 0.9 * len(places)
    assert all(course.here.whole(ref.blob_id) for ref, _ in course.refs)


def test_a_laptop_that_takes_a_cut_for_an_answer_is_caught(course):
    heard = course.sender._heard

    def believing(flight):
        try:
            return heard(flight)
        except LinkProblem:
            return PieceAnswer(SCAN_BYTES, BlobState.WHOLE)

    course.sender._heard = believing
    course.cut("up", 3_000)
    assert {"called sent without the office's word", "lost"} <= set(course.lies)


def test_an_office_that_forgets_what_it_has_is_caught(course):
    world = course.world
    _, down = max(p for p in course.points(None) if p[0] == "down")

    def forgetful(request):
        if piece_blob(request) is None:
            course.here.drop(decode_piece(request)[0].blob_id)
        return straight(request)

    straight = course.handle
    world.documents = forgetful
    course.cut("down", down)
    assert "sent again" in course.lies

"""R9 as the application sends: two lanes, columns, the dictionary; cut at any byte either way.

Two segments are under way, so one may arrive whole while the other is cut, and may overtake it.
Known-bad twins: an office that receipts a run that came too early, a laptop that takes sending for
arriving.
"""

import hashlib
from dataclasses import replace

import msgspec
import pytest

from outreach_app.domain import wire_dictionary
from outreach_app.domain.record_columns import NUMBER, ColumnCodec
from sync import office as office_end
from sync.engine import LANES
from sync.message import decode_request
from sync.pace import Pace
from sync.quiet import ASK_BYTES
from sync.receipt import Receipt
from sync.segment import parse
from tests.sync.cut_course import Course, points
from tests.sync.world import World

PLACES = 300
A_WORLD = 400  # places; the checker reads all that a world has


class SmallPieces(Pace):
    """As on a link so bad that a few files fill a segment, whatever it learns."""

    segment_bytes = property(lambda self: 300, lambda self, _value: None)

    def level(self, raw_bytes):
        return 3  # the hardest costs half of the test's time


def files(n, count):
    """Return bodies like those of finished files: one shape, other words."""
    return [
        msgspec.json.encode(
            {
                "instance_id": f"uuid:{k:032x}",
                "number": f"RY-D007-{k:05d}",
                "answers": {"nama": f"Orang {k * k}", "nik": f"1804{k:012d}", "desa": k % 7},
                "words": hashlib.sha512(b"%d" % k).hexdigest(),
            }
        )
        for k in range(n, n + count)
    ]


def applied(**changes):
    """Return a course with everything that the application plugs in."""
    dictionary = wire_dictionary.bundled()
    world = World(codecs={NUMBER: ColumnCodec()})
    world.end.dictionaries = lambda: {dictionary.dictionary_id: dictionary}
    engine = {"codec": ColumnCodec(), "dictionary": dictionary, "lanes": LANES}
    return Course(world, files, each=6, pace=SmallPieces(), **(engine | changes))


@pytest.mark.parametrize(
    "count", [PLACES, pytest.param(None, marks=pytest.mark.nightly)], ids=["300", "every"]
)
def test_a_cut_after_any_byte_of_two_lanes(count):
    with applied() as one:
        places = points(one, count)
    cuts = 0
    for start in range(0, len(places), A_WORLD):
        with applied() as one:
            for way, after in places[start : start + A_WORLD]:
                one.cut(way, after)
            assert one.lies == []
            assert one.world.stored() == one.written
            assert one.world.office.refusals == []
            assert one.journal.most_under_way == LANES
            cuts += one.link.count.cuts
    print(f"{len(places)} places, {cuts} cuts")
    assert cuts > 0.8 * len(places)


def test_columns_and_dictionary_are_what_was_cut():
    with applied() as one:
        seen = []
        straight = one.world.exchange
        one.world.exchange = lambda request: seen.append(request) or straight(request)
        one.batch()
        one.engine.run_once()
    outers = office_segments(seen)
    assert len(outers) > 2
    assert {(outer.codec, outer.dictionary) for outer in outers} == {
        (NUMBER, wire_dictionary.bundled().dictionary_id)
    }


def office_segments(requests):
    """Return the outer headers of the segments in requests."""
    told = [decode_request(data)[0] for data in requests if len(data) != ASK_BYTES]
    return [parse(one.segment).outer for one in told if one.segment]


def test_an_office_that_receipts_what_came_too_early_is_caught(monkeypatch):
    class Careless(office_end.OfficeEnd):
        def _ingest_in_turn(self, feed_id, run):
            with self.storage.transaction() as tx:
                feed = tx.lock_feed(feed_id)
                if run.before.number > feed.head.number:
                    tx.set_feed(feed_id, replace(feed, head=run.entries[-1].head))
                    return 0
            return super()._ingest_in_turn(feed_id, run)

    with applied() as one:
        world = one.world
        old = world.end
        world.end = Careless(
            world.office, old.keys, old.now_ms, codecs=old.codecs, dictionaries=old.dictionaries
        )
        for way, after in points(one, 20):
            one.cut(way, after)
            if one.lies:
                break
        assert {"lost", "out of order"} & set(one.lies)


def test_a_laptop_that_takes_sending_for_arriving_is_caught():
    with applied() as one:
        device, card = one.world.device, one.world.office_keys.card

        def believe():
            head = device.head()
            said = Receipt(card.office_id, 1, one.world.feed_id, head.number, head.hash, 0)
            device.record_receipt(said)

        one.batch()
        one.cut("up", 700, believe)
        assert {"marked sent without a receipt", "lost"} <= set(one.lies)

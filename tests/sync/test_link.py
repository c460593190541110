"""Bad and good links: sizes, two lanes, the short question, stopping, asking before sending."""

import threading

import pytest

from sync import quiet
from sync.errors import AnswerCutShort
from sync.pace import LARGEST, SMALLEST, START, Pace
from sync.stop import Stop
from sync.storage import Standing

SOME = [b"record %d " % n * 40 for n in range(300)]


def test_pace_grows_on_a_fast_link_and_is_small_after_a_cut():
    pace = Pace()
    for _ in range(20):
        pace.went(pace.segment_bytes, 0.1)
    assert pace.segment_bytes == LARGEST
    assert pace.level(LARGEST) == 3
    pace.cut()
    assert pace.segment_bytes <= START
    assert pace.unsure
    pace.went(pace.segment_bytes, 0.1)
    assert pace.segment_bytes <= START
    for _ in range(20):
        pace.went(pace.segment_bytes, 60)
    assert (pace.segment_bytes, pace.level(LARGEST)) == (SMALLEST, 19)


def test_pace_finds_a_fast_link_in_three_steps_and_compresses_by_what_the_line_carries():
    pace = Pace()
    assert pace.level(LARGEST) == 19  # nothing is known yet
    for _ in range(3):
        pace.went(pace.segment_bytes, 0.01)
    assert (pace.segment_bytes, pace.level(LARGEST)) == (LARGEST, 3)
    assert pace.level(SMALLEST) == 19  # bytes cost an officer more than a millisecond
    pace.went(pace.segment_bytes, LARGEST / 64e3)
    assert pace.level(LARGEST) == 9
    pace.went(pace.segment_bytes, LARGEST / 8e3)
    assert pace.level(LARGEST) == 19


class Hours:
    """A clock that is moved by hand, for a line and what holds on it."""

    def __init__(self):
        self.at_s = 0.0

    def __call__(self):
        return self.at_s

    def lives(self, pace, *lengths):
        for length in lengths:
            for _ in range(int(length / 2)):
                self.at_s += 2
                pace.went(2048, 2)
            pace.cut()

    def sizes(self, pace, until_s):
        found, began_s = [], self.at_s
        while self.at_s < began_s + until_s:
            self.at_s += 2
            pace.went(2048, 2)
            found.append(pace.next_bytes < SMALLEST)
        return found


def test_little_is_under_way_when_a_regular_cut_is_due():
    hours = Hours()
    pace = Pace(hours)
    hours.lives(pace, 20)
    assert not any(hours.sizes(pace, 40)), "one cut tells nothing"
    pace = Pace(hours)
    hours.lives(pace, 20, 20)
    assert hours.sizes(pace, 40) == [at in (18, 20) for at in range(2, 42, 2)]


def test_irregular_cuts_change_no_size():
    hours = Hours()
    pace = Pace(hours)
    hours.lives(pace, 20, 6, 40)
    assert not any(hours.sizes(pace, 60))


@pytest.mark.parametrize("lanes", [1, 2, 4])
def test_every_lane_count_brings_everything_once(new_world, lanes):
    world = new_world(lanes=lanes)
    world.write(*SOME)
    world.tell(world.own, *(b"decided %d" % n for n in range(30)))
    outcome = world.engine.run_once()
    assert (outcome.sent, outcome.received, outcome.left) == (300, 30, 0)
    assert world.stored() == SOME


def test_the_second_of_two_may_arrive_first(new_world):
    """The office keeps it waiting, tells so, and it is not sent again."""
    world = new_world(lanes=2)
    world.write(*SOME)
    handle, first_gone = world.end.handle, threading.Event()
    order = []

    def later(request):
        turn = len(order)
        order.append(len(request))
        if turn == 0:
            first_gone.wait(10)
        answer = handle(request)
        if turn == 1:
            first_gone.set()
        return answer

    world.link.through = later
    outcome = world.engine.run_once()
    assert outcome.left == 0
    assert world.stored() == SOME
    again = new_world(lanes=1)
    again.write(*SOME)
    again.engine.run_once()
    # In bytes: how many requests there are depends on how fast the machine was. Everything twice
    # would be far above this.
    assert sum(map(len, world.link.sent)) <= sum(map(len, again.link.sent)) * 1.5


def test_what_was_acknowledged_or_waits_is_not_sent_again(new_world):
    """The answers of the first pair are lost: the next run asks before it sends."""
    world = new_world(lanes=2)
    world.write(*SOME)
    world.link.lose_replies = 2
    with pytest.raises(AnswerCutShort):
        world.engine.run_once()
    known = len(world.stored())
    assert known
    before = len(world.link.sent)
    world.engine.run_once()
    sizes = [len(request) for request in world.link.sent[before:]]
    assert sizes[0] < 500
    assert world.stored() == SOME


def test_nothing_new_is_one_short_question(new_world):
    world = new_world()
    world.write(b"one")
    world.tell(world.own, b"decided")
    world.engine.run_once()
    before = len(world.link.sent)
    outcome = world.engine.run_once()
    assert outcome.exchanges == 1
    assert len(world.link.sent) == before + 1
    assert (len(world.link.sent[-1]), len(world.link.answers[-1])) == (
        quiet.ASK_BYTES,
        quiet.SAME_BYTES,
    )


def answering(world, short):
    """Return a way to the office on which `short` answers the short question."""
    return lambda r: short(r) if len(r) == quiet.ASK_BYTES else world.end.handle(r)


@pytest.mark.parametrize("news", ["entry", "revoked", "epoch", "forged", "other key"])
def test_the_short_question_never_hides_news(new_world, news):
    """Whatever differs, or whoever else answers, leads to the full exchange."""
    world = new_world()
    world.write(b"one")
    world.engine.run_once()
    if news == "entry":
        world.tell(world.all, b"fees")
    elif news == "revoked":
        with world.office.transaction() as tx:
            feed = tx.lock_feed(world.feed_id)
            tx.set_feed(world.feed_id, type(feed)(feed.head, 0, None, 1))
    elif news == "epoch":
        keys = world.office_keys
        world.office_keys = type(keys)(
            keys.office_id, 2, keys.signing_seed, (*keys.sealing_seeds, bytes(32))
        )
    elif news == "forged":
        world.link.through = answering(world, lambda ask: b"s" + bytes(quiet.SAME_BYTES - 1))
    else:
        world.link.through = answering(world, lambda ask: quiet.same(bytes(32), ask, 5))
    outcome = world.engine.run_once()
    assert outcome.exchanges == 2
    assert (outcome.received == 1) == (news == "entry")
    assert (outcome.standing is Standing.REVOKED) == (news == "revoked")


def test_stopped_between_and_inside_exchanges_goes_on_later(new_world):
    world = new_world(lanes=2)
    world.write(*SOME)
    stop = Stop()
    outcome = world.engine.run_once(lambda progress: stop.stop(), stop)
    assert outcome.stopped
    assert 0 < outcome.left < 300
    inside = Stop()
    cut = threading.Event()

    class Slow:
        def post(self, request):
            inside.stop()
            assert cut.wait(10)
            raise AnswerCutShort("cut")

        def abort(self):
            cut.set()

    assert world.engine_of(post=Slow()).run_once(stop=inside).stopped
    assert world.engine.run_once().left == 0
    assert world.stored() == SOME


def test_progress_tells_bytes_rate_and_time_left(new_world):
    seconds = iter(range(10_000))
    world = new_world(monotonic_s=lambda: float(next(seconds)))
    world.write(*SOME)
    told = []
    world.engine.run_once(told.append)
    middle = told[len(told) // 2]
    assert middle.left > 0
    assert middle.rate > 0
    assert middle.bytes_left > 0
    assert middle.seconds_left > 0
    assert told[-1].seconds_left == 0

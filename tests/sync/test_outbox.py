"""The outbox of a locked device on a link that breaks: a cut costs one small run (R18)."""

import contextlib

import pytest

from sync.arrivals import Arrivals
from sync.codec import PLAIN, PlainCodec
from sync.errors import AnswerCutShort, OfficeUnreachable
from sync.outbox import Outbox
from tests.sync.world import World

_ENTRIES, _BODY = 60, 1500
_SMALL, _LARGE = 6_000, 512 * 2**10


class Breaking:
    """Posts to the office; every third request is cut on its way up."""

    def __init__(self, link):
        self._link, self.tries, self.lost_bytes = link, 0, 0

    def post(self, request):
        self.tries += 1
        if self.tries % 3 == 1:
            self.lost_bytes = max(self.lost_bytes, len(request))
            raise OfficeUnreachable("cut")
        return self._link.post(request)


def sent_while_locked(tmp_path, run_bytes):
    """Return world, laptop, outbox and link after all was sent, one try after another."""
    world = World()
    (laptop,) = world.laptops
    laptop.write(*(world.bytes(_BODY) for _ in range(_ENTRIES)))
    world.tell(laptop.own, b"decided")
    outbox, link = Outbox(tmp_path / "outbox"), Breaking(world.link)
    outbox.fill(laptop.courier.requests(run_bytes, 2**16), {})
    while not outbox.all_sent:
        with contextlib.suppress(OfficeUnreachable, AnswerCutShort):
            outbox.send(link, world.office_keys.card.signing_key)
    return world, laptop, outbox, link


def unlock(world, laptop, outbox):
    card = world.office_keys.card
    arrivals = Arrivals(laptop.storage, laptop.keys, card, {PLAIN: PlainCodec()})
    return outbox.take_in(laptop.storage, arrivals, card.signing_key)


def test_a_cut_costs_one_small_run_and_all_arrives_once(tmp_path):
    world, laptop, outbox, link = sent_while_locked(tmp_path, _SMALL)
    assert link.tries > _ENTRIES * _BODY / _SMALL
    assert link.lost_bytes < 2 * _SMALL
    assert len(world.stored(laptop)) == len(set(world.stored(laptop))) == _ENTRIES
    assert unlock(world, laptop, outbox) == 1
    assert laptop.told() == [b"decided"]
    assert laptop.storage.marks().acknowledged == _ENTRIES


def test_only_the_question_brings_what_the_office_says(tmp_path):
    world, _, _, _ = sent_while_locked(tmp_path, _SMALL)
    *receipts, answer = world.link.answers
    assert max(map(len, receipts)) < len(answer)


def test_the_known_bad_twin_one_large_run_is_caught(tmp_path):
    _, _, _, link = sent_while_locked(tmp_path, _LARGE)
    with pytest.raises(AssertionError):
        assert link.lost_bytes < 2 * _SMALL

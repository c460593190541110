"""R19 as a property: whatever order the files of a day come in, however often, however broken.

Hypothesis draws which files are handed in, in which order, which twice, which cut or with a bit
turned; then the laptop makes new files as people do, until nothing is left. Known-bad twin: a
laptop that takes a handed-in file for an acknowledged one.
"""

import contextlib
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from sync import courier
from sync.courier_errors import CourierRefused
from sync.courier_file import decode_file
from sync.receipt import Receipt
from tests.sync.world import World

SEED = 20261125
ENTRIES = 24
PART_BYTES = 10_000
HARM = ("", "", "", "cut", "bit")
RUN_ENTRIES = 4
"""So that a small pile is several files, as hundreds of records are."""
handed = st.lists(st.tuples(st.integers(0, 99), st.sampled_from(HARM)), max_size=14)
home = st.lists(st.integers(0, 99), max_size=6)


@pytest.fixture(autouse=True)
def short_runs(monkeypatch):
    monkeypatch.setattr(courier, "_RUN_ENTRIES", RUN_ENTRIES)


def spoilt(data, how, at):
    """Return a file as a bad stick gives it."""
    if how == "cut":
        return data[: at * len(data) // 100]
    if how == "bit":
        at = at * len(data) // 100
        return data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :]
    return data


def day(order, backs, *, believes=False):
    """Carry a day's files as drawn, then as people would; return what is wrong."""
    with contextlib.redirect_stdout(None):
        world = World()
    (laptop,) = world.laptops
    written = [b"%d " % n + world.bytes(1500) for n in range(ENTRIES)]
    laptop.write(*written)
    out = [file.encode() for file in laptop.courier.files(part_bytes=PART_BYTES)]
    world.tell(laptop.own, b"decided")
    replies, wrong = [], set()
    for pick, how in order:
        with contextlib.suppress(CourierRefused):
            file = decode_file(spoilt(out[pick % len(out)], how, pick))
            taken = world.courier.take(file)
            replies.append(world.back(taken, file))
        if believes:
            head, card = laptop.storage.head(), world.office_keys.card
            laptop.storage.record_receipt(
                Receipt(card.office_id, 1, laptop.feed_id, head.number, head.hash, 0)
            )
        wrong |= seen(world, laptop, written)
    if wrong:
        return wrong
    for pick in backs[: len(replies)]:
        laptop.courier.take(replies[pick % len(replies)])
        wrong |= seen(world, laptop, written)
    for file in [decode_file(f.encode()) for f in laptop.courier.files(part_bytes=PART_BYTES)]:
        laptop.courier.take(world.back(world.courier.take(file), file))
    if world.stored(laptop) != written:
        wrong.add("lost")
    if laptop.told() != [b"decided"]:
        wrong.add("the office's word is missing or doubled")
    return wrong | seen(world, laptop, written)


def seen(world, laptop, written):
    stored, wrong = world.stored(laptop), set()
    if stored != written[: len(stored)]:
        wrong.add("doubled or out of order")
    if laptop.storage.marks().acknowledged > len(stored):
        wrong.add("believed")
    return wrong


def over(count, **more):
    print(f"seed {SEED}: {count} days")

    @seed(SEED)
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=(Phase.generate,) if more else tuple(Phase),
        suppress_health_check=list(HealthCheck),
    )
    @given(order=handed, backs=home)
    def property_(order, backs):
        wrong = day(order, backs, **more)
        assert not wrong, wrong

    property_()


@pytest.mark.parametrize("count", [60, pytest.param(2000, marks=pytest.mark.nightly)])
def test_any_order_of_files_loses_and_doubles_nothing(count):
    over(count)


def test_a_laptop_that_takes_handed_in_for_acknowledged_is_caught():
    with pytest.raises(AssertionError, match="believed"):
        over(20, believes=True)


def test_the_day_is_several_files():
    with contextlib.redirect_stdout(None):
        world = World()
    (laptop,) = world.laptops
    laptop.write(*(world.bytes(1500) for _ in range(ENTRIES)))
    files = list(laptop.courier.files(part_bytes=PART_BYTES))
    assert len(files) > 2
    assert len({replace(f, time_ms=0).first for f in files}) == len(files)

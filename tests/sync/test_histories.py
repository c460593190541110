"""R10: histories of `histories.py`, and the known-bad twins that the checker must catch."""

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from sync.reference import PlainOffice
from tests.sync.histories import Histories

SEED = 20261124


class Losing(PlainOffice):
    """The known-bad twin: it says stored before it is, and now and then it is not."""

    def store(self, feed_id, entries, evidence, *, held):
        kept = [entry for entry in entries if entry.number % 5]
        return super().store(feed_id, kept, evidence, held=held) + len(entries) - len(kept)


class Doubling(PlainOffice):
    """The known-bad twin: no key on (feed, number, hash), and a mark that is forgotten."""

    def __init__(self, path):
        super().__init__(path)
        self.copies = []

    def set_feed(self, feed_id, feed):
        if feed.head.number % 3:
            super().set_feed(feed_id, feed)

    def store(self, feed_id, entries, evidence, *, held):
        self.copies += entries
        return super().store(feed_id, entries, evidence, held=held)

    def entries_after(self, feed_id, number, limit):
        found = [e for e in self.copies if e.feed_id == feed_id and e.number > number]
        return sorted(found, key=lambda entry: entry.number)[:limit]


def histories(count, steps, phases=tuple(Phase), **changes):
    """Run histories; the seed is printed, and a failing one is shrunk to its shortest steps."""
    print(f"seed {SEED}: {count} histories of at most {steps} steps")
    machine = seed(SEED)(type("Histories", (Histories,), changes))
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=count,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            phases=phases,
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.parametrize(
    ("count", "steps"),
    [
        pytest.param(100, 25, id="100"),
        pytest.param(2000, 50, id="2000", marks=pytest.mark.nightly),
    ],
)
def test_no_history_loses_doubles_or_believes(count, steps):
    histories(count, steps)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"office_class": Losing}, "lost|gap|unexplained"),
        ({"office_class": Doubling}, "doubled"),
        ({"believes": True}, "believed"),
    ],
    ids=["losing", "doubling", "believing"],
)
def test_a_bad_office_or_laptop_is_caught(changes, found):
    with pytest.raises(AssertionError, match=found):
        histories(60, 15, phases=(Phase.generate,), **changes)

"""R10: histories of `people_histories.py`, and the known-bad twins that the checker must catch."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from sync.reference import PlainOffice
from sync.storage import Standing
from tests.sync.people_histories import PeopleHistories

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


class Forgiving(PlainOffice):
    """The known-bad twin: it forgets whose permission was taken away when it reads the row."""

    def lock_feed(self, feed_id):
        return replace(super().lock_feed(feed_id), revoked_at=None)


def last_told(card, told):
    """The known-bad twin: the announcement that came last counts, not the highest serial."""
    return replace(card, sealing_key=told[-1].sealing_key) if told else card


def histories(count, steps, phases=tuple(Phase), **changes):
    """Run histories; the seed is printed, and a failing one is shrunk to its shortest steps."""
    print(f"seed {SEED}: {count} histories of at most {steps} steps")
    machine = seed(SEED)(type("Histories", (PeopleHistories,), changes))
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


def test_a_laptop_set_back_to_a_destroyed_key_is_noticed_as_two_branches():
    """Found by history 2,000: it never heard of the new key, and nobody heard of its branch."""
    one = PeopleHistories()
    one.laptop_backup(who=0)
    one.office_backup()
    one.office_restored()
    one.rotate()
    one.scan(who=0)
    one.office_killed(who=0, at=4)
    one.laptop_set_back()
    one.write(who=0, count=1)
    one.sync(who=0, wrong=[])
    laptop = one.world.laptops[0]
    assert laptop.storage.standing() is Standing.FROZEN
    assert [e.number for e in one.world.office.held_entries(laptop.feed_id)] == [1]
    one.teardown()


STEPS = {"write", "sync"}
"""What a twin's histories have besides the rule that it breaks: else most never come to it."""


@pytest.mark.parametrize(
    ("changes", "found", "steps"),
    [
        ({"office_class": Losing}, "lost|gap|unexplained", set()),
        ({"office_class": Doubling}, "doubled", {"laptop_killed"}),
        ({"believes": True}, "believed", set()),
        ({"office_class": Forgiving}, "taken in after|told after|not told", {"revoke", "tell"}),
        ({"picks": staticmethod(last_told)}, "lost", {"rotate", "announced_again"}),
        ({"remembers": False}, "doubled by enrolling again", {"enrol_again"}),
        ({"lets_go": True}, "believed a document", {"scan", "bring_documents"}),
    ],
    ids=[
        "losing",
        "doubling",
        "believing",
        "forgiving",
        "old announcement",
        "emits all again",
        "lets documents go",
    ],
)
def test_a_bad_office_or_laptop_is_caught(changes, found, steps):
    rules = {rule.function.__name__ for rule in PeopleHistories().rules}
    fewer = dict.fromkeys(rules - STEPS - steps)
    with pytest.raises(AssertionError, match=found):
        histories(150, 15, phases=(Phase.generate,), **(fewer | changes))

"""Effects are averages with n; small numbers stay hidden, whatever is added up."""

import random

from outreach_app.domain import awareness
from outreach_app.domain.awareness import Noted, Taken


def taken(event, phase, score, number):
    return Taken(event, phase, score, 5, number)


def test_a_session_is_two_averages_with_n():
    rows = [taken("d1", "sebelum", 2, "1"), taken("d1", "sebelum", 3, "2")]
    rows += [taken("d1", "sesudah", 4, "3"), taken("d2", "sebelum", 1, "4")]
    first, second = awareness.effects(rows)
    assert (first.before.percent, first.before.n) == (50.0, 2)
    assert (first.after.percent, first.after.numbers) == (80.0, ("3",))
    assert first.points == 30.0
    assert second.points is None


def noted(**pekon):
    rows = [Noted(name, "calo", "2026-11", n, f"{name}{n}") for name, n in pekon.items()]
    (cell,) = awareness.trend(rows)
    return cell


def test_numbers_below_five_are_hidden_and_a_single_one_is_not_given_away_by_the_total():
    cell = noted(a=5, b=4)
    assert (cell.shown, cell.hidden, cell.total) == ({"a": 5}, 1, None)
    assert noted(a=5, b=6).total == 11
    assert noted(a=5, b=2, c=2).total is None
    cell = noted(a=5, b=3, c=2)
    assert (cell.hidden, cell.total) == (2, 10)
    assert noted(a=2, b=0).total is None


def test_records_of_one_pekon_are_added_before_they_are_judged():
    rows = [Noted("a", "calo", "2026-11", 2, "x"), Noted("a", "calo", "2026-11", 3, "y")]
    (cell,) = awareness.trend(rows)
    assert (cell.shown, cell.numbers) == ({"a": 5}, ("x", "y"))


def told(cell):
    """What a reader can work out: bounds of the sum of the hidden numbers."""
    return None if cell.total is None else cell.total - sum(cell.shown.values())


def naive(rows):
    """The known-bad twin: small cells hidden, the total shown all the same."""
    total = sum(n for n in rows.values())
    return total - sum(n for n in rows.values() if n >= 5)


def test_no_total_gives_a_small_number_away():
    seed = 20261124
    print(f"seed {seed}")
    chance = random.Random(seed)
    caught = 0
    for _ in range(500):
        rows = {f"p{k}": chance.randint(0, 9) for k in range(chance.randint(1, 5))}
        small = [n for n in rows.values() if 0 < n < 5]
        left = told(noted(**rows))
        assert left is None or left == 0 or (left >= 5 and len(small) > 1), rows
        caught += len(small) == 1 and naive(rows) == small[0]
    assert caught > 50, "the twin must be caught, or the test proves nothing"

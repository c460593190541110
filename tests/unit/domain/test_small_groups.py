"""Answers are counted in steps: whoever asks often and subtracts finds nobody."""

import random
from itertools import combinations

from outreach_app.domain.small_groups import BESIDE, FEW, counted


def test_a_step_counts_when_it_is_full():
    ids = [str(n) for n in range(12)]
    found = counted(ids, {"A": ids[:6], "B": ids[6:10], "C": ids[10:]}, 5)
    assert found.all == tuple(ids[:10])
    assert found.groups == {"A": tuple(ids[:5])}
    assert found.hidden == {"B": FEW, "C": FEW}
    assert counted(ids[:4], {"A": ids[:4]}, 5).all == ()


def test_of_two_groups_of_nearly_the_same_people_the_first_is_shown():
    ids = [str(n) for n in range(10)]
    found = counted(ids, {"pekon": ids, "day": [*ids[:4], *ids[5:]], "service": ids[1:]}, 5)
    assert set(found.groups) == {"pekon", "day"}
    assert found.hidden == {"service": BESIDE}


def exactly(arrived, groups, _step):
    """Count everybody as they come; only small groups are hidden. The twin."""
    from outreach_app.domain.small_groups import Counted

    shown = {g: tuple(i for i in arrived if i in m) for g, m in groups.items()}
    return Counted(tuple(arrived), {g: m for g, m in shown.items() if len(m) >= 5}, {})


def attack(count, dice):
    """Ask after every arrival; return the fewest people that a subtraction leaves, else None."""
    ids = [str(n) for n in range(dice.randrange(30))]
    day = {one: dice.randrange(4) for one in ids}
    service = {one: dice.choice("AAAB") for one in ids}
    known: dict[str, set[frozenset[str]]] = {}
    for until in range(1, len(ids) + 1):
        arrived = ids[:until]
        groups = {f"service {s}": [i for i in arrived if service[i] == s] for s in "AB"}
        groups |= {f"day {d}": [i for i in arrived if day[i] == d] for d in range(4)}
        found = count(arrived, groups, 5)
        told = {"all": found.all, **found.groups}
        for name, mine in told.items():
            known.setdefault(name, set()).add(frozenset(mine))
        for sort in ("service", "day"):  # all less what is shown of it
            rest = set(found.all).difference(*(m for g, m in told.items() if g.startswith(sort)))
            known.setdefault(f"not {sort}", set()).add(frozenset(rest))
    # The same question on two days, and a part out of the whole.
    pairs = [pair for sets in known.values() for pair in combinations(sets, 2)]
    pairs += [(whole, part) for whole in known.get("all", ()) for s in known.values() for part in s]
    left = [len(a ^ b) for a, b in pairs if a <= b or b <= a]
    return min((n for n in left if n), default=None)


def test_a_subtraction_leaves_nobody_or_a_step_any_seed():
    seed = random.SystemRandom().randrange(10**6)
    print("seed", seed)
    dice = random.Random(seed)
    found = [attack(counted, dice) for _ in range(150)]
    assert min(n for n in found if n) >= 5
    dice = random.Random(seed)
    assert min(n for n in (attack(exactly, dice) for _ in range(20)) if n) < 5

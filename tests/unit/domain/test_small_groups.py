"""Small groups are hidden, and no hidden one is the total less the shown ones."""

import random

from outreach_app.domain.small_groups import BESIDE, FEW, hidden


def test_nobody_stands_alone():
    assert hidden({"A": 1, "B": 6, "C": 9}, 5) == {"A": FEW, "B": BESIDE}
    assert hidden({"A": 4, "B": 2, "C": 9}, 5) == {"A": FEW, "B": FEW}
    assert hidden({"A": 2, "B": 2, "C": 9, "D": 9}, 5) == {"A": FEW, "B": FEW, "C": BESIDE}
    assert hidden({"A": 0, "B": 5}, 5) == {}
    assert hidden({"A": 3}, 5) == {"A": FEW}


def leaks(sizes, found, least):
    together = sum(sizes[group] for group in found)
    return [g for g, n in sizes.items() if g not in found and 0 < n < least] or (
        0 < together < min(least, sum(sizes.values()))
    )


def test_what_is_hidden_together_is_never_few_any_seed():
    seed = random.SystemRandom().randrange(10**6)
    print("seed", seed)
    dice = random.Random(seed)
    caught = 0
    for _ in range(2_000):
        sizes = {str(n): dice.randrange(9) for n in range(dice.randrange(1, 6))}
        found = hidden(sizes, 5)
        assert not leaks(sizes, found, 5), sizes
        caught += bool(leaks(sizes, [g for g, why in found.items() if why == FEW], 5))
    assert caught  # hiding the small ones alone would leak

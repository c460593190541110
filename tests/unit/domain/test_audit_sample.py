"""A sample that anybody can draw again."""

from hypothesis import given
from hypothesis import strategies as st

from outreach_app.domain.audit_sample import draw

NUMBERS = [f"LB-26-D001-{n:05d}-X" for n in range(1, 201)]


def test_the_same_seed_draws_the_same_files_whatever_their_order():
    assert draw(NUMBERS, 20, "kopi") == draw(reversed(NUMBERS), 20, "kopi")
    assert draw(NUMBERS, 20, "kopi") != draw(NUMBERS, 20, "teh")
    # Held for good: an auditor years later must draw the same.
    assert draw(NUMBERS, 3, "kopi") == HELD


HELD = ("LB-26-D001-00189-X", "LB-26-D001-00099-X", "LB-26-D001-00129-X")


@given(st.lists(st.text(max_size=8), max_size=40), st.integers(-1, 50), st.text(max_size=5))
def test_a_sample_is_part_of_the_population_without_doubles(numbers, size, seed):
    drawn = draw(numbers, size, seed)
    assert len(drawn) == len(set(drawn)) == min(max(size, 0), len(set(numbers)))
    assert set(drawn) <= set(numbers)
    assert draw(numbers, size + 5, seed)[: len(drawn)] == drawn


def test_every_file_has_the_same_chance():
    hits = dict.fromkeys(NUMBERS, 0)
    for seed in range(400):
        for number in draw(NUMBERS, 20, str(seed)):
            hits[number] += 1
    # Mean 40, deviation 6: five deviations either side.
    assert 10 < min(hits.values()) <= max(hits.values()) < 70

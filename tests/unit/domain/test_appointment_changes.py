"""Nobody whose appointment changed is forgotten, and nobody is named without need."""

from datetime import date
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from outreach_app.domain.appointment_changes import changes, to_tell

TODAY = date(2026, 12, 1)
A, B, C = "2026-12-07T09:00", "2026-12-09T13:00", "2026-12-10T08:00"
PAST = "2026-11-20T09:00"


def way(*words):
    """Return a way of (appointment, reason)."""
    return [
        SimpleNamespace(move_id=f"m{at}", state="siap_wawancara", appointment=when, reason=why)
        for at, (when, why) in enumerate(words)
    ]


def owed(words, told=(), ended=False):
    found = to_tell(way(*words), set(told), TODAY, ended=ended)
    return found and (found.move_id, found.old, found.new)


def test_a_first_appointment_is_no_change():
    assert owed([(A, "")]) is None
    assert owed([("", ""), (A, ""), (A, "lagi")]) is None


def test_another_one_is_told_until_it_was_told():
    assert owed([(A, ""), (B, "listrik padam")]) == ("m1", A, B)
    assert owed([(A, ""), (B, "listrik padam")], {"m1"}) is None


def test_a_second_move_takes_the_place_of_the_first():
    words = [(A, ""), (B, "x"), (C, "y")]
    assert owed(words) == ("m2", A, C)  # nobody told of B
    assert owed(words, {"m1"}) == ("m2", B, C)
    assert owed(words, {"m2"}) is None
    assert owed([(A, ""), (B, "x"), (A, "y")]) == ("m2", B, A)  # the public page said B


def test_one_taken_away_is_told_and_one_kept_is_not():
    assert owed([(A, ""), ("", "berkas kurang")]) == ("m1", A, "")
    assert owed([(A, ""), ("", ""), (B, "")]) is None  # after the examination, the interview
    assert owed([(A, ""), ("", "x"), (B, "")], {"m1"}) == ("m2", "", B)


def test_what_is_over_is_told_to_nobody():
    assert owed([(A, ""), (B, "x")], ended=True) is None
    assert owed([("2026-11-19T09:00", ""), (PAST, "x")]) is None
    assert owed([(PAST, ""), ("2026-12-01T07:00", "x")]) == ("m1", PAST, "2026-12-01T07:00")
    assert owed([(A, ""), (PAST, "maju")]) == ("m1", A, PAST)  # would come in vain


WORDS = st.lists(
    st.tuples(st.sampled_from(["", A, B, C, PAST]), st.sampled_from(["", "sebab"])), max_size=8
)


@given(WORDS, st.sets(st.integers(0, 7)))
def test_whoever_knows_an_appointment_that_no_longer_holds_is_told(words, ticked):
    told = {f"m{at}" for at in ticked}
    found = to_tell(way(*words), told, TODAY, ended=False)
    every = changes(way(*words))
    assert all(one.old != one.new for one in every)
    assert len({one.move_id for one in every}) == len(every)
    if found is None:
        last = every[-1] if every else None
        assert last is None or last.move_id in told or max(last.old, last.new) < "2026-12-01"
    else:
        assert found.move_id == every[-1].move_id
        assert found.move_id not in told
        assert found.old != found.new
        # Saying it is enough: nothing is left of it afterwards.
        assert to_tell(way(*words), told | {found.move_id}, TODAY, ended=False) is None


@given(WORDS)
def test_an_appointment_that_replaces_another_is_never_passed_over(words):
    last = ""
    for at, (when, why) in enumerate(words):
        if when and last and when != last:
            assert f"m{at}" in {one.move_id for one in changes(way(*words))}
        last = when or last if (when or why) else ""

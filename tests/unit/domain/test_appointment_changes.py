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
    """Return a way of (appointment, reason), all in one state."""
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


def test_one_taken_away_is_told():
    assert owed([(A, ""), ("", "berkas kurang")]) == ("m1", A, "")
    assert owed([(A, ""), ("", "x"), (B, "")], {"m1"}) == ("m2", "", B)


def test_what_is_over_is_told_to_nobody():
    assert owed([(A, ""), (B, "x")], ended=True) is None
    assert owed([("2026-11-19T09:00", ""), (PAST, "x")]) is None
    assert owed([(PAST, ""), ("2026-12-01T07:00", "x")]) == ("m1", PAST, "2026-12-01T07:00")
    assert owed([(A, ""), (PAST, "maju")]) == ("m1", A, PAST)  # would come in vain


def test_whoever_still_knows_a_day_ahead_is_told_though_the_newer_ones_are_past():
    assert owed([(C, ""), (PAST, "maju"), ("2026-11-19T09:00", "maju lagi")]) == (
        "m2",
        C,
        "2026-11-19T09:00",
    )


def test_what_was_before_the_case_went_on_is_over():
    words = way((A, ""), (B, "x"), ("", ""), (C, ""))
    words[2].state, words[3].state = "bap_selesai", "siap_wawancara"
    words[0].state = words[1].state = "siap_bap"
    assert to_tell(words, set(), TODAY, ended=False) is None
    # Completed, and back where it was without an appointment: it is still taken away.
    words = way((A, ""), ("", "berkas kurang"), ("", ""))
    words[1].state = "perlu_dilengkapi"
    found = to_tell(words, set(), TODAY, ended=False)
    assert found is not None
    assert (found.old, found.new) == (A, "")


STATES = ("siap_bap", "bap_selesai", "siap_wawancara")
WORDS = st.lists(
    st.tuples(
        st.sampled_from(["", A, B, C, PAST]),
        st.sampled_from(["", "sebab"]),
        st.sampled_from(STATES),
    ),
    max_size=8,
)


def drawn(words):
    made = way(*[word[:2] for word in words])
    for word, (_, _, state) in zip(made, words, strict=True):
        word.state = state
    return made


def belief(words, told):
    """Return what an applicant believes who hears only first appointments and what is told.

    Also the appointment that holds; None for both when nothing is promised.
    """
    believed = holds = None
    inside: set[str] = set()
    for word in words:
        if not word.appointment and not word.reason and word.state not in inside:
            believed, holds, inside = None, None, set()
        elif believed is None:
            believed = holds = word.appointment or None
        else:
            if word.appointment != holds and word.move_id in told:
                believed = word.appointment
            holds = word.appointment
        if word.appointment:
            inside.add(word.state)
    return believed, holds


@given(WORDS, st.sets(st.integers(0, 7)))
def test_whoever_would_come_on_a_wrong_day_is_told(words, ticked):
    made, told = drawn(words), {f"m{at}" for at in ticked}
    believed, holds = belief(made, told)
    found = to_tell(made, told, TODAY, ended=False)
    every = changes(made)
    assert all(one.old != one.new for one in every)
    if every and every[-1].move_id in told:
        assert found is None  # the last word was told, whatever came before
        assert believed == holds
    elif believed != holds and max(believed or "", holds or "")[:10] >= TODAY.isoformat():
        assert found is not None
        assert (found.old, found.new) == (believed, holds)
    if found is not None:
        assert found.move_id == every[-1].move_id
        assert found.old != found.new
        # Saying it is enough: nothing is left of it afterwards.
        assert to_tell(made, told | {found.move_id}, TODAY, ended=False) is None

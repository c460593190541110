"""The way of a case stands in its order, whatever feed and whatever clock brought its words."""

from itertools import permutations

from outreach_app.store.cases import CaseMove, in_order


def move(name, supersedes="", at_ms=0, number=1, appointment=""):
    return CaseMove(
        move_id=name,
        number="LB-26-D001-00001-K",
        state="siap_wawancara",
        at_ms=at_ms,
        entry_number=number,
        appointment=appointment,
        supersedes=supersedes,
    )


def test_each_word_stands_after_the_one_that_it_supersedes(store):
    way = [
        move("a", number=40, at_ms=10),
        move("b", "a", number=41, at_ms=30),
        move("c", "b", number=2, at_ms=20),  # of a restored office, whose clock was set back
    ]
    for words in permutations(way):
        for one in words:
            store.cases.put(one)
        assert [one.move_id for one in store.cases.of(way[0].number)] == ["a", "b", "c"]


def test_no_word_is_lost_where_the_former_one_is_not_known():
    assert [m.move_id for m in in_order([move("b", "?"), move("c", "b"), move("d", "?")])] == list(
        "bcd"
    )
    ring = [move("x", "y"), move("y", "x"), move("z")]
    assert {m.move_id for m in in_order(ring)} == {"x", "y", "z"}


def test_only_cases_of_several_words_with_a_day_ahead_are_looked_at(store):
    store.cases.put(move("a", appointment="2026-12-07T09:00"))
    assert store.cases.with_appointments("2026-12-01") == []
    store.cases.put(move("b", "a", appointment="2026-11-30T09:00"))
    assert store.cases.with_appointments("2026-12-07") == ["LB-26-D001-00001-K"]
    assert store.cases.with_appointments("2026-12-08") == []

"""Which alert level holds on a day, what it leaves of a session, and a period more."""

from datetime import date

import pytest

from outreach_app.domain import bundled
from outreach_app.domain.alert import Alert, Period, with_period
from outreach_app.domain.day_entries import Session

TEXT = bundled.text("alert")
FLU = Period("merah", date(2026, 12, 1), 'SK "12"/2026', "Wabah\nflu", "An outbreak of flu")


def test_a_further_period_holds_from_its_day_on_and_keeps_its_words():
    table = Alert.load(with_period(TEXT, FLU, "2026-11-30.2"))
    assert table.version == "2026-11-30.2"
    assert table.on(date(2026, 11, 30)).code == "hijau"
    held = table.on(date(2026, 12, 1))
    assert (held.code, held.period.legal_basis) == ("merah", 'SK "12"/2026')
    assert held.period.reason("id") == "Wabah flu"


def test_of_two_periods_of_one_day_the_one_written_last_holds():
    twice = with_period(with_period(TEXT, FLU, "1"), Period("kuning", *_rest(FLU)), "2")
    assert Alert.load(twice).on(FLU.valid_from).code == "kuning"


def _rest(period):
    return period.valid_from, period.legal_basis, period.reason_id, period.reason_en


@pytest.mark.parametrize(
    ("level", "limit", "left"),
    [("hijau", 20, 20), ("kuning", 20, 15), ("merah", 5, 2), ("merah", 1, 1), ("merah", 0, 20)],
)
def test_a_level_leaves_its_share_of_the_places_and_never_none(level, limit, left):
    assert Alert.load(TEXT).levels[level].places(limit) == left


def test_sessions_of_a_plan_keep_their_times():
    held = Alert.load(with_period(TEXT, FLU, "2")).on(FLU.valid_from)
    (session,) = held.sessions((Session(start="08:00", end="11:00", capacity=20),))
    assert (session.start, session.capacity) == ("08:00", 10)


@pytest.mark.parametrize(
    "broken",
    [
        TEXT.replace("capacity_percent = 50", "capacity_percent = 0"),
        TEXT.replace('level = "hijau"', 'level = "ungu"'),
        TEXT[: TEXT.index("[[period]]")],
        "version =",
    ],
)
def test_a_table_that_nobody_could_follow_is_refused(broken):
    with pytest.raises(ValueError, match=r"."):
        Alert.load(broken)

"""What a plan of an outreach day must hold."""

from datetime import date

import msgspec
import pytest

from outreach_app.domain import plans
from outreach_app.domain.day_entries import KINDS, STATES, DayPlanned, Session
from outreach_app.errors import UserProblem

TODAY = date(2026, 11, 24)
PLAN = DayPlanned(
    day_id="H-2026-0001",
    version=1,
    kind="layanan",
    pekon="18.04.04.2002",
    date="2026-11-26",
    start="08:00",
    end="14:00",
    laptops=("D007", "D003"),
    ticket_giver="D007",
    sessions=plans.read_sessions("08:00-10:30 20; 10:30-13:00 15"),
    budget_idr=500_000,
    advance_idr=350_000,
    stock={"kertas": 2},
)


def test_a_plan_that_can_be_followed_passes() -> None:
    plans.check(PLAN, TODAY)
    assert PLAN.capacity == 35


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("DAYS_001", {"kind": "pasar"}),
        ("DAYS_002", {"pekon": "31.71.01.1001"}),
        ("DAYS_003", {"date": "2026-11-23"}),
        ("DAYS_003", {"date": "26-11-2026"}),
        ("DAYS_004", {"end": "08:00"}),
        ("DAYS_004", {"start": "25:00"}),
        ("DAYS_005", {"sessions": (Session(start="07:00", end="09:00"),)}),
        ("DAYS_005", {"sessions": (Session(start="08:00", end="15:00"),)}),
        ("DAYS_005", {"sessions": (*PLAN.sessions, Session(start="12:00", end="13:30"))}),
        ("DAYS_006", {"ticket_giver": "D009"}),
        ("DAYS_007", {"advance_idr": 500_001}),
        ("DAYS_007", {"stock": {"kertas": -1}}),
    ],
)
def test_a_plan_that_nobody_could_follow_is_refused(code: str, change: dict[str, object]) -> None:
    with pytest.raises(UserProblem) as refused:
        plans.check(msgspec.structs.replace(PLAN, **change), TODAY)
    assert refused.value.code == code


def test_sessions_are_read_and_written_alike() -> None:
    read = plans.read_sessions("8.00-10.30 20; 10:30 – 13:00")
    assert read == (
        Session(start="08:00", end="10:30", capacity=20),
        Session(start="10:30", end="13:00"),
    )
    assert plans.read_sessions(plans.write_sessions(read)) == read
    assert plans.read_sessions("") == ()
    with pytest.raises(UserProblem):
        plans.read_sessions("pagi")


def test_one_session_without_a_limit_means_no_limit() -> None:
    open_end = msgspec.structs.replace(
        PLAN, sessions=plans.read_sessions("08:00-10:00 5; 10:00-14:00")
    )
    assert open_end.capacity == 0


def test_kinds_and_states_have_words_in_both_languages() -> None:
    assert set(plans.words().kinds) == set(KINDS)
    assert set(STATES) <= set(plans.words().states)
    assert plans.kind_title("layanan", "id") == "Hari layanan"
    assert plans.state_title("batal", "en") == "cancelled"

"""Moves of a case."""

from datetime import date
from itertools import permutations

import pytest

from outreach_app.domain import bundled, cases
from outreach_app.domain.cases import Standing
from outreach_app.domain.entries import (
    ACCEPTED,
    DECLINED,
    HELD,
    READY,
    REJECTED,
    RETURNED,
    CaseDecided,
)
from outreach_app.domain.machines import CLERK, HEAD, Machines
from outreach_app.errors import UserProblem

MACHINES = Machines.load(bundled.text("machines"))
PASSPORT, LOST = MACHINES.get("application"), MACHINES.get("application_bap")
TODAY = date(2026, 11, 24)
DECISIONS = {READY, RETURNED, DECLINED}


def moves(standing: Standing, role: str = CLERK) -> set[str]:
    return {move.to for move in standing.possible(role)}


@pytest.mark.parametrize(
    ("intake", "state", "allowed"),
    [
        (ACCEPTED, ACCEPTED, {READY, RETURNED, DECLINED}),
        (ACCEPTED, RETURNED, {READY, DECLINED}),
        (ACCEPTED, READY, {READY, RETURNED, DECLINED}),
        (HELD, HELD, {RETURNED, DECLINED}),
        (HELD, DECLINED, {RETURNED}),
        (REJECTED, REJECTED, set()),
        ("", ACCEPTED, set()),
    ],
)
def test_what_a_clerk_may_decide_on_a_file(intake: str, state: str, allowed: set[str]) -> None:
    standing = Standing(PASSPORT, intake, state)
    assert moves(standing) & DECISIONS == allowed
    for to in DECISIONS - allowed:
        with pytest.raises(UserProblem) as found:
            standing.move(to, CLERK)
        assert found.value.code == "DOMAIN_003"


def test_a_record_is_never_moved() -> None:
    assert Standing(None, ACCEPTED, ACCEPTED).possible(HEAD) == ()


def test_a_lost_book_is_examined_before_the_interview() -> None:
    assert READY not in moves(Standing(LOST, ACCEPTED, ACCEPTED))
    assert "siap_bap" in moves(Standing(LOST, ACCEPTED, ACCEPTED))
    assert READY in moves(Standing(LOST, ACCEPTED, "bap_selesai"))
    assert "ditangguhkan" not in moves(Standing(LOST, ACCEPTED, "bap_selesai"), CLERK)
    assert "ditangguhkan" in moves(Standing(LOST, ACCEPTED, "bap_selesai"), HEAD)


def test_only_the_head_takes_a_sent_move_back_and_says_why() -> None:
    standing = Standing(PASSPORT, ACCEPTED, "diambil", former="siap_diambil")
    assert moves(standing) == set()
    assert standing.move("siap_diambil", HEAD).reason


def refused(standing: Standing, to: str, *said: str) -> str:
    reason, appointment, due = (*said, "", "", "")[:3]
    with pytest.raises(UserProblem) as found:
        cases.check_move(standing, standing.move(to, HEAD), (reason, appointment, due), TODAY)
    return found.value.code


@pytest.mark.parametrize("state", [RETURNED, DECLINED])
@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_return_and_a_refusal_need_a_reason(state: str, reason: str) -> None:
    assert refused(Standing(PASSPORT, ACCEPTED, ACCEPTED), state, reason) == "DOMAIN_004"


def test_ready_needs_no_reason() -> None:
    standing = Standing(PASSPORT, ACCEPTED, ACCEPTED)
    cases.check_move(standing, standing.move(READY, CLERK), ("", "", ""), TODAY)


def test_a_visit_needs_day_and_time_and_a_postponement_its_end() -> None:
    visit = Standing(MACHINES.get("visit_request"), ACCEPTED, ACCEPTED)
    assert refused(visit, "dijadwalkan") == "CASES_001"
    assert refused(Standing(LOST, ACCEPTED, "bap_selesai"), "ditangguhkan", "Lalai") == "CASES_003"


@pytest.mark.parametrize("due", ["", "2026-11-24", "2026-12-24"])
def test_nothing_is_cancelled_before_the_printed_day_has_passed(due: str) -> None:
    standing = Standing(PASSPORT, ACCEPTED, RETURNED, due=due)
    assert refused(standing, "dibatalkan") == "CASES_002"


def test_what_was_not_completed_in_time_may_be_cancelled() -> None:
    standing = Standing(PASSPORT, ACCEPTED, RETURNED, due="2026-11-23")
    cases.check_move(standing, standing.move("dibatalkan", CLERK), ("", "", ""), TODAY)


def decided(decision_id: str, supersedes: str = "") -> CaseDecided:
    return CaseDecided(
        decision_id=decision_id,
        number="LB-26-D007-00042-P",
        instance_id="uuid:1",
        state=READY,
        clerk="MS",
        supersedes=supersedes,
    )


def test_a_superseding_decision_holds_whatever_the_order_of_arrival() -> None:
    chain = [decided("1"), decided("2", "1"), decided("3", "2")]
    for order in permutations([*chain, chain[0]]):
        found = cases.in_force(order)
        assert found is not None
        assert found.decision_id == "3"
    assert cases.in_force([]) is None

"""Decisions on a file."""

from itertools import permutations

import pytest

from outreach_app.domain import cases
from outreach_app.domain.entries import (
    ACCEPTED,
    DECLINED,
    HELD,
    READY,
    REJECTED,
    RETURNED,
    CaseDecided,
)
from outreach_app.errors import UserProblem
from outreach_app.i18n import LANGUAGES


@pytest.mark.parametrize(
    ("intake", "decided", "allowed"),
    [
        (ACCEPTED, "", (READY, RETURNED, DECLINED)),
        (ACCEPTED, RETURNED, (READY, DECLINED)),
        (ACCEPTED, READY, (RETURNED, DECLINED)),
        (HELD, "", (RETURNED, DECLINED)),
        (HELD, DECLINED, (RETURNED,)),
        (REJECTED, "", ()),
        ("", "", ()),
    ],
)
def test_what_a_clerk_may_decide(intake: str, decided: str, allowed: tuple[str, ...]) -> None:
    assert cases.allowed(intake, decided) == allowed
    for state in cases.DECISIONS:
        if state in allowed:
            cases.check_decision(intake, decided, state, "alasan")
        else:
            with pytest.raises(UserProblem) as found:
                cases.check_decision(intake, decided, state, "alasan")
            assert found.value.code == "DOMAIN_003"


def test_a_record_is_never_decided() -> None:
    assert cases.allowed(ACCEPTED, "", "record") == ()
    with pytest.raises(UserProblem):
        cases.check_decision(ACCEPTED, "", READY, "", "record")


@pytest.mark.parametrize("state", [RETURNED, DECLINED])
@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_return_and_a_refusal_need_a_reason(state: str, reason: str) -> None:
    with pytest.raises(UserProblem) as found:
        cases.check_decision(ACCEPTED, "", state, reason)
    assert found.value.code == "DOMAIN_004"


def test_ready_needs_no_reason() -> None:
    cases.check_decision(ACCEPTED, "", READY, "")


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


def test_every_state_has_words_and_none_promises() -> None:
    for state in (ACCEPTED, HELD, REJECTED, *cases.DECISIONS):
        words = [cases.title(state, language) for language in LANGUAGES]
        assert words[0] != words[1]
        assert not {"disetujui", "approved", "terbit", "issued"} & set(" ".join(words).split())

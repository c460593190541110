"""A decision waits at the desk, can be undone, then goes to the laptop and stays."""

import threading

import pytest

from outreach_app.domain import entries as e
from outreach_app.errors import UserProblem
from outreach_app.office.cases import case
from outreach_app.office.decisions import decide, release_due, reply, undo
from outreach_app.officeapi import messages as m

DUE = "2026-12-24"
"""Collective leave: the next working day is Monday 28-12-2026."""


@pytest.fixture
def day_id(laptop):
    return laptop.open_day()


@pytest.fixture
def file(laptop, day_id):
    made = laptop.finish(day_id)
    laptop.send()
    return made


def wanted(file, decision_id="k1", **changes):
    facts = {
        "decision_id": decision_id,
        "number": file.number,
        "instance_id": file.instance_id,
        "state": "siap_wawancara",
    }
    return m.Decide(**(facts | changes))


def test_a_decision_waits_until_balas(office, laptop, day_id, file, clerk):
    made = decide(office, wanted(file), clerk)
    assert made.standing == "menunggu"
    assert laptop.told(e.CASE_DECIDED) == []
    (sent,) = reply(office, f"D001.{day_id}", clerk).decisions
    assert sent.standing == "terkirim"
    (told,) = laptop.told(e.CASE_DECIDED)
    assert (told.number, told.state, told.clerk) == (file.number, "siap_wawancara", "sari")


def test_a_decision_goes_by_itself_after_fifteen_minutes(office, laptop, file, clerk, clock):
    decide(office, wanted(file), clerk)
    clock.advance(15 * 60 - 1)
    assert release_due(office) == 0
    clock.advance(1)
    assert release_due(office) == 1
    assert release_due(office) == 0
    assert len(laptop.told(e.CASE_DECIDED)) == 1


def test_undo_before_it_is_sent_tells_the_laptop_nothing(
    office, laptop, day_id, file, clerk, clock
):
    decide(office, wanted(file), clerk)
    assert undo(office, "k1", clerk).standing == "dibatalkan"
    assert undo(office, "k1", clerk).standing == "dibatalkan"
    clock.advance(3600)
    release_due(office)
    assert reply(office, f"D001.{day_id}", clerk).decisions == ()
    assert laptop.told(e.CASE_DECIDED) == []
    assert case(office, file.number, clerk).row.case_state == ""


def test_undo_after_it_was_sent_is_refused(office, day_id, file, clerk):
    decide(office, wanted(file), clerk)
    reply(office, f"D001.{day_id}", clerk)
    with pytest.raises(UserProblem) as caught:
        undo(office, "k1", clerk)
    assert caught.value.code == "OFFICE_013"


def test_undo_is_too_late_when_the_time_is_over_though_nobody_released_yet(
    office, file, clerk, clock
):
    decide(office, wanted(file), clerk)
    clock.advance(15 * 60)
    with pytest.raises(UserProblem) as caught:
        undo(office, "k1", clerk)
    assert caught.value.code == "OFFICE_013"


def test_a_later_decision_supersedes_the_one_that_was_sent(office, laptop, day_id, file, clerk):
    decide(office, wanted(file), clerk)
    reply(office, f"D001.{day_id}", clerk)
    again = wanted(file, "k2", state="perlu_dilengkapi", reason="Bawa akta lahir.", due=DUE)
    decide(office, again, clerk)
    reply(office, f"D001.{day_id}", clerk)
    first, second = laptop.told(e.CASE_DECIDED)
    assert (second.supersedes, second.due) == (first.decision_id, "2026-12-28")
    assert case(office, file.number, clerk).row.case_state == "perlu_dilengkapi"


def test_a_decision_that_waits_is_replaced_by_the_next(office, laptop, day_id, file, clerk):
    decide(office, wanted(file), clerk)
    decide(office, wanted(file, "k2", state="tidak_dapat_diproses", reason="Bukan WNI."), clerk)
    reply(office, f"D001.{day_id}", clerk)
    assert [told.decision_id for told in laptop.told(e.CASE_DECIDED)] == ["k2"]
    view = case(office, file.number, clerk)
    assert [d.standing for d in view.decisions] == ["dibatalkan", "terkirim"]


def test_the_same_request_twice_decides_once(office, laptop, day_id, file, clerk):
    first = decide(office, wanted(file), clerk)
    assert decide(office, wanted(file), clerk) == first
    reply(office, f"D001.{day_id}", clerk)
    assert decide(office, wanted(file), clerk).standing == "terkirim"
    assert len(laptop.told(e.CASE_DECIDED)) == 1


def test_an_id_with_another_content_is_refused(office, file, clerk):
    decide(office, wanted(file), clerk)
    with pytest.raises(UserProblem) as caught:
        decide(office, wanted(file, state="tidak_dapat_diproses", reason="x"), clerk)
    assert caught.value.code == "OFFICE_012"


def test_a_clerk_who_read_an_older_revision_is_told(office, laptop, day_id, file, clerk):
    laptop.finish(day_id, number=file.number, deprecated_id=file.instance_id)
    laptop.send()
    with pytest.raises(UserProblem) as caught:
        decide(office, wanted(file), clerk)
    assert caught.value.code == "OFFICE_010"


def test_a_corrected_file_can_be_returned_a_second_time(office, laptop, day_id, file, clerk):
    back = {"state": "perlu_dilengkapi", "reason": "Nama tidak sama."}
    decide(office, wanted(file, **back), clerk)
    reply(office, f"D001.{day_id}", clerk)
    assert "perlu_dilengkapi" not in case(office, file.number, clerk).allowed
    better = laptop.finish(day_id, number=file.number, deprecated_id=file.instance_id)
    laptop.send()
    assert "perlu_dilengkapi" in case(office, file.number, clerk).allowed
    assert decide(office, wanted(better, "k2", **back), clerk).supersedes == "k1"


def test_a_cancelled_file_is_not_decided(office, laptop, file, clerk):
    laptop.write(e.RECORD_CANCELLED, e.RecordCancelled(number=file.number, reason="batal"))
    laptop.send()
    assert case(office, file.number, clerk).allowed == ()
    with pytest.raises(UserProblem) as caught:
        decide(office, wanted(file), clerk)
    assert caught.value.code == "OFFICE_011"


@pytest.mark.parametrize("due", ["24-12-2026", "2026-11-23", "besok"])
def test_a_date_that_is_none_or_past_is_refused(office, file, clerk, due):
    with pytest.raises(UserProblem) as caught:
        decide(office, wanted(file, state="perlu_dilengkapi", reason="x", due=due), clerk)
    assert caught.value.code == "OFFICE_024"


def test_rules_of_the_domain_hold_here(office, file, clerk):
    with pytest.raises(UserProblem) as caught:
        decide(office, wanted(file, state="perlu_dilengkapi"), clerk)
    assert caught.value.code == "DOMAIN_004"
    with pytest.raises(UserProblem) as caught:
        decide(office, wanted(file, state="disetujui"), clerk)
    assert caught.value.code == "DOMAIN_003"


def test_only_those_who_may_decide(office, day_id, file, auditor, publisher):
    for by in (auditor, publisher):
        for act in (
            lambda by=by: decide(office, wanted(file), by),
            lambda by=by: undo(office, "k1", by),
            lambda by=by: reply(office, f"D001.{day_id}", by),
        ):
            with pytest.raises(UserProblem) as caught:
                act()
            assert caught.value.code == "OFFICE_006"
        assert case(office, file.number, by).allowed == ()


def test_balas_and_the_clock_at_once_send_a_decision_once(office, laptop, day_id, clerk, clock):
    files = [laptop.finish(day_id) for _ in range(5)]
    laptop.send()
    for at, file in enumerate(files):
        decide(office, wanted(file, f"k{at}"), clerk)
    clock.advance(3600)
    acts = [lambda: reply(office, f"D001.{day_id}", clerk), lambda: release_due(office)] * 3
    threads = [threading.Thread(target=act) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told.decision_id for told in laptop.told(e.CASE_DECIDED)) == [
        f"k{at}" for at in range(5)
    ]


def test_the_history_tells_everything_in_order(office, laptop, day_id, file, clerk, clock):
    clock.advance(60)
    laptop.write(e.SLIP_PRINTED, e.SlipPrinted(number=file.number, size="80mm"))
    laptop.send()
    clock.advance(60)
    decide(office, wanted(file), clerk)
    clock.advance(60)
    reply(office, f"D001.{day_id}", clerk)
    kinds = [line.kind for line in case(office, file.number, clerk).history]
    assert kinds == [
        "record.finished",
        "intake.judged",
        "slip.printed",
        "decision.made",
        "case.decided",
    ]

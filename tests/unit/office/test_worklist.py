"""What waits for a clerk, and since when."""

from outreach_app.office.decisions import decide, reply
from outreach_app.office.worklist import worklist
from outreach_app.officeapi import messages as m
from tests.unit.office.conftest import HEAD


def decision(file, name, state="siap_wawancara", reason=""):
    return m.Decide(
        decision_id=name,
        number=file.number,
        instance_id=file.instance_id,
        state=state,
        reason=reason,
    )


def test_an_office_without_work_says_zero(office):
    assert worklist(office, HEAD) == m.Worklist(
        unbalanced=0, held=0, documents_missing=0, undecided=0, pending=0, ready=0
    )


def test_each_kind_of_work_is_counted_once(office, laptop, clock):
    day_id = laptop.open_day()
    good = laptop.finish(day_id)
    papers = laptop.finish(day_id, documents_missing=("AKTA_LAHIR",))
    bad = laptop.finish(day_id, nik="1804045708900000")
    laptop.close_day(day_id, [good, papers, bad], numbers=(good.number, "LB-26-D001-00099-X"))
    laptop.send()
    told = worklist(office, HEAD)
    assert (told.unbalanced, told.held, told.documents_missing, told.undecided) == (1, 1, 1, 2)
    assert set(told.oldest_ms) == {"unbalanced", "held", "documents_missing", "undecided"}
    assert told.last_arrival_ms == clock.now_ms()


def test_a_record_is_no_work_for_a_clerk(office, laptop):
    day_id = laptop.open_day()
    quiz = laptop.finish(day_id, kind="record", service="KUIS", form_id="kuis")
    laptop.close_day(day_id, [quiz])
    laptop.send()
    assert worklist(office, HEAD).undecided == 0


def test_a_decision_moves_a_file_from_one_pile_to_the_next(office, laptop, clerk):
    day_id = laptop.open_day()
    file = laptop.finish(day_id)
    laptop.send()
    decide(office, decision(file, "k1"), clerk)
    told = worklist(office, HEAD)
    assert (told.undecided, told.pending, told.ready) == (0, 1, 1)
    reply(office, f"D001.{day_id}", clerk)
    decide(office, decision(file, "k2", "perlu_dilengkapi", "Bawa KK."), clerk)
    told = worklist(office, HEAD)
    assert (told.pending, told.ready) == (1, 0)


def test_a_correction_set_aside_is_work_though_it_is_not_the_newest(office, laptop):
    day_id = laptop.open_day()
    first = laptop.finish(day_id)
    for _ in range(2):
        laptop.finish(day_id, number=first.number, deprecated_id=first.instance_id)
    laptop.send()
    assert worklist(office, HEAD).held == 1


def test_silent_laptops_are_named(office, laptop, clock):
    clock.advance(4 * 86_400)
    assert worklist(office, HEAD).silent == ()
    clock.advance(86_400)
    assert worklist(office, HEAD).silent == ("D001",)

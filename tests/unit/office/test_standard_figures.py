"""Standards kept: every service by its own standard, on both clocks, stops left out."""

import pytest

from outreach_app.domain import bundled
from outreach_app.office.decisions import decide, reply
from outreach_app.office.evaluation import evaluate
from outreach_app.office.publications import publish_resource
from outreach_app.officeapi import messages as m
from tests.scenario.figures import walk
from tests.unit.office.conftest import HEAD

DAY = 86_400


@pytest.fixture
def cases(office, laptop, clock, clerk):
    """Four cases of a passport (four days, from the interview): see the moves."""
    day_id = laptop.open_day()
    made = {name: laptop.finish(day_id) for name in ("kept", "stopped", "late", "untold")}
    laptop.send()

    def move(state, *names, **said):
        for name in names:
            file = made[name]
            wanted = m.Decide(
                decision_id=f"{name}-{state}-{clock.now_ms()}",
                number=file.number,
                instance_id=file.instance_id,
                state=state,
                **said,
            )
            decide(office, wanted, clerk)
        reply(office, f"D001.{day_id}", clerk)

    dated = {"appointment": "2026-12-07T09:00"}
    clock.advance(DAY)
    move("siap_wawancara", "kept", "stopped", **dated)
    clock.advance(6 * DAY)
    move("siap_wawancara", "late", **dated)
    clock.advance(7 * DAY)
    move("wawancara_selesai", "kept", "stopped", "late")
    move("proses", "kept", "stopped", "late")
    clock.advance(DAY)
    move("menunggu_instansi", "stopped", reason="Menunggu Dukcapil.")
    clock.advance(2 * DAY)
    move("siap_diambil", "kept")
    clock.advance(12 * DAY)
    move("proses", "stopped")
    clock.advance(DAY)
    move("siap_diambil", "stopped")
    return {name: file.number for name, file in made.items()}


def figures(office):
    found = evaluate(office, "2026-11-01", "2026-12-31")
    walk(office, found)
    section = next(s for s in found.sections if s.code == "standards")
    return {(f.code.removeprefix("standards."), f.group): f for f in section.figures}


def test_the_legal_clock_begins_at_the_interview_and_leaves_stops_out(office, cases):
    told = figures(office)
    kept, late = told["legal_kept", "PAS-BARU"], told["legal_late", "PAS-BARU"]
    assert set(kept.trace) == {cases["kept"], cases["stopped"]}
    assert (kept.value, kept.of) == ("66.7", 3)
    assert late.trace == (cases["late"],), "still running, past its standard"
    assert told["legal_waiting", ""].trace == (cases["untold"],)


def test_our_own_clock_runs_to_the_first_word(office, cases):
    told = figures(office)
    kept, late = told["own_kept", "PAS-BARU"], told["own_late", "PAS-BARU"]
    assert set(kept.trace) == {cases["kept"], cases["stopped"]}
    assert set(late.trace) == {cases["late"], cases["untold"]}, "no word at all is late, too"
    assert told["own_days", ""].of == 3
    assert told["own_waiting", ""].trace == ()


def test_the_standard_is_the_services_own(office, cases):
    text = bundled.text("services").replace("standard_days = 4", "standard_days = 2", 1)
    publish_resource(office, m.PublishResource(name="services", version="2", text=text), HEAD)
    assert cases["kept"] in figures(office)["legal_late", "PAS-BARU"].trace

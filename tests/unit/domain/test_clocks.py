"""Two clocks, their stops, and the forecast; days from domain.md 5."""

from datetime import date

import pytest

from outreach_app.domain import bundled, clocks
from outreach_app.domain.calendar import Calendar
from outreach_app.domain.clocks import Clock, Step, read, used_days
from outreach_app.domain.forecast import forecast
from outreach_app.domain.machines import Machines
from outreach_app.domain.services import Catalogue

CALENDAR = Calendar.load(bundled.text("calendar"), "SKB-2026")
SERVICES = Catalogue.load(bundled.text("services"))
PASSPORT = Machines.load(bundled.text("machines")).get("application")
NEW, LOST = SERVICES.get("PAS-BARU"), SERVICES.get("PAS-HILANG")
NOV = date(2026, 11, 1)


def on(*steps: tuple[str, str]) -> list[Step]:
    return [Step(date.fromisoformat(day), state) for day, state in steps]


def clock(steps: list[Step], today: str, service: object = NEW) -> Clock:
    return read(PASSPORT, service, CALENDAR, steps, date.fromisoformat(today))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("interview", "due"),
    [
        ("2026-03-16", "2026-03-27"),
        ("2026-05-13", "2026-05-21"),
        ("2026-12-22", "2026-12-30"),
        ("2026-11-20", "2026-11-26"),
        ("2027-03-05", "2027-03-19"),
    ],
)
def test_the_legal_clock_counts_four_working_days_from_the_interview(
    interview: str, due: str
) -> None:
    found = clock(on(("2026-01-05", "diterima"), (interview, "wawancara_selesai")), interview)
    assert found.name == "legal"
    assert found.deadline is not None
    assert (found.deadline.due.isoformat(), found.deadline.calendar) == (due, "SKB-2026")
    assert (found.left, found.used) == (4, 0)


def test_before_the_interview_only_our_own_clock_runs() -> None:
    found = clock(on(("2026-12-22", "diterima")), "2026-12-23")
    assert found.deadline is not None
    assert (found.name, found.deadline.due) == ("own", date(2026, 12, 29))
    assert (found.left, found.used, found.bucket) == (2, 1, clocks.NEAR)


def test_between_the_first_word_and_the_interview_nothing_runs() -> None:
    steps = on(("2026-11-20", "diterima"), ("2026-11-23", "siap_wawancara"))
    assert clock(steps, "2026-12-30") == Clock("none")


def test_the_own_clock_stops_while_the_applicant_completes() -> None:
    steps = on(("2026-11-23", "diterima"), ("2026-11-24", "perlu_dilengkapi"))
    stopped = clock(steps, "2026-12-10")
    assert (stopped.used, stopped.left, stopped.stopped_since) == (1, 2, date(2026, 11, 24))
    again = clock([*steps, *on(("2026-12-10", "diterima"))], "2026-12-11")
    assert (again.used, again.left, again.stopped_since) == (2, 1, None)
    assert again.deadline is not None
    assert again.deadline.due == date(2026, 12, 14)


def test_the_legal_clock_stops_over_christmas_and_goes_on() -> None:
    steps = on(
        ("2026-12-21", "wawancara_selesai"),
        ("2026-12-22", "proses"),
        ("2026-12-23", "menunggu_instansi"),
        ("2026-12-29", "proses"),
    )
    found = clock(steps, "2026-12-30")
    # 22 and 23 December used, 24-27 are holidays and a week-end, 28 and 29 stood still, 30 used.
    assert (found.used, found.left) == (3, 1)
    assert found.deadline is not None
    assert found.deadline.due == date(2026, 12, 31)


def test_late_is_counted_in_working_days() -> None:
    steps = on(("2026-11-20", "wawancara_selesai"))
    assert clock(steps, "2026-11-26").left == 0
    late = clock(steps, "2026-11-28")
    assert (late.left, late.bucket) == (-1, clocks.LATE)


def test_a_lost_book_has_no_standard_but_its_days_are_told() -> None:
    machine = Machines.load(bundled.text("machines")).get("application_bap")
    steps = on(
        ("2026-11-20", "diterima"), ("2026-11-23", "siap_bap"), ("2026-11-24", "bap_selesai")
    )
    found = read(machine, LOST, CALENDAR, steps, date(2026, 11, 30))
    assert (found.name, found.deadline, found.left, found.used) == ("legal", None, None, 4)


def test_an_end_stops_everything() -> None:
    steps = on(("2026-11-20", "wawancara_selesai"), ("2026-11-25", "siap_diambil"))
    assert clock(steps, "2027-01-30") == Clock("none")
    assert used_days(PASSPORT, NEW, CALENDAR, steps, "legal") == 3


def test_a_later_decree_moves_the_end_and_is_named() -> None:
    steps = on(("2026-11-20", "wawancara_selesai"))
    later = CALENDAR.load(
        bundled.text("calendar") + "2026-11-25,libur_nasional,Pilkada,pasti\n", "SKB-2026-9"
    )
    found = read(PASSPORT, NEW, later, steps, date(2026, 11, 20))
    assert found.deadline is not None
    assert (found.deadline.due, found.deadline.calendar) == (date(2026, 11, 27), "SKB-2026-9")


def test_the_picture_counts_each_case_once() -> None:
    days = ("2026-11-20", "2026-11-26", "2026-11-27", "2026-11-30")
    steps = on(("2026-11-20", "wawancara_selesai"))
    stopped = clock([*steps, *on(("2026-11-23", "menunggu_instansi"))], "2026-12-30")
    found = clocks.counts([*(clock(steps, day) for day in days), stopped, Clock("none")])
    assert found == {"late": 2, "0-1": 1, "2-3": 0, "4+": 1, "stopped": 1}


def test_a_forecast_needs_five_finished_cases() -> None:
    now = clock(on(("2026-11-20", "wawancara_selesai")), "2026-11-24")
    today = date(2026, 11, 24)
    assert forecast(now, [3, 3, 4, 6], CALENDAR, today) is None
    late = forecast(now, [6, 3, 6, 6, 5], CALENDAR, today)
    assert late is not None
    assert (late.day, late.late, late.seen) == (date(2026, 11, 30), True, 5)
    fine = forecast(now, [3, 3, 3, 4, 2], CALENDAR, today)
    assert fine is not None
    assert (fine.day, fine.late) == (date(2026, 11, 25), False)

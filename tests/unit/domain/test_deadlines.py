"""Printed dates."""

from datetime import date

from outreach_app import resources
from outreach_app.domain import bundled, deadlines
from outreach_app.domain.calendar import Calendar
from outreach_app.domain.services import Catalogue

CALENDAR = Calendar.load(resources.text("calendars/holidays-id.csv"), "SKB-2026-2")
SERVICES = Catalogue.load(bundled.text("services"))
TODAY = date(2026, 11, 24)


def test_thirty_days_for_missing_papers_roll_over_christmas() -> None:
    found = deadlines.complete_by(CALENDAR, TODAY)
    assert found.due == date(2026, 12, 28)
    assert (found.start, found.days, found.rule) == (TODAY, 30, "complete")
    assert found.certain


def test_a_deadline_names_the_table_it_was_computed_with() -> None:
    assert deadlines.complete_by(CALENDAR, TODAY).calendar == "SKB-2026-2"


def test_the_legal_clock_counts_from_the_interview() -> None:
    found = deadlines.legal_due(CALENDAR, SERVICES.get("PAS-BARU"), date(2026, 12, 22))
    assert found is not None
    assert found.due == date(2026, 12, 30)
    assert found.left(CALENDAR, date(2026, 12, 31)) == -1
    assert found.left(CALENDAR, date(2026, 12, 28)) == 2


def test_without_a_standard_nothing_is_promised() -> None:
    assert deadlines.legal_due(CALENDAR, SERVICES.get("PAS-HILANG"), TODAY) is None


def test_a_clerks_date_rolls_too() -> None:
    assert deadlines.wished(CALENDAR, TODAY, date(2026, 12, 24)).due == date(2026, 12, 28)
    assert deadlines.wished(CALENDAR, TODAY, date(2026, 12, 7)).due == date(2026, 12, 7)


def test_a_date_beyond_the_table_is_marked() -> None:
    assert not deadlines.complete_by(CALENDAR, date(2027, 12, 15)).certain

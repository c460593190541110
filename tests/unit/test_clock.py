"""The clock's office date."""

from datetime import date

from outreach_app.clock import office_date


def test_office_date_is_wib_whatever_the_laptop_says():
    assert office_date(1_795_535_999_000) == date(2026, 11, 24)
    assert office_date(1_795_539_600_000 - 1) == date(2026, 11, 24)
    assert office_date(1_795_539_600_000) == date(2026, 11, 25)

"""Applications after a day, beside those before; each number names its records."""

from datetime import date

from outreach_app.domain.reach import Came, reach


def test_the_windows_are_90_before_and_30_and_90_after() -> None:
    dates = ["2026-08-26", "2026-08-27", "2026-11-23", "2026-11-24", "2026-12-24", "2026-12-25"]
    dates += ["2027-02-22", "2027-02-23"]
    came = [Came(f"LB-{n}", "P", day) for n, day in enumerate(dates)]
    came.append(Came("LB-9", "Q", "2026-11-24"))
    told = reach("H-1", "P", "2026-11-24", came, date(2027, 3, 1))
    assert told.before == ("LB-0", "LB-1", "LB-2")
    assert told.on_day == ("LB-3",)
    assert told.after_30 == ("LB-4",)
    assert told.after_90 == ("LB-4", "LB-5", "LB-6")
    assert told.whole


def test_before_the_90_days_are_over_it_says_so() -> None:
    assert not reach("H-1", "P", "2026-11-24", [], date(2027, 2, 22)).whole
    assert reach("H-1", "P", "2026-11-24", [], date(2027, 2, 23)).whole

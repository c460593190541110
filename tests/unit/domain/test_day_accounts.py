"""Closing sums, and what is low or over."""

from outreach_app.domain import day_accounts as a
from outreach_app.i18n import LANGUAGES


def test_tickets_are_the_sum_of_how_they_ended() -> None:
    line = a.tickets({"selesai": 55, "pulang": 2, "tidak_hadir": 1}, 58)
    assert line.holds
    assert line.parts == (("selesai", 55), ("pulang", 2), ("tidak_hadir", 1))
    assert a.tickets({"selesai": 55, "pulang": 2}, 58).difference == -1
    assert a.tickets({"selesai": 1, "dialihkan": 2}, 3).holds


def test_slips_are_files_reprints_and_spoilt_ones() -> None:
    assert a.slips(40, 1, 1, 42).holds
    assert a.slips(40, 1, 1, 41).difference == -1
    assert a.slips(40, 1, 1, None).holds, "what nobody counted is no difference"


def test_paper_and_cash_are_what_was_there_and_what_was_recorded() -> None:
    assert a.stock("kertas", 3, [-1], 2).holds
    assert a.stock("slip", 90, [-48], 41).difference == -1
    assert a.cash(500_000, 150_000, 350_000).holds
    assert a.cash(500_000, 150_000, 340_000).difference == -10_000


def test_warnings_by_the_thresholds_in_data() -> None:
    low = a.warnings({"kertas": 1, "cadangan": 90, "unknown": 0}, 0, 0)
    assert [(w.what, w.level) for w in low] == [("kertas", "low")]
    assert a.warnings({}, 399_999, 500_000) == ()
    assert [w.level for w in a.warnings({}, 400_000, 500_000)] == ["low"]
    assert [w.level for w in a.warnings({}, 500_001, 500_000)] == ["over"]


def test_every_word_stands_in_both_languages() -> None:
    rules = a.rules()
    for table in (rules.reasons, rules.spending):
        assert all(set(words) == set(LANGUAGES) for words in table.values())
    assert rules.items["kertas"].title("en") == "Thermal paper (rolls)"
    assert a.reason_title("hilang", "id") == "hilang"

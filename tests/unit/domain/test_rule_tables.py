"""Tables of rules before they are published: what to mend, and what a later text changes."""

import pytest

from outreach_app.domain import bundled
from outreach_app.domain.rule_changes import Change, changes, says
from outreach_app.domain.rule_tables import READERS, faults

LEAVE = "2026-11-26,libur_nasional,Pilkada,ditetapkan\n"
FEES = bundled.text("fees")


@pytest.mark.parametrize("name", READERS)
def test_what_the_product_comes_with_is_in_order_and_changes_nothing(name):
    text = bundled.text(name)
    assert faults(name, text, "id") == ()
    assert changes(name, text, text) == ()


@pytest.mark.parametrize(
    ("name", "text", "line", "said"),
    [
        ("calendar", "date;type;name;status\n", 1, "commas"),
        ("calendar", "date,type,name,status\n26/11/2026,libur_nasional,x,\n", 2, "2026-12-25"),
        ("calendar", "date,type,name,status\n2026-11-26,libur,x,\n", 2, "cuti_bersama"),
        ("calendar", f"date,type,name,status\n{LEAVE}{LEAVE}", 3, "line 2"),
        ("fees", FEES.replace("= 650000", "= 650 000", 1), 13, "TOML"),
        ("fees", FEES.replace('legal_basis = "PP 45/2024"', 'legal_basis = ""', 1), 9, "regulat"),
        ("fees", FEES.replace("legal_basis", "basis", 1), 0, "legal_basis"),
    ],
)
def test_a_fault_is_told_with_its_line_in_both_languages(name, text, line, said):
    (fault,) = faults(name, text, "en")
    assert (fault.line, said in fault.text) == (line, True), fault
    assert faults(name, text, "id")[0].text != fault.text


def test_two_tariffs_of_one_day_are_refused_where_the_later_begins():
    later = '[[table]]\nversion = "B"\nvalid_from = 2027-01-01\nlegal_basis = "PP"\nfee = {}\n'
    (fault,) = faults("fees", FEES + later, "en")
    assert "2027-01-01" in fault.text
    assert fault.line == FEES.count("\n") + 3


def test_changes_name_the_part_with_before_and_after():
    calendar = bundled.text("calendar")
    (new,) = changes("calendar", calendar, calendar + LEAVE)
    assert new == Change("2026-11-26", "", "Pilkada, libur_nasional, ditetapkan")
    (gone,) = changes("calendar", calendar + LEAVE, calendar)
    assert (gone.before, gone.after) == (new.after, "")
    (short,) = changes("calendar", calendar, calendar + "2026-11-26,libur_nasional,Pilkada\n")
    assert short.after == "Pilkada, libur_nasional"
    (dearer,) = changes("fees", FEES, FEES.replace("= 950000", "= 990000", 1))
    assert dearer == Change("table · 1 PP 45/2024 · fee · passport.e.10", "950000", "990000")
    assert says("fees", FEES) == ("2024-12-17", "PP 45/2024")

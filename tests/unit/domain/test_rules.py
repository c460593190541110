"""Rules of the domain against the vectors of their sources."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_app import resources
from outreach_app.domain import queue
from outreach_app.domain.calendar import Calendar
from outreach_app.domain.fees import Fees
from outreach_app.domain.services import Catalogue, Papers


@pytest.fixture(scope="module")
def calendar():
    return Calendar.load(resources.text("calendars/holidays-id.csv"), "test")


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (date(2026, 3, 16), date(2026, 3, 27)),
        (date(2026, 5, 13), date(2026, 5, 21)),
        (date(2026, 12, 22), date(2026, 12, 30)),
        (date(2026, 11, 20), date(2026, 11, 26)),
        (date(2027, 3, 5), date(2027, 3, 19)),
    ],
)
def test_four_working_days(calendar, start, due):
    assert calendar.add_working_days(start, 4) == due
    assert calendar.working_days_left(start, due) == 4


def test_a_deadline_on_collective_leave_rolls(calendar):
    assert calendar.deadline(date(2026, 11, 24), 30) == date(2026, 12, 28)


def test_two_priority_then_one_other():
    waiting = ["A-001", "A-002", "P-001", "P-002", "P-003"]
    assert queue.order(waiting, []) == ["P-001", "P-002", "A-001", "P-003", "A-002"]
    assert queue.order(["A-001", "P-003"], ["P-001", "P-002"]) == ["A-001", "P-003"]


@given(st.integers(0, 12), st.integers(0, 12), st.lists(st.sampled_from(["P-900", "A-900"])))
def test_no_lane_starves(priority, others, called):
    waiting = [f"P-{n:03d}" for n in range(priority)] + [f"A-{n:03d}" for n in range(others)]
    result = queue.order(waiting, called)
    assert sorted(result) == sorted(waiting)
    left = others
    for place in range(len(result) - 2):
        if left and place >= 2 - 2:
            assert not all(t.startswith("P") for t in result[place : place + 3])
        left -= not result[place].startswith("P")


def test_fees_of_the_regulation_in_force():
    fees = Fees.load(resources.text("services/fees.toml"))
    today = date(2026, 11, 24)
    assert fees.fee("passport", today).idr == 950_000
    assert fees.fee("passport5", today).idr == 650_000
    assert fees.fee("passport+lost", today, years=5).idr == 1_650_000
    assert fees.fee("passport+lost", today, years=5, force=True).idr == 650_000
    assert fees.fee("free", today).idr == 0
    assert fees.fee("ask", today).idr is None
    assert fees.fee("passport", date(2024, 12, 16)).legal_basis == "PP 28/2019"


def test_every_service_names_known_papers_and_has_both_titles():
    catalogue = Catalogue.load(resources.text("services/services.toml"))
    papers = Papers.load(resources.text("services/documents.toml"))
    assert len(catalogue.offered(date(2026, 11, 24))) == 14
    for service in catalogue.services.values():
        assert service.title("id")
        assert service.title("en")
        assert {code for group in service.documents for code in group} <= set(papers.rows)


def test_no_paper_with_a_portrait_may_be_scanned():
    papers = Papers.load(resources.text("services/documents.toml"))
    for code in (
        "KTP",
        "PASPOR",
        "PASPOR_LAMA",
        "IJAZAH",
        "BUKU_NIKAH",
        "KTP_ORTU",
        "KTP_PENJAMIN",
    ):
        assert not papers.may_scan(code)

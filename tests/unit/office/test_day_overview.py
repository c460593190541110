"""A day over its laptops: tickets once, waiting where it can be known, money traced."""

import msgspec
import pytest

from outreach_app.domain import day_entries as d
from outreach_app.domain import entries as e
from outreach_app.errors import UserProblem
from outreach_app.office import day_overview, plans
from outreach_app.office.evaluation import evaluate
from outreach_app.officeapi import days_messages as dm

DAY = "H-2026-0001"
MIN = 60_000


@pytest.fixture
def planned(office, clerk):
    plan = d.DayPlanned(
        day_id="",
        version=0,
        kind="layanan",
        pekon="18.04.04.2002",
        date="2026-11-24",
        start="08:00",
        end="14:00",
        ticket_giver="D001",
        budget_idr=100_000,
    )
    return plans.publish_plan(
        office, plans.save(office, dm.SavePlan(plan=plan), clerk).plan.day_id, clerk
    )


def ticket(laptop, name, state, minute=-1, start="s"):
    since = minute * MIN if minute >= 0 else -1
    body = e.TicketChanged(
        day_id=DAY, ticket=name, state=state, start_id=start, since_start_ms=since
    )
    laptop.write(e.TICKET_CHANGED, body)


def expense(laptop, amount, purpose="bbm"):
    answers = {"belanja": {"jenis": purpose, "jumlah": str(amount), "nota": "ya"}}
    return laptop.finish(
        DAY,
        nik="",
        service="PENGELUARAN",
        kind="record",
        form_id="pengeluaran",
        answers=msgspec.Raw(msgspec.json.encode(answers)),
    )


def whole_day(laptop, another):
    for each in (laptop, another):
        each.open_day(DAY)
    for name in ("A-001", "A-002", "A-003", "A-004"):
        ticket(laptop, name, "menunggu", 0)
    ticket(laptop, "A-001", "dipanggil", 10)
    ticket(laptop, "A-001", "dilayani", 11)
    ticket(laptop, "A-001", "selesai", 20)
    ticket(laptop, "A-002", "dialihkan", 30)
    ticket(laptop, "A-003", "dialihkan", 31)
    ticket(laptop, "A-004", "dipanggil", 3, start="after a restart")
    ticket(laptop, "A-004", "tidak_hadir", 5, start="after a restart")
    ticket(another, "A-002", "dipanggil", 900)
    ticket(another, "A-002", "selesai", 910)
    visit = laptop.finish(DAY, nik="", service="KUNJUNGAN", kind="visit_request")
    files = [laptop.finish(DAY), expense(laptop, 120_000), visit]
    accounts = (e.Account("kertas", 2, 1, "rusak"), e.Account("uang", 5, 5))
    laptop.close_day(DAY, files, accounts=accounts)
    laptop.send()
    return files


def test_a_ticket_of_two_laptops_counts_once(office, planned, laptop, another_laptop):
    files = whole_day(laptop, another_laptop)
    another_laptop.close_day(DAY, [])
    another_laptop.send()
    (row,) = day_overview.season(office).days
    assert row.tickets == {"dialihkan": 1, "selesai": 2, "tidak_hadir": 1}
    assert row.lost_tickets == ("A-003",)
    assert (row.laptops, row.served) == (2, 2)
    assert row.files == tuple(sorted((files[0].number, files[2].number)))
    assert row.applications == (files[0].number,)
    assert row.expenses == (files[1].number,)
    assert (row.spent_idr, row.over_budget) == (120_000, True)
    assert row.differences == ("kertas -1 rusak",)


def test_waiting_across_a_restart_is_unknown(office, planned, laptop, another_laptop):
    whole_day(laptop, another_laptop)
    (row,) = day_overview.season(office).days
    assert row.waiting_median_min == 30
    assert row.waiting_unknown == 1


def test_the_account_waits_for_every_laptop_and_then_goes_to_all(
    office, planned, clerk, auditor, laptop, another_laptop
):
    whole_day(laptop, another_laptop)
    another_laptop.send()
    with pytest.raises(UserProblem) as early:
        day_overview.account(office, DAY, clerk)
    assert early.value.code == "DAYS_031"
    another_laptop.close_day(DAY, [])
    another_laptop.send()
    with pytest.raises(UserProblem):
        day_overview.account(office, DAY, auditor)
    assert day_overview.account(office, DAY, clerk).accounted
    assert plans.one(office, DAY).standing == "selesai"
    with office.ledger.reading() as tx:
        (feed,) = tx.office_feeds(b"")
        entries = tx.office_entries_after(feed.feed_id, 0, 1000)
    (told,) = [e.decode(x.body, d.DayAccounted) for x in entries if x.kind == d.DAY_ACCOUNTED]
    assert (told.served, told.applications, told.spent_idr) == (2, 1, 120_000)


def figures(office, since="2026-11-01", until="2026-11-30"):
    found = evaluate(office, since, until)
    return {(f.code, f.group): f for section in found.sections for f in section.figures}


def test_every_figure_names_what_it_was_counted_from(
    office, planned, clerk, laptop, another_laptop
):
    files = whole_day(laptop, another_laptop)
    another_laptop.close_day(DAY, [])
    another_laptop.send()
    found = figures(office)
    assert found["days.planned", ""].trace == found["days.held", ""].trace == (DAY,)
    assert found["days.unplanned", ""].value == "0"
    assert found["resources.spent", ""].value == "120000"
    assert found["resources.spent", "bbm"].trace == (files[1].number,)
    served = found["resources.cost_per_served", ""]
    assert (served.value, served.of) == ("60000", 2)
    assert files[1].number in served.trace
    assert found["resources.differences", ""].trace == (f"{DAY}/kertas",)
    assert found["waiting.unknown", ""].trace == (f"{DAY}/A-004",)
    assert found["waiting.median", ""].value == "30.0"
    assert found["reach.on_day", DAY].trace == (files[0].number,)
    assert found["reach.after_30", DAY].value == found["reach.after_90", DAY].value == "0"
    each = found["resources.cost_per_application", ""]
    assert (each.value, each.among) == ("120000", (files[0].number,))
    assert found["reach.before_90", DAY].value == "0"
    assert figures(office, "2026-12-01", "2026-12-31")["days.held", ""].value == "0"


def test_moved_and_cancelled_days_are_figures(office, planned, clerk):
    plans.move(office, DAY, dm.MovePlan(version=1, date="2026-11-26", reason="Longsor"), clerk)
    plans.cancel(office, DAY, dm.CancelPlan(version=2, reason="Longsor"), clerk)
    found = figures(office)
    assert found["days.moved", ""].trace == found["days.cancelled", ""].trace == (DAY,)
    assert found["days.held", ""].value == "0"

"""Planned days at the office: draft, publish, move, cancel, and the slots of a day."""

import msgspec
import pytest
from sqlalchemy import select

from outreach_app.domain import day_entries as d
from outreach_app.domain import entries as e
from outreach_app.domain.plans import read_sessions
from outreach_app.errors import UserProblem
from outreach_app.office import plans
from outreach_app.office.day_tables import day_plan, slot
from outreach_app.office.projection import rebuild
from outreach_app.officeapi import days_messages as dm

NEW = d.DayPlanned(
    day_id="",
    version=0,
    kind="layanan",
    pekon="18.04.04.2002",
    place="Balai pekon",
    date="2026-11-26",
    start="08:00",
    end="14:00",
    sessions=read_sessions("08:00-10:30 2; 10:30-14:00 2"),
)


def published(office, by, **changes):
    plan = msgspec.structs.replace(NEW, **changes)
    return plans.publish_plan(
        office, plans.save(office, dm.SavePlan(plan=plan), by).plan.day_id, by
    )


def broadcast(office):
    with office.ledger.reading() as tx:
        (feed,) = tx.office_feeds(b"")
        entries = tx.office_entries_after(feed.feed_id, 0, 1000)
    return [e.decode(x.body, d.DayPlanned) for x in entries if x.kind == d.DAY_PLANNED]


def test_a_draft_is_seen_at_the_desk_only_until_it_is_published(office, clerk):
    draft = plans.save(office, dm.SavePlan(plan=NEW), clerk)
    assert (draft.plan.day_id, draft.standing, draft.draft) == ("H-2026-0001", "draf", True)
    assert broadcast(office) == []
    view = plans.publish_plan(office, "H-2026-0001", clerk)
    assert (view.standing, view.draft, view.plan.version) == ("terjadwal", False, 1)
    assert [plan.version for plan in broadcast(office)] == [1]
    second = plans.save(office, dm.SavePlan(plan=NEW), clerk)
    assert second.plan.day_id == "H-2026-0002"
    assert len(plans.listed(office).plans) == 2


def test_a_day_moves_with_a_reason_and_keeps_its_number(office, clerk):
    view = published(office, clerk)
    with pytest.raises(UserProblem) as refused:
        plans.move(
            office, "H-2026-0001", dm.MovePlan(version=1, date="2026-12-01", reason=" "), clerk
        )
    assert refused.value.code == "DAYS_008"
    wanted = dm.MovePlan(version=view.plan.version, date="2026-12-01", reason="Jalan putus")
    moved = plans.move(office, "H-2026-0001", wanted, clerk).plan
    assert (moved.state, moved.date, moved.former_date) == ("dipindah", "2026-12-01", "2026-11-26")
    assert (moved.version, moved.reason, moved.start) == (2, "Jalan putus", "08:00")
    assert broadcast(office)[-1] == moved


def test_two_clerks_do_not_overwrite_each_other(office, clerk, head):
    published(office, clerk)
    plans.cancel(office, "H-2026-0001", dm.CancelPlan(version=1, reason="Longsor"), clerk)
    with pytest.raises(UserProblem) as refused:
        plans.move(
            office, "H-2026-0001", dm.MovePlan(version=1, date="2026-12-01", reason="x"), head
        )
    assert refused.value.code == "DAYS_009"
    stale = msgspec.structs.replace(NEW, day_id="H-2026-0001", version=1)
    with pytest.raises(UserProblem):
        plans.save(office, dm.SavePlan(plan=stale), head)
    assert [plan.state for plan in broadcast(office)] == ["terjadwal", "batal"]


def test_slots_are_listed_for_telling_their_holders(office, clerk, laptop):
    published(office, clerk)
    for serial in (1, 2, 3):
        laptop.write(
            d.SLOT_GIVEN,
            d.SlotGiven(day_id="H-2026-0001", slot=f"D001-S{serial:03d}", contact="0812"),
        )
    laptop.write(d.SLOT_GIVEN, d.SlotGiven(day_id="H-2026-0001", slot="D001-S002", cancelled=True))
    laptop.send()
    view = plans.cancel(office, "H-2026-0001", dm.CancelPlan(version=1, reason="Longsor"), clerk)
    assert [s.slot for s in view.slots] == ["D001-S001", "D001-S003"]
    assert view.slots[0].contact == "0812"


def test_the_standing_follows_the_laptops(office, clerk, laptop, another_laptop):
    published(office, clerk)
    for each in (laptop, another_laptop):
        each.open_day("H-2026-0001")
        each.send()
    assert plans.one(office, "H-2026-0001").standing == "berjalan"
    laptop.close_day("H-2026-0001", [])
    laptop.send()
    parts = plans.one(office, "H-2026-0001").laptops
    assert [(p.device, p.closed) for p in parts] == [("D001", True), ("D002", False)]
    another_laptop.close_day("H-2026-0001", [])
    another_laptop.send()
    assert plans.one(office, "H-2026-0001").standing == "ditutup"


def test_who_may_not_plan_is_refused(office, auditor):
    with pytest.raises(UserProblem) as refused:
        plans.save(office, dm.SavePlan(plan=NEW), auditor)
    assert refused.value.code == "OFFICE_006"


def test_plans_and_slots_can_be_made_again_from_the_feeds(office, clerk, laptop):
    published(office, clerk)
    plans.move(
        office, "H-2026-0001", dm.MovePlan(version=1, date="2026-12-01", reason="Longsor"), clerk
    )
    laptop.write(d.SLOT_GIVEN, d.SlotGiven(day_id="H-2026-0001", slot="D001-S001"))
    laptop.send()

    def rows():
        with office.ledger.reading() as tx:
            return [tx.connection.execute(select(t)).all() for t in (day_plan, slot)]

    before = rows()
    assert all(before)
    rebuild(office)
    assert rows() == before

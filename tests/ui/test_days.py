"""Outreach days in both windows: schedule, opening from a plan, queue with times, tile map."""

from datetime import timedelta

import icalendar
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from outreach_app import i18n
from outreach_app.desk.plan_pages import ChangePage, PlanPage, PlansPage
from outreach_app.domain.coverage import Visit, coverage
from outreach_app.domain.day_entries import DayPlanned
from outreach_app.domain.plans import read_sessions
from outreach_app.domain.queue_times import Bar
from outreach_app.field.open_day_page import OpenDayPage
from outreach_app.field.schedule_page import SchedulePage
from outreach_app.field.today import TodayPage
from outreach_app.officeapi import days_messages as dm
from outreach_app.officeapi.client import OfficeClient
from outreach_app.officeapi.days_client import DaysClient
from outreach_app.practice import office_day
from outreach_app.practice.village_day import PEKON
from outreach_app.ui.queue_bars import QueueBars
from outreach_app.ui.tile_map import CoverageView

_SERVED = "Dilayani tanpa berkas"


@pytest.fixture
def desk(practice):
    client = OfficeClient(practice[0].url)
    client.sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)
    yield DaysClient(client)
    client.close()


@pytest.fixture
def plan(practice, desk):
    _, laptop, post, _ = practice
    today = laptop.place.today()
    published = []
    for days in (0, 2):
        body = DayPlanned(
            day_id="",
            version=0,
            kind="layanan",
            pekon=PEKON,
            place="Balai pekon",
            date=(today + timedelta(days=days)).isoformat(),
            start="00:00",
            end="23:59",
            sessions=read_sessions("00:00-23:58 20; 23:58-23:59 20"),
            stock={"kertas": 3, "cadangan": 90},
        )
        published.append(desk.publish(desk.save(body).plan.day_id).plan)
    laptop.sync_now(post)
    return published


@pytest.fixture
def window(plan, field_window, enter):
    enter()
    field_window.show_home()
    return field_window


def test_the_planned_visit_of_today_is_chosen_and_opened_by_one_key(window, plan):
    page = window.page
    assert isinstance(page, OpenDayPage)
    assert page.plan_id() == plan[0].day_id
    assert page.pekon.value() == PEKON
    assert page.stock["cadangan"].text() == "90"
    window.day.open_day()
    assert isinstance(window.page, TodayPage)
    day = window.laptop.today().day
    assert (day.day_id, day.stock["cadangan"]) == (plan[0].day_id, 90)


def test_another_pekon_than_the_plans_opens_a_day_without_a_plan(window, plan):
    window.page.pekon.put("18.04.04.2005")
    assert window.page.plan_id() == ""


def test_the_schedule_gives_slots_and_a_calendar_file(window, plan, tmp_path):
    window.schedule.show()
    page = window.page
    assert isinstance(page, SchedulePage)
    page.table.selectRow(1)
    page.session.setCurrentIndex(1)
    page.give()
    assert "D001-S001" in window.frame.banner.text
    assert window.laptop.plans.schedule()[1].slots[0].session == 1
    window.schedule.write_calendar(tmp_path / "jadwal.ics")
    events = icalendar.Calendar.from_ical((tmp_path / "jadwal.ics").read_bytes()).walk("VEVENT")
    assert [str(e["UID"]).split("@")[0] for e in events] == [p.day_id for p in plan]


def test_a_cancelled_day_is_said_on_the_home_page_once(window, plan, desk, practice):
    window.laptop.plans.give_slot(plan[1].day_id)
    desk.cancel(plan[1].day_id, dm.CancelPlan(version=1, reason="Jalan longsor"))
    window.laptop.sync_now(practice[2])
    window.show_home()
    assert "Jalan longsor" in window.frame.banner.text
    assert "D001-S001" in window.frame.banner.text
    assert window.laptop.plans.changed() == ()


def test_the_queue_page_forecasts_calls_out_of_order_and_shows_the_number(window, qtbot):
    window.day.open_day()
    for _ in range(3):
        window.laptop.tickets.issue("A")
    window.queue.show()
    page = window.page
    assert "-" in page.table.item(2, 4).text()
    page.table.selectRow(2)
    page.reason.setCurrentIndex(page.reason.findData("jauh"))
    page._call()
    assert window.laptop.tickets.view().current.ticket == "A-003"
    window.queue.show_numbers()
    assert window.queue.numbers.number.text() == "A-003"
    window.laptop.tickets.serve("A-003")
    window.laptop.tickets.done("A-003")
    window.queue.call_next()
    assert window.queue.numbers.number.text() == "A-001"


def test_served_without_a_file_is_not_absent(window, qtbot):
    window.day.open_day()
    for lane in ("B", "C", "A", "C"):
        window.laptop.tickets.issue(lane)
    window.queue.show()
    window.queue.call_next()
    assert window.page.served.accessibleName() == "Dilayani tanpa berkas: B-001"
    assert window.page.served.shortcut().toString() == "Ctrl+D"
    qtbot.keyClick(window.page.served, Qt.Key.Key_Space)
    assert "B-001" in window.frame.banner.text
    window.queue.call_next()
    window.page.served.click()
    window.queue.call_next()
    window.queue.call_next()
    page = window.page
    page.table.selectRow(2)
    next(b for b in page.findChildren(QPushButton) if b.accessibleName() == _SERVED).click()
    assert window.laptop.close_day().body.tickets == {"selesai": 3, "tidak_hadir": 1}


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_queue_page_shows_its_buttons_whole(window, language):
    window.day.open_day()
    window.laptop.tickets.issue("C")
    window.queue.call_next()
    i18n.use(language)
    window.queue.show()
    for one in window.page.findChildren(QPushButton):
        assert one.width() >= one.minimumSizeHint().width(), one.text()
    assert window.width() == 1366


def test_more_than_the_places_needs_a_reason(window, plan):
    window.day.open_day()
    for _ in range(40):
        window.laptop.tickets.issue("A")
    window.queue.show()
    window.page.give()
    assert "Semua tempat (40)" in window.frame.banner.text
    assert len(window.laptop.tickets.view().rows) == 40
    window.page.buttons[0].click()
    assert len(window.laptop.tickets.view().rows) == 41


def test_a_clerk_plans_publishes_and_moves_a_day(desk, clerk_window, qtbot):
    window = clerk_window()
    window.days.show_new()
    page = window.page
    assert isinstance(page, PlanPage)
    page.pekon.put(PEKON)
    page.date.setText("31122030")
    window.days.save(publish=True)
    qtbot.waitUntil(lambda: isinstance(window.page, PlansPage) and not window.busy, timeout=10_000)
    (view,) = desk.plans().plans
    assert (view.plan.date, view.plan.version, view.standing) == ("2030-12-31", 1, "terjadwal")
    window.days.show_plan(view.plan.day_id)
    qtbot.waitUntil(lambda: isinstance(window.page, PlanPage) and not window.busy, timeout=10_000)
    window.days._change(view)
    change = window.page
    assert isinstance(change, ChangePage)
    change.date.setText("02-01-2031")
    change.reason.setCurrentText("Jalan putus")
    window.days.change(change)
    qtbot.waitUntil(lambda: isinstance(window.page, PlanPage) and not window.busy, timeout=10_000)
    assert desk.plans().plans[0].plan.former_date == "2030-12-31"
    assert window.size().width() == 1366


def test_arrows_move_over_the_tiles_and_t_shows_the_table(window, qtbot):
    today = window.laptop.place.today()
    view = CoverageView(coverage([Visit("H-1", PEKON, today.isoformat())], [], today))
    qtbot.addWidget(view)
    view.show()
    assert view.map.current.name == "Lumbok Seminung"
    qtbot.keyClick(view.map, Qt.Key.Key_Right)
    qtbot.keyClick(view.map, Qt.Key.Key_Down)
    assert view.map.accessibleName() == "Balik Bukit 1/12"
    assert "Kubu Perahu: dikunjungi" in view.map.accessibleDescription()
    reached = set()
    for key in [Qt.Key.Key_Right] * 7 + [Qt.Key.Key_Down] * 3 + [Qt.Key.Key_Left] * 7:
        qtbot.keyClick(view.map, key)
        reached.add(view.map.current.code)
    assert len(reached) >= 9
    qtbot.keyClick(view, Qt.Key.Key_T)
    assert view.table.isVisible()
    assert view.table.rowCount() == 136


def test_the_bars_say_the_same_as_their_table(qtbot, qapp):
    i18n.use("id")
    view = QueueBars([Bar("08:00", 12, 3, 4, 8)])
    qtbot.addWidget(view)
    view.show()
    assert "diambil 12" in view.picture.accessibleDescription()
    qtbot.keyClick(view, Qt.Key.Key_T)
    assert [view.table.item(0, c).text() for c in range(5)] == ["08:00", "12", "3", "4", "8"]

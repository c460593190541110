"""R16: clocks that are wrong by a year, jump to and fro, or move to another zone; real parts.

Order and content never depend on a clock; times are honest as soon as anybody can know; a skew of
more than ten minutes is said on both sides. Decisions A17.
"""

import os
import secrets
import subprocess
import sys

import pytest
from PySide6.QtWidgets import QLabel
from sqlalchemy import select

from outreach_app import identity
from outreach_app.casework import furnished, link, office_time
from outreach_app.casework.slips import slip_facts
from outreach_app.clock import office_date
from outreach_app.desk.batch_pages import BatchesPage, BatchPage
from outreach_app.domain.entries import READY
from outreach_app.office import revisions
from outreach_app.office.entry_rows import office_ms
from outreach_app.office.projection import rebuild
from outreach_app.office.tables import entry, event, manifest, revision
from outreach_app.officeapi import messages as m
from outreach_app.officeapi.case_client import CaseClient
from outreach_app.officeapi.client import OfficeClient
from outreach_app.practice import office_day
from sync.client import Transport
from tests.scenario.clock_world import DAY, HOUR, NOON_MS, SEED, YEAR, World, opened


@pytest.fixture
def world(tmp_path):
    print(f"seed {SEED}")
    made = World(tmp_path)
    yield made
    made.laptop.lock()
    made.office.stop()


@pytest.mark.parametrize("years", [-1, 1])
def test_wrong_by_a_year_from_the_start_of_the_machine(world, years):
    """The usual way: an empty battery; the day is captured before anything is sent."""
    opened(world)
    world.capture()
    world.sync()
    world.laptop.lock()
    world.pass_time(DAY)
    world.clock.restart(years * YEAR)
    world.reopen()
    for _ in range(2):
        world.capture()
        world.pass_time(HOUR)
    world.sync()
    assert world.wrong() == []
    state = world.laptop.sync_state()
    assert state.clock_is_off
    assert state.offset_s == pytest.approx(-years * YEAR, abs=5)
    assert world.laptop.place.today() == office_date(world.true.now_ms())
    (row,) = world.client().batches()
    assert row.clock_off_s == pytest.approx(-years * YEAR, abs=5)
    (device,) = world.client().devices()
    assert device.clock_offset_s == pytest.approx(-years * YEAR, abs=5)
    # What is written from now on is right at once.
    world.capture()
    world.sync()
    assert world.wrong() == []
    rebuild(world.office.office)
    assert world.wrong() == []


def test_jumps_while_the_machine_runs_change_nothing(world):
    opened(world)
    for jump in (YEAR, -2 * YEAR, 3 * DAY, -HOUR, YEAR):
        world.clock.jump(jump)
        world.pass_time(HOUR)
        world.capture()
        assert world.laptop.place.today() == office_date(world.true.now_ms())
        if jump == 3 * DAY:
            world.reopen()
    world.sync()
    assert world.wrong() == []
    assert world.laptop.sync_state().clock_is_off


def test_a_jump_in_the_middle_of_a_sync(world):
    opened(world)
    for _ in range(3):
        world.capture()
    post = Transport(world.office.url)
    real, calls = post.post, []

    def jumping(request):
        answer = real(request)
        calls.append(1)
        if len(calls) == 1:
            world.clock.jump(-40 * DAY)
        return answer

    post.post = jumping
    world.laptop.sync_now(post)
    world.capture()
    world.sync()
    assert world.wrong() == []


def test_set_back_between_two_starts(world):
    """Back beyond the last contact: that much is known, whatever the clock says."""
    opened(world)
    world.capture()
    world.sync()
    world.laptop.lock()
    world.clock.restart(-300 * DAY)
    world.reopen()
    assert world.laptop.place.today() >= office_date(NOON_MS)
    world.capture()
    world.sync()
    assert world.wrong() == []


def test_two_starts_of_one_wrong_clock_are_both_corrected(world):
    opened(world)
    world.sync()
    world.laptop.lock()
    world.clock.restart(2 * YEAR)
    world.reopen()
    world.capture()
    world.laptop.lock()
    world.pass_time(DAY)
    world.clock.restart()
    world.reopen()
    world.capture()
    world.sync()
    assert world.wrong() == []


def test_enrolled_again_with_a_corrected_clock(world):
    """What is emitted into the new feed carries the right time; the former correction is void."""
    opened(world)
    world.laptop.lock()
    world.clock.restart(-YEAR)
    world.reopen()
    world.capture()
    world.laptop.sync_now(Transport(world.office.url))
    world.capture()
    world.clock.jump(YEAR)
    world.capture()
    unlocked = identity.enrol_again(
        world.profile,
        world.laptop.place.unlocked,
        OfficeClient(world.office.url),
        code=office_day.new_code(world.office.url),
        random=secrets.token_bytes,
    )
    world.laptop.lock()
    world.laptop = furnished(world.profile, unlocked, clock=world.clock, random=secrets.token_bytes)
    world.sync()
    with world.office.office.ledger.reading() as tx:
        rows = tx.connection.execute(select(revision.c.number, revision.c.finished_ms)).all()
    assert {row.number for row in rows} == set(world.written)
    assert all(abs(row.finished_ms - world.written[row.number]) < 60_000 for row in rows)


def test_service_clocks_start_from_the_corrected_time(world):
    opened(world)
    world.laptop.lock()
    world.clock.restart(-YEAR)
    world.reopen()
    number = world.capture()
    world.pass_time(HOUR)
    world.sync()
    client = world.client()
    wanted = m.Decide(
        decision_id=str(secrets.token_hex(8)),
        number=number,
        instance_id=world.laptop.file(number).instance_id,
        state=READY,
    )
    client.decide(wanted)
    (line,) = CaseClient(client).listed().cases
    assert line.clock.start >= office_date(NOON_MS).isoformat()
    assert not line.due_passed
    with world.office.office.ledger.reading() as tx:
        times = [
            *tx.connection.scalars(select(event.c.time_ms)),
            *tx.connection.scalars(select(manifest.c.time_ms)),
        ]
    assert all(ms > NOON_MS - DAY for ms in times)
    printed = slip_facts(world.laptop.place, number).at
    assert printed.date() == office_date(NOON_MS), "a copy shows the corrected day"


def test_the_clerk_sees_it(world, qtbot):
    opened(world)
    world.laptop.lock()
    world.clock.restart(-YEAR)
    world.reopen()
    world.capture()
    world.sync()
    client = world.client()
    rows = client.batches()
    listed = BatchesPage(rows, lambda _: None)
    qtbot.addWidget(listed)
    assert "D001" in listed.table.item(0, 2).text()
    assert listed.table.item(0, 2).text() != "D001"
    page = BatchPage(client.batch(rows[0].batch_id), lambda _: None)
    qtbot.addWidget(page)
    told = " ".join(one.text() for one in page.findChildren(QLabel))
    assert "365 hari" in told or "365 days" in told


@pytest.mark.parametrize("zone", ["Asia/Jakarta", "Pacific/Kiritimati", "America/Anchorage"])
def test_the_zone_of_the_machine_is_never_asked(zone):
    code = (
        "from outreach_app.clock import SystemClock, office_date, at_office;"
        "print(office_date(1795500000000), at_office(1795500000000), SystemClock().now_ms() > 0)"
    )
    told = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "TZ": zone},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert told == "2026-11-24 2026-11-24 13:00:00+07:00 True\n"


def test_twin_times_that_are_taken_as_they_come(world, monkeypatch):
    """Known bad: no monotonic seconds, no correction, no bound at the office."""
    monkeypatch.setattr(office_time.OfficeTime, "offset_s", lambda self: 0)
    monkeypatch.setattr(link, "_learn_time", lambda place: False)
    monkeypatch.setattr(revisions, "honest_ms", lambda one, _arrived: office_ms(one))
    opened(world)
    world.capture()
    world.clock.jump(YEAR)
    world.capture()
    world.sync()
    assert [w for w in world.wrong() if w.startswith("office")]


def test_twin_an_order_by_clock_is_seen(world):
    """Known bad: the numbers are right and the clocks are not; sorting by clock must differ."""
    opened(world)
    world.capture()
    world.clock.jump(-YEAR)
    world.capture()
    world.sync()
    with world.office.office.ledger.reading() as tx:
        rows = tx.connection.execute(
            select(entry.c.number)
            .where(entry.c.kind == "record.finished")
            .order_by(entry.c.time_ms)
        ).all()
    assert [row.number for row in rows] != sorted(row.number for row in rows)
    assert world.wrong() == []

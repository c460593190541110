"""R16 at the office: its own clock is wrong by a year, jumps while it works, or between two starts.

Laptops learn no wrong time, nothing is lost, blocked or out of order, deadlines stay sensible, and
the desk says what to do. Known-bad twin: the machine's clock is taken as it comes.
"""

import secrets

import pytest
from PySide6.QtWidgets import QLabel
from sqlalchemy import select

from outreach_app.clock import office_date
from outreach_app.desk.clock_desk import ClockPage, doubt_words
from outreach_app.domain.entries import READY
from outreach_app.errors import UserProblem
from outreach_app.i18n import use
from outreach_app.office import steady_clock
from outreach_app.office.tables import decision, failed_sign_in
from outreach_app.officeapi import messages as m
from outreach_app.officeapi.case_client import CaseClient
from outreach_app.officeapi.client import OfficeClient
from outreach_app.officeapi.clock_client import ClockClient
from outreach_app.practice import office_day
from outreach_app.settings import Profile
from sync.client import Transport
from tests.scenario.clock_world import DAY, HOUR, NOON_MS, YEAR, LaptopClock, World, opened


class OfficeWorld(World):
    """The office's machine has a clock of its own; the laptop's and `true` are right."""

    def __init__(self, folder):
        self.folder, self.machine = folder, LaptopClock(NOON_MS)
        super().__init__(folder, office_clock=self.machine)

    def pass_time(self, seconds):
        super().pass_time(seconds)
        self.machine.advance(seconds)

    def restart_office(self, jump_s):
        """Another start of its machine, whose clock jumped meanwhile; the port stays."""
        port = int(self.office.url.rsplit(":", 1)[1])
        self.office.stop()
        self.machine.restart(jump_s)
        self.office = office_day.start_office(
            self.folder / "office", self.machine, secrets.token_bytes, port=port
        )

    def clock_state(self):
        return ClockClient(self.client()).state()

    def wrong(self):
        """Add to what is wrong with times that the laptop learnt wrongly."""
        found = super().wrong()
        if abs(self.laptop.sync_state().offset_s) > 5:
            found.append(f"the laptop learnt {self.laptop.sync_state().offset_s}")
        return found


@pytest.fixture
def world(tmp_path):
    made = OfficeWorld(tmp_path)
    yield made
    made.laptop.lock()
    made.office.stop()


def decide(world, number):
    file = world.laptop.file(number)
    wanted = m.Decide(
        decision_id=secrets.token_hex(8),
        number=number,
        instance_id=file.instance_id,
        state=READY,
    )
    return world.client().decide(wanted)


@pytest.mark.parametrize("years", [-1, 1])
def test_a_jump_while_the_office_works(world, years):
    opened(world)
    world.capture()
    world.sync()
    world.machine.jump(years * YEAR)
    world.pass_time(HOUR)
    number = world.capture()
    world.sync()
    assert world.wrong() == []
    assert world.clock_state().off_s == pytest.approx(years * YEAR, abs=2)
    decide(world, number)
    (line,) = [c for c in CaseClient(world.client()).listed().cases if c.number == number]
    assert line.clock.start >= office_date(NOON_MS).isoformat()
    assert not line.due_passed
    world.machine.jump(-years * YEAR)
    world.pass_time(HOUR)
    world.sync()
    assert world.clock_state().off_s == 0


def test_a_jump_in_the_middle_of_a_sync(world):
    opened(world)
    for _ in range(3):
        world.capture()
    post, calls = Transport(world.office.url), []
    straight = post.post

    def jumping(request):
        if not calls:
            world.machine.jump(-YEAR)
        calls.append(1)
        return straight(request)

    post.post = jumping
    world.laptop.sync_now(post)
    world.capture()
    world.sync()
    assert world.wrong() == []


@pytest.mark.parametrize("years", [-20, -1, 1])
def test_a_start_with_a_wrong_clock(world, years):
    """An empty battery: the office goes on where the last laptop called."""
    opened(world)
    world.capture()
    world.sync()
    world.restart_office(years * YEAR)
    world.pass_time(60)
    world.capture()
    world.sync()
    assert world.wrong() == []
    assert world.clock_state().off_s == pytest.approx(years * YEAR, abs=120)


def test_an_office_that_was_shut_for_long_believes_a_laptop(world):
    opened(world)
    world.capture()
    world.sync()
    world.pass_time(60 * DAY)
    world.restart_office(0)
    assert world.clock_state().off_s == pytest.approx(60 * DAY, abs=2)
    world.capture()
    world.sync()
    assert world.clock_state().off_s == 0
    assert world.wrong() == []


def test_what_a_person_said_holds_over_the_next_start(world):
    opened(world)
    world.sync()
    world.pass_time(60 * DAY)
    world.restart_office(0)
    assert ClockClient(world.client()).follow().off_s == 0
    world.pass_time(5 * DAY)
    world.restart_office(0)
    assert world.clock_state().off_s == 0


def test_a_person_says_that_the_clock_is_right_and_nothing_waits_for_a_year(world):
    """It had been a year ahead from the start; set back, what waits must not wait for that year."""
    world.machine.jump(YEAR)
    world.office.office.clock.follow()
    opened(world)
    number = world.capture()
    world.sync()
    decide(world, number)
    client = ClockClient(world.client())
    for _ in range(5):
        with pytest.raises(UserProblem):
            OfficeClient(world.office.url).sign_in(office_day.CLERK, "another passphrase")
    world.machine.jump(-YEAR)
    assert client.state().off_s == pytest.approx(-YEAR, abs=2)
    after = client.follow()
    assert (after.off_s, after.doubtful) == (0, False)
    world.pass_time(HOUR)
    world.sync()
    assert not world.laptop.sync_state().clock_is_off
    with world.office.office.ledger.reading() as tx:
        assert tx.connection.scalar(select(decision.c.released_ms)) is not None
        assert not tx.connection.scalars(select(failed_sign_in.c.time_ms)).all()
    world.restart_office(0)
    assert world.clock_state().off_s == 0, "the time that never was is forgotten"


def test_laptops_that_agree_are_heard(world):
    """The machine was wrong before anything was seen; only the laptops can tell."""
    world.machine.jump(2 * DAY)
    world.office.office.clock.follow()
    opened(world)
    assert not world.clock_state().doubtful, "one laptop may be the wrong one"
    second = office_day.new_laptop(
        Profile(world.folder / "second"),
        world.office.url,
        clock=world.clock,
        random=secrets.token_bytes,
    )
    second.sync_now(Transport(world.office.url))
    second.lock()
    state = world.clock_state()
    assert (state.laptops, state.off_s) == (2, 0)
    assert state.laptops_off_s == pytest.approx(2 * DAY, abs=5)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_clerk_sees_it(world, qtbot, language):
    use(language)
    world.machine.jump(-YEAR)
    state = world.clock_state()
    page = ClockPage(state)
    qtbot.addWidget(page)
    told = " ".join(one.text() for one in page.findChildren(QLabel))
    assert doubt_words(state) in told
    assert ("tidak dapat dipercaya" if language == "id" else "cannot be believed") in told


def test_twin_a_clock_that_is_taken_as_it_comes(world, monkeypatch):
    monkeypatch.setattr(
        steady_clock.SteadyClock, "_look", lambda self: (self.machine.now_ms(),) * 2
    )
    opened(world)
    world.capture()
    world.sync()
    world.machine.jump(-YEAR)
    world.capture()
    world.sync()
    found = world.wrong()
    assert any("office:" in one for one in found)
    assert any("learnt" in one for one in found)

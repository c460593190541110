"""An office, a laptop, and clocks that may be put anywhere (R16); real parts."""

import secrets
from dataclasses import dataclass

from sqlalchemy import select

from outreach_app.casework import open_laptop
from outreach_app.clock import SetClock, office_date
from outreach_app.office.tables import revision
from outreach_app.officeapi.client import OfficeClient
from outreach_app.practice import office_day
from outreach_app.practice.answers import fill
from outreach_app.practice.people import People
from outreach_app.practice.village_day import PEKON
from outreach_app.settings import Profile
from sync.client import Transport

NOON_MS = 1_795_500_000_000
HOUR, DAY, YEAR = 3600, 86_400, 365 * 86_400
SEED = 20261125


@dataclass
class LaptopClock:
    """A machine whose wall clock can be put anywhere; its monotonic one runs on."""

    ms: int
    mono_s: float = 1000.0
    start: str = "first start"

    def now_ms(self):
        return self.ms

    def monotonic_s(self):
        return self.mono_s

    def start_id(self):
        return self.start

    def advance(self, seconds):
        self.ms += int(seconds * 1000)
        self.mono_s += seconds

    def jump(self, seconds):
        self.ms += int(seconds * 1000)

    def restart(self, jump_s=0):
        self.start += "'"
        self.mono_s = 30.0
        self.jump(jump_s)


class World:
    """`true` is the time; `written` what was captured, and when it truly was."""

    def __init__(self, folder, office_clock=None):
        self.true = SetClock(NOON_MS)
        self.clock = LaptopClock(NOON_MS)
        self.office = office_day.start_office(
            folder / "office", office_clock or self.true, secrets.token_bytes
        )
        self.profile = Profile(folder / "laptop")
        self.laptop = office_day.new_laptop(
            self.profile, self.office.url, clock=self.clock, random=secrets.token_bytes
        )
        found = People(SEED, office_date(NOON_MS), PEKON).draw(40)
        self.people = iter([p for p in found if not p.edge])
        self.written = {}

    def pass_time(self, seconds):
        self.true.advance(seconds)
        self.clock.advance(seconds)

    def capture(self):
        """Finish a file; remember when it truly was."""
        file = self.laptop.start_file((person := next(self.people)).service)
        fill(file, person, office_date(NOON_MS))
        number = file.finish().number
        self.written[number] = self.true.now_ms()
        return number

    def sync(self):
        return self.laptop.sync_now(Transport(self.office.url)).outcome

    def reopen(self):
        self.laptop.lock()
        self.laptop = open_laptop(
            self.profile,
            office_day.OFFICER.officer_id,
            office_day.OFFICER_PASSPHRASE,
            clock=self.clock,
            random=secrets.token_bytes,
        )

    def client(self):
        client = OfficeClient(self.office.url)
        client.sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)
        return client

    def wrong(self):
        """Return what is lost, out of order, or shown with another time than the true one."""
        found = []
        with self.office.office.ledger.reading() as tx:
            rows = tx.connection.execute(
                select(revision.c.number, revision.c.finished_ms).order_by(revision.c.entry_number)
            ).all()
        if [row.number for row in rows] != list(self.written):
            found.append("lost, doubled or out of order")
        for row in rows:
            if abs(row.finished_ms - self.written[row.number]) > 60_000:
                found.append(f"office: {row.number} off by {row.finished_ms}")
        for number, true_ms in self.written.items():
            if abs(self.laptop.file(number).finished_ms - true_ms) > 60_000:
                found.append(f"laptop: {number}")
        state = self.laptop.sync_state()
        if state.unsent_entries or state.standing != "active":
            found.append(f"stuck: {state}")
        return found


def opened(world):
    world.sync()
    world.laptop.open_day(PEKON, ("RY",))

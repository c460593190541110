"""What every use case on the laptop needs: the store thread, who works, clock and randomness."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from outreach_app.casework.office_time import OfficeTime
from outreach_app.casework.rules import Rules
from outreach_app.clock import Clock, at_office, office_date
from outreach_app.domain.entries import Body, encode
from outreach_app.identity import Unlocked
from outreach_app.store import Store, StoreThread
from sync.entry import SALT_SIZE, Entry, next_entry
from sync.pace import Pace

T = TypeVar("T")


def nowhere() -> str:
    """Return nothing: no device tells where the laptop is."""
    return ""


@dataclass(slots=True)
class Workplace:
    """An unlocked laptop; only `Laptop` makes one.

    Attributes:
        thread: owns the database; every job runs there.
        unlocked: officer, device keys, certificate, office card.
        clock: this laptop's clock.
        random: `n` -> n random bytes.
        rules: services, fees, calendar and regions in force here.
        scans_folder: where sealed scans of papers lie.
        slips_folder: where slips lie that were printed to files.
        locate: where the laptop is, `lat lon alt acc`; blank when no device has told it.
        time: the office's, as far as this laptop can know it.
        keeper: id of the ticket keeper who has the laptop now, empty for the officer.
        pace: how much the link to the office carries at once, as learnt since unlocking.
    """

    thread: StoreThread
    unlocked: Unlocked
    clock: Clock
    random: Callable[[int], bytes]
    rules: Rules
    time: OfficeTime
    keeper: str = ""
    pace: Pace = field(default_factory=Pace)
    scans_folder: Path = Path()
    slips_folder: Path = Path("slips")
    locate: Callable[[], str] = nowhere

    @property
    def device_number(self) -> int:
        """Return 7 for D007."""
        return self.unlocked.certificate.device_number

    @property
    def device(self) -> str:
        """Return `D007`."""
        return f"D{self.device_number:03d}"

    @property
    def author(self) -> str:
        """Return who acts, as entries name it: the officer, or the ticket keeper."""
        return self.keeper or self.unlocked.officer.officer_id

    @property
    def offset_s(self) -> int:
        """Return the office's time minus this laptop's clock, now."""
        return self.time.offset_s()

    def run(self, job: Callable[[Store], T]) -> T:
        """Run `job` on the store thread and return what it returns."""
        return self.thread.run(job)

    def new_id(self) -> str:
        """Return a random UUID (version 4)."""
        return str(uuid.UUID(bytes=self.random(16), version=4))

    def now(self) -> datetime:
        """Return the office's time (WIB) as far as this laptop knows it."""
        return at_office(self.clock.now_ms(), self.offset_s)

    def today(self) -> date:
        """Return the office's date (WIB)."""
        return office_date(self.clock.now_ms(), self.offset_s)

    def moment(self) -> tuple[str, int]:
        """Return this start of the machine and milliseconds since it (decisions A17)."""
        return self.clock.start_id(), int(self.clock.monotonic_s() * 1000)

    def append(self, store: Store, kind: str, body: Body) -> Entry:
        """Append an entry to the laptop's feed, in the caller's transaction (decisions A14)."""
        feed = store.feed
        entry = next_entry(
            feed.feed_id,
            feed.head(),
            time_ms=self.clock.now_ms(),
            clock_offset_s=self.time.offset_s(),
            author=self.author,
            kind=kind,
            body=encode(body),
            salt=self.random(SALT_SIZE),
        )
        feed.append(entry)
        return entry

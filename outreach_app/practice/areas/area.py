"""What an area of a practice day may do, and what it is given to do it with."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol
from uuid import UUID

from outreach_app.casework import Laptop
from outreach_app.casework.finishing import Finished
from outreach_app.domain.day_entries import DayPlanned
from outreach_app.domain.entries import Account
from outreach_app.forms import Session
from outreach_app.office.connectors.registry_simulator import RegistrySimulator
from outreach_app.office.office import Office
from outreach_app.officeapi.client import OfficeClient
from outreach_app.officeapi.days_client import DaysClient

_MOST_ROUNDS = 8


@dataclass(slots=True)
class Scene:
    """A practice day in progress.

    Attributes:
        laptop: unlocked; a day is open in `during`.
        clerk: signed in as head of the office.
        pekon: where the day is held.
        batch_id: of the closed day, in `after`.
        plan_id: of the planned day that is opened, empty for a day without a plan.
        accounts: what the team counted on closing.
        office: the office itself when it runs here, for what the public page will ask it.
        registry: beside the office, None when there is none.
        counts: area -> what exists of it, in numbers; each counted where it happened.
    """

    laptop: Laptop
    clerk: OfficeClient
    pekon: str
    random: random.Random
    batch_id: str = ""
    plan_id: str = ""
    accounts: tuple[Account, ...] = ()
    office: Office | None = None
    registry: RegistrySimulator | None = None
    counts: dict[int, Counter[str]] = field(default_factory=dict)

    def count(self, area: int, what: str, number: int = 1) -> None:
        """Add to what exists of an area."""
        self.counts.setdefault(area, Counter())[what] += number

    @property
    def today(self) -> date:
        """Return the office's date."""
        return self.laptop.place.today()

    def new_id(self) -> str:
        """Return a UUID of this day's seed."""
        return str(UUID(int=self.random.getrandbits(128), version=4))

    def publish(self, draft: DayPlanned) -> DayPlanned:
        """Save a plan at the desk and publish it; give it as the office then has it."""
        calls = DaysClient(self.clerk)
        return calls.publish(calls.save(draft).plan.day_id).plan

    def record(self, service: str, answers: Mapping[str, str]) -> Finished:
        """Fill in and finish a form of the laptop, by the names of its questions."""
        file = self.laptop.start_file(service)
        fill_form(file, answers)
        return file.finish(similar_reason="Latihan")


class Area:
    """One area; what it leaves out does nothing."""

    def before(self, scene: Scene) -> None:
        """Do what happens before the day is opened; the laptop syncs afterwards."""

    def opening(self, scene: Scene) -> None:
        """Do what comes in the village before the day can be opened."""

    def during(self, scene: Scene) -> None:
        """Do what happens in the village; the day is closed and synced afterwards."""

    def after(self, scene: Scene) -> None:
        """Do what happens at the office; the laptop syncs afterwards."""

    def at_last(self, scene: Scene) -> None:
        """Look at what came back to the laptop."""


class Fillable(Protocol):
    """An open form: an `OpenFile` of the officer, a `CitizenForm` of a citizen."""

    @property
    def session(self) -> Session:
        """Return the form as it stands."""

    def answer(self, path: str, value: str) -> object:
        """Take an answer."""


def fill_form(form: Fillable, answers: Mapping[str, str]) -> None:
    """Answer the questions of an open form by their names, as far as it asks them."""
    left = dict(answers)
    for _ in range(_MOST_ROUNDS):
        before = len(left)
        for page in form.session.pages("id"):
            for item in page.items:
                if item.name in left and item.relevant and not item.readonly:
                    form.answer(item.path, left.pop(item.name))
        if not left or len(left) == before:
            return

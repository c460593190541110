"""Planned days as the office published them, days held, and slots given here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from outreach_app.domain.day_entries import DayAccounted, DayPlanned
from outreach_app.domain.entries import decode, encode
from outreach_app.store.engine import Database
from outreach_app.store.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldDay:
    """A day that the office has accounted for, of any laptop."""

    day_id: str
    kind: str
    pekon: str
    date: str
    applications: int = 0
    served: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place in a session of a planned day, promised by this laptop.

    Attributes:
        slot: `D007-S012`.
        contact: telephone, empty without consent.
        check_code: for the status page, empty on slots given before there was one.
        cancelled: 1 when it was given back.
    """

    slot: str
    day_id: str
    session: int
    serial: int
    service: str = ""
    contact: str = ""
    check_code: str = ""
    cancelled: int = 0
    given_ms: int = 0


class PlanRoom:
    """The newest version of each plan."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._held = Table(db, "held_days", HeldDay, ("day_id",))
        self._slots = Table(db, "slots", Slot, ("slot",))

    def put(self, plan: DayPlanned) -> None:
        """Write a plan, unless a later version is here already; a change is unseen news."""
        self._db.execute(
            "INSERT INTO day_plans (day_id, version, state, pekon, date, body, seen)"
            " VALUES (?, ?, ?, ?, ?, ?, 0) ON CONFLICT (day_id) DO UPDATE SET"
            " version = excluded.version, state = excluded.state, pekon = excluded.pekon,"
            " date = excluded.date, body = excluded.body, seen = 0"
            " WHERE excluded.version > day_plans.version",
            (plan.day_id, plan.version, plan.state, plan.pekon, plan.date, encode(plan).decode()),
        )

    def get(self, day_id: str) -> DayPlanned | None:
        """Return a plan."""
        return next(iter(self._select("WHERE day_id = ?", day_id)), None)

    def since(self, date: str) -> Sequence[DayPlanned]:
        """Return the plans on and after an ISO date, cancelled ones too, by date."""
        return self._select("WHERE date >= ? ORDER BY date, day_id", date)

    def all(self) -> Sequence[DayPlanned]:
        """Return every plan by date."""
        return self._select("ORDER BY date, day_id")

    def changed(self) -> Sequence[DayPlanned]:
        """Return the moved and cancelled plans that nobody here has looked at."""
        return self._select("WHERE seen = 0 AND state <> 'terjadwal' ORDER BY date, day_id")

    def see(self, day_id: str) -> None:
        """Remember that somebody here looked at the plan."""
        self._db.execute("UPDATE day_plans SET seen = 1 WHERE day_id = ?", (day_id,))

    def _select(self, rest: str, *values: str) -> list[DayPlanned]:
        rows = self._db.execute(f"SELECT body FROM day_plans {rest}", values)
        return [decode(body.encode(), DayPlanned) for (body,) in rows]

    def account(self, body: DayAccounted) -> None:
        """Write a day that was accounted for."""
        self._held.put(
            HeldDay(
                day_id=body.day_id,
                kind=body.kind,
                pekon=body.pekon,
                date=body.date,
                applications=body.applications,
                served=body.served,
            )
        )

    def held(self) -> Sequence[HeldDay]:
        """Return the days that were accounted for, by date."""
        return self._held.select("ORDER BY date, day_id")

    def next_serial(self) -> int:
        """Return the next number of a slot of this laptop."""
        found = self._db.execute("SELECT coalesce(max(serial), 0) + 1 FROM slots").fetchone()
        return int(found[0])

    def put_slot(self, slot: Slot) -> None:
        """Write a slot."""
        self._slots.put(slot)

    def slot(self, name: str) -> Slot | None:
        """Return a slot by its printed number."""
        return self._slots.get(name)

    def slots(self, day_id: str) -> Sequence[Slot]:
        """Return the slots given here for a day, those given back too, in order."""
        return self._slots.select("WHERE day_id = ? ORDER BY serial", (day_id,))

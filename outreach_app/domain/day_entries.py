"""Entries about outreach days: the plan that the office publishes, and slots given ahead.

A plan is published whole; a later version replaces the former, also when the day moves or is
cancelled. Source: services.md (mechanism 4), decisions C32.
"""

from __future__ import annotations

import datetime

import msgspec

from outreach_app.domain.entries import Body

DAY_PLANNED = "day.planned"
"""The office's plan of a day, for all laptops."""
DAY_ACCOUNTED = "day.accounted"
"""The office closed the account of a day that was held, for all laptops."""
SLOT_GIVEN = "slot.given"
"""A laptop promised a place in a session of a planned day."""

SERVICE_DAY, CAMPAIGN = "layanan", "kampanye"
HOME_VISIT, SERVICE_POINT = "kunjungan_rumah", "titik_layanan"
KINDS = (SERVICE_DAY, CAMPAIGN, HOME_VISIT, SERVICE_POINT)

SCHEDULED, MOVED, CANCELLED = "terjadwal", "dipindah", "batal"
STATES = (SCHEDULED, MOVED, CANCELLED)


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the day with its own number of places.

    Attributes:
        start: `08:00`, WIB.
        end: `10:30`.
        capacity: places; 0 = not limited.
    """

    start: str
    end: str
    capacity: int = 0


class DayPlanned(Body, frozen=True, kw_only=True):
    """A planned outreach day, whole.

    Attributes:
        day_id: given by the office, `H-2026-0012`; tickets and files of every laptop belong to it.
        version: rises with every publication; the highest holds.
        kind: one of `KINDS`.
        state: one of `STATES`.
        pekon: region code.
        place: where in the pekon people come, e.g. `Balai pekon`.
        date: ISO date.
        start: `08:00`, WIB.
        team: names of the officers.
        laptops: `D007`, those that go along; empty when it is not settled.
        ticket_giver: the one laptop that gives tickets; empty: any.
        services: codes offered; empty = everything in the catalogue.
        sessions: in order; empty = one session without a limit.
        quotas: service -> tickets of the day for it; a service left out has no quota.
        budget_idr: what the day may cost.
        advance_idr: cash handed to the team out of the budget.
        stock: item (`resources/services/stock.toml`) -> amount handed out.
        speakers: of a campaign.
        former_date: the date before it was moved, empty when it was not.
        reason: why it was moved or cancelled.
    """

    day_id: str
    version: int
    kind: str
    pekon: str
    date: str
    start: str
    end: str
    state: str = SCHEDULED
    place: str = ""
    team: tuple[str, ...] = ()
    laptops: tuple[str, ...] = ()
    ticket_giver: str = ""
    services: tuple[str, ...] = ()
    sessions: tuple[Session, ...] = ()
    quotas: dict[str, int] = msgspec.field(default_factory=dict)
    budget_idr: int = 0
    advance_idr: int = 0
    stock: dict[str, int] = msgspec.field(default_factory=dict)
    speakers: tuple[str, ...] = ()
    note: str = ""
    former_date: str = ""
    reason: str = ""

    @property
    def held_on(self) -> datetime.date:
        """Return the date."""
        return datetime.date.fromisoformat(self.date)

    @property
    def capacity(self) -> int:
        """Return the places of all sessions, 0 when one of them has no limit."""
        limits = [session.capacity for session in self.sessions]
        return sum(limits) if limits and all(limits) else 0

    @property
    def cancelled(self) -> bool:
        """Tell whether the day will not be held."""
        return self.state == CANCELLED


class DayAccounted(Body, frozen=True, kw_only=True):
    """A day that was held and whose account is closed; laptops show coverage from it.

    Attributes:
        applications: of the day on all laptops; other cases are not counted.
        served: tickets served.
    """

    day_id: str
    kind: str
    pekon: str
    date: str
    applications: int = 0
    served: int = 0
    spent_idr: int = 0
    note: str = ""


class SlotGiven(Body, frozen=True, kw_only=True):
    """A place in a session of a planned day, promised ahead.

    Attributes:
        slot: `D007-S012`, as printed.
        session: index in the plan's sessions.
        service: code, empty when it is not known yet.
        contact: telephone for news of the day, only with consent; else empty.
        check_code: eight characters for the status page; empty in entries of older laptops.
        cancelled: the place was given back.
    """

    day_id: str
    slot: str
    session: int = 0
    service: str = ""
    contact: str = ""
    check_code: str = ""
    cancelled: bool = False

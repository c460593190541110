"""Messages about outreach days; the plan itself travels as the feed writes it."""

from __future__ import annotations

import msgspec

from outreach_app.domain.day_entries import DayPlanned
from outreach_app.officeapi.messages import Message


class SavePlan(Message, frozen=True, kw_only=True):
    """Store a plan as a draft; with an empty `day_id` it is a new one."""

    plan: DayPlanned


class MovePlan(Message, frozen=True, kw_only=True):
    """Move a published day.

    Attributes:
        version: of the plan that the clerk saw.
        date: ISO date; empty times and place stay as they were.
        reason: everybody sees it.
    """

    version: int
    date: str
    reason: str
    start: str = ""
    end: str = ""
    place: str = ""


class CancelPlan(Message, frozen=True, kw_only=True):
    """Cancel a published day; everybody sees the reason."""

    version: int
    reason: str


class SlotRow(Message, frozen=True, kw_only=True):
    """A place promised ahead; `contact` only with consent."""

    slot: str
    session: int = 0
    service: str = ""
    contact: str = ""


class LaptopPart(Message, frozen=True, kw_only=True):
    """One laptop's part of a day."""

    device: str
    closed: bool


class PlanView(Message, frozen=True, kw_only=True):
    """A plan as the desk shows it.

    Attributes:
        plan: the draft if there is one, else the published version.
        standing: `draf`, `terjadwal`, `dipindah`, `batal`, `berjalan`, `ditutup`, `selesai`.
        draft: there are changes that no laptop has.
        reached: laptops that have the published version; `waiting`: that do not.
        slots: places that still stand, for telling their holders.
        laptops: those that opened the day.
    """

    plan: DayPlanned
    standing: str
    draft: bool = False
    reached: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    slots: tuple[SlotRow, ...] = ()
    laptops: tuple[LaptopPart, ...] = ()


class PlanList(Message, frozen=True, kw_only=True):
    """Every plan, the latest date first.

    Attributes:
        kecamatan: code -> name, of the whole kabupaten.
    """

    plans: tuple[PlanView, ...]
    kecamatan: dict[str, str] = msgspec.field(default_factory=dict)


class VisitRow(Message, frozen=True, kw_only=True):
    """A day at a pekon, held or planned."""

    day_id: str
    pekon: str
    date: str


class Coverage(Message, frozen=True, kw_only=True):
    """Where teams were and will be."""

    held: tuple[VisitRow, ...]
    planned: tuple[VisitRow, ...]

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
    """A place promised ahead; `contact` only with consent.

    Attributes:
        told: how its holder was told that the day was moved or cancelled, the last try where nobody
            was reached (`domain.told_entries`); empty: nobody tried, or nothing changed.
    """

    slot: str
    session: int = 0
    service: str = ""
    contact: str = ""
    told: str = ""


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


class Counted(Message, frozen=True, kw_only=True):
    """What was counted of one thing on closing, over all laptops of a day.

    Attributes:
        what: `tiket`, `slip`, `uang`, or an item of `resources/services/stock.toml`.
        reasons: why it differs, keys of that file; empty when it fits.
    """

    what: str
    expected: int
    counted: int
    reasons: tuple[str, ...] = ()


class SeasonRow(Message, frozen=True, kw_only=True):
    """One day held, over all its laptops.

    Attributes:
        tickets: state -> tickets; one that went to another laptop counts once.
        lost_tickets: sent to another laptop and never taken there.
        files: numbers of applications and other cases; `applications` among them.
        waiting_median_min: minutes, None when nothing could be measured.
        waiting_unknown: tickets whose waiting lies across two starts of a machine.
        expenses: numbers of the expense records that `spent_idr` is the sum of.
        spending: purpose -> rupiah.
        warn: what was low on closing, or `anggaran` when the budget is nearly or wholly spent.
        counted: what was counted on closing.
        came: people at its events; `leaflets`, `booklets`: handed out there.
        events: numbers of the attendance records; `speakers` at them.
        opinions: numbers of the evaluations; `points`: their mean, 1 to 4, empty without any.
        before_90: applications from that pekon in the 90 days before; `on_day` on the day itself;
            `after_30` in the 30 days after it, `after_90` in 90; `whole`: these 90 are over.
        differences: what was counted otherwise than recorded.
        accounted: its account is closed.
    """

    day_id: str
    date: str
    pekon: str
    kind: str = ""
    laptops: int = 1
    tickets: dict[str, int] = msgspec.field(default_factory=dict)
    lost_tickets: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    applications: tuple[str, ...] = ()
    waiting_median_min: float | None = None
    waiting_unknown: int = 0
    spent_idr: int = 0
    expenses: tuple[str, ...] = ()
    budget_idr: int = 0
    over_budget: bool = False
    spending: dict[str, int] = msgspec.field(default_factory=dict)
    warn: tuple[str, ...] = ()
    counted: tuple[Counted, ...] = ()
    came: int = 0
    leaflets: int = 0
    booklets: int = 0
    events: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    opinions: tuple[str, ...] = ()
    points: str = ""
    before_90: int = 0
    on_day: int = 0
    after_30: int = 0
    after_90: int = 0
    whole: bool = False
    differences: tuple[str, ...] = ()
    accounted: bool = False

    @property
    def served(self) -> int:
        """Return how many tickets were served."""
        return self.tickets.get("selesai", 0)


class Season(Message, frozen=True, kw_only=True):
    """Every day held, the newest first."""

    days: tuple[SeasonRow, ...]

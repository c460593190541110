"""The table "Neraca kiriman": one laptop's part of a day, the same at the laptop and at the office.

Each side fills it from what it has itself: the office from its ledger, the laptop from receipts
and judgements. The office sends its own down (`balance.counted`), so the officer sees both.
Source: ux 2.2 (M2); decisions A5, C32.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import msgspec

from outreach_app.domain.balance import Balance, Held, balance
from outreach_app.domain.entries import Body, DayClosed

BALANCE_COUNTED = "balance.counted"
"""Kind of the entry by which the office tells a laptop its count."""

FORM, SLIP, TICKET, CITIZEN, SCAN = "form", "slip", "ticket", "citizen", "scan"
"""What a line counts. Only forms are judged."""


class Line(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Counts of one thing.

    Attributes:
        what: `form`, `slip`, `ticket`, `citizen` (sealed forms) or `scan`.
        name: form id, slip size or code of the paper; empty where there is one line only.
        version: of the form.
        received: arrived at the office.
        undeclared: of the received, those that the manifest does not name.
    """

    what: str
    declared: int
    received: int
    name: str = ""
    version: str = ""
    accepted: int = 0
    held: int = 0
    rejected: int = 0
    undeclared: int = 0

    @property
    def missing(self) -> int:
        """Return how many were declared and did not arrive."""
        return max(0, self.declared - (self.received - self.undeclared))


class Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One laptop's files of a day with several laptops."""

    device: str
    closed: bool
    declared: int = 0
    received: int = 0
    accepted: int = 0
    held: int = 0
    rejected: int = 0
    missing: int = 0
    scans_missing: int = 0


class LostScan(msgspec.Struct, frozen=True, kw_only=True):
    """A scan that its laptop can no longer send.

    Attributes:
        number: local number of the file.
        paper: code of the paper.
        device: `D007`.
        why: `missing` or `damaged`.
    """

    number: str
    paper: str
    device: str
    why: str


class BalanceCounted(Body, frozen=True, kw_only=True):
    """The table of one laptop's part of a day.

    Attributes:
        manifest: entry number of the manifest that was counted.
        supersedes: entry number of the manifest before it, 0 for none.
        first: local number of the first file, empty when there is none.
        last: of the last file.
        entries: numbers of the first and last entry that the manifest covers.
        head_agrees: the chain up to the manifest is the one the manifest names.
        missing: local numbers declared and not received.
        undeclared: received and not declared.
        parts: all laptops of the day, this one too; empty when it is the only one.
        lost_scans: of these files; they count as not received.
        counted_ms: when the office counted; 0 in a laptop's own table.
    """

    day_id: str
    device: str
    manifest: int
    entries: tuple[int, int]
    lines: tuple[Line, ...]
    supersedes: int = 0
    first: str = ""
    last: str = ""
    cancelled: int = 0
    drafts_left: int = 0
    head_agrees: bool = True
    missing: tuple[str, ...] = ()
    undeclared: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    counted_ms: int = 0
    lost_scans: tuple[LostScan, ...] = ()

    @property
    def files(self) -> Line:
        """Return the sum of all forms."""
        return _sum(FORM, self.lines)

    @property
    def scans(self) -> Line:
        """Return the sum of all scans."""
        return _sum(SCAN, self.lines)

    @property
    def balanced(self) -> bool:
        """Tell whether every file agrees; a scan that is on its way does not unbalance a day."""
        files = (line for line in self.lines if line.what == FORM)
        even = all(line.declared == line.received for line in files)
        return even and self.head_agrees and not (self.missing or self.undeclared)


@dataclass(frozen=True, slots=True)
class Arrived:
    """What one side holds of a day beside its files.

    Attributes:
        slips: size -> count.
        scans: code of the paper -> count.
        sealed: sealed forms of citizens.
        lost_scans: that cannot come any more.
    """

    slips: Mapping[str, int] = field(default_factory=dict)
    tickets: int = 0
    sealed: int = 0
    scans: Mapping[str, int] = field(default_factory=dict)
    lost_scans: tuple[LostScan, ...] = ()


def count(
    device: str,
    manifest: DayClosed,
    number: int,
    files: Iterable[Held],
    arrived: Arrived,
    *,
    head_agrees: bool = True,
) -> BalanceCounted:
    """Return the table of one side.

    Args:
        device: `D007`.
        manifest: the newest of the day.
        number: of its entry.
        files: received and not cancelled, one for each number.
        arrived: the rest.
        head_agrees: see `BalanceCounted`.
    """
    both = balance(manifest, files)
    numbers = manifest.numbers
    return BalanceCounted(
        day_id=manifest.day_id,
        device=device,
        manifest=number,
        supersedes=manifest.supersedes,
        entries=(manifest.first, manifest.last),
        first=numbers[0] if numbers else "",
        last=numbers[-1] if numbers else "",
        cancelled=len(manifest.cancelled),
        drafts_left=manifest.drafts_left,
        head_agrees=head_agrees,
        lines=(*_forms(both), *_others(manifest, arrived)),
        missing=both.missing,
        undeclared=both.undeclared,
        lost_scans=arrived.lost_scans,
    )


def part(table: BalanceCounted) -> Part:
    """Return a laptop's line in the table of the whole day."""
    files = table.files
    return Part(
        device=table.device,
        closed=True,
        declared=files.declared,
        received=files.received,
        accepted=files.accepted,
        held=files.held,
        rejected=files.rejected,
        missing=len(table.missing),
        scans_missing=table.scans.missing,
    )


def _forms(both: Balance) -> Iterable[Line]:
    for one in both.lines:
        yield Line(
            what=FORM,
            name=one.form_id,
            version=one.form_version,
            declared=one.declared or 0,
            received=one.received,
            accepted=one.accepted,
            held=one.held,
            rejected=one.rejected,
            undeclared=one.undeclared,
        )


def _others(manifest: DayClosed, arrived: Arrived) -> Iterable[Line]:
    tickets = sum(manifest.tickets.values())
    yield from _named(SLIP, manifest.slips, arrived.slips)
    if tickets or arrived.tickets:
        yield Line(what=TICKET, declared=tickets, received=arrived.tickets)
    if manifest.sealed or arrived.sealed:
        yield Line(what=CITIZEN, declared=manifest.sealed, received=arrived.sealed)
    yield from _named(SCAN, manifest.scans, arrived.scans)


def _named(what: str, declared: Mapping[str, int], arrived: Mapping[str, int]) -> Iterable[Line]:
    for name in sorted(declared.keys() | arrived.keys()):
        here, there = declared.get(name, 0), arrived.get(name, 0)
        more = max(0, there - here)
        yield Line(what=what, name=name, declared=here, received=there, undeclared=more)


def _sum(what: str, lines: Iterable[Line]) -> Line:
    own = [line for line in lines if line.what == what]
    return Line(
        what=what,
        declared=sum(line.declared for line in own),
        received=sum(line.received for line in own),
        accepted=sum(line.accepted for line in own),
        held=sum(line.held for line in own),
        rejected=sum(line.rejected for line in own),
        undeclared=sum(line.undeclared for line in own),
    )

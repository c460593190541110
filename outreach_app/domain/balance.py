"""The two-sided balance of a batch: what the laptop declared against what the office holds.

`declared + undeclared = accepted + held + rejected + unjudged + missing`, per form and in sum. It
balances when nothing is missing and nothing arrived that was not declared. Both sides compute it
for themselves, the office from what it holds, the laptop from receipts and judgements; then they
compare (`agree`).
Source: ux 2.2 (M2); decisions A5, C32.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from outreach_app.domain.entries import ACCEPTED, HELD, REJECTED, DayClosed


@dataclass(frozen=True, slots=True)
class Held:
    """One file as one side knows it (its newest revision).

    Attributes:
        intake: `diterima`, `ditahan`, `ditolak`; empty when it arrived and is not judged yet.
    """

    number: str
    form_id: str
    form_version: str
    intake: str


@dataclass(frozen=True, slots=True)
class OnLaptop:
    """One finished file as the laptop knows it.

    Attributes:
        arrived: the office's signed receipt covers its entry, nothing less.
        intake: the office's word, empty while it has said nothing.
    """

    number: str
    form_id: str
    form_version: str
    arrived: bool
    intake: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Counts of one form version.

    Attributes:
        declared: None while there is no manifest.
        undeclared: of the received, those whose number the manifest does not name.
    """

    form_id: str
    form_version: str
    declared: int | None
    received: int
    accepted: int
    held: int
    rejected: int
    undeclared: int = 0

    @property
    def missing(self) -> int:
        """Return how many were declared and did not arrive.

        A file that arrived undeclared never stands in for one that is missing.
        """
        return max(0, (self.declared or 0) - (self.received - self.undeclared))

    @property
    def unjudged(self) -> int:
        """Return how many arrived and have no word of the office yet."""
        return self.received - self.accepted - self.held - self.rejected


@dataclass(frozen=True, slots=True)
class Balance:
    """Both sides of one batch.

    Attributes:
        lines: per form version, in order.
        missing: local numbers declared and not received.
        undeclared: received and not declared.
    """

    lines: tuple[Line, ...]
    missing: tuple[str, ...]
    undeclared: tuple[str, ...]
    closed: bool

    @property
    def total(self) -> Line:
        """Return the sum over all forms."""
        declared = sum(line.declared or 0 for line in self.lines) if self.closed else None
        return Line(
            "",
            "",
            declared,
            sum(line.received for line in self.lines),
            sum(line.accepted for line in self.lines),
            sum(line.held for line in self.lines),
            sum(line.rejected for line in self.lines),
            sum(line.undeclared for line in self.lines),
        )

    @property
    def balanced(self) -> bool:
        """Tell whether both sides agree to the last record; never before the manifest is here."""
        even = all(line.declared == line.received for line in self.lines)
        return self.closed and even and not self.missing and not self.undeclared


def balance(manifest: DayClosed | None, files: Iterable[Held]) -> Balance:
    """Return the balance of a batch.

    Args:
        manifest: the newest of the day, None while the day is open.
        files: received and not cancelled, one for each number.
    """
    held = list(files)
    declared: Counter[tuple[str, str]] = Counter()
    for count in manifest.forms if manifest else ():
        declared[count.form_id, count.form_version] += count.count
    keys = sorted(declared.keys() | {(f.form_id, f.form_version) for f in held})
    numbers = {f.number for f in held}
    named = manifest.numbers if manifest else ()
    strange = numbers - set(named) if manifest else set[str]()
    return Balance(
        tuple(_line(key, declared[key] if manifest else None, held, strange) for key in keys),
        tuple(n for n in named if n not in numbers),
        tuple(sorted(strange)),
        manifest is not None,
    )


def laptop_side(manifest: DayClosed | None, files: Iterable[OnLaptop]) -> Balance:
    """Return the same balance as the laptop sees it: what was not receipted is missing."""
    arrived = (Held(f.number, f.form_id, f.form_version, f.intake) for f in files if f.arrived)
    return balance(manifest, arrived)


def differences(office: Balance, laptop: Balance) -> tuple[str, ...]:
    """Return where both sides differ: `missing`, `undeclared`, `closed`, or `form version`.

    A side that is only behind differs, too; after the next exchange it should agree.
    """
    found = [
        name
        for name in ("closed", "missing", "undeclared")
        if getattr(office, name) != getattr(laptop, name)
    ]
    ours, theirs = ({(n.form_id, n.form_version): n for n in b.lines} for b in (office, laptop))
    keys = sorted(ours.keys() | theirs.keys())
    return (*found, *(" ".join(key) for key in keys if ours.get(key) != theirs.get(key)))


def agree(office: Balance, laptop: Balance) -> bool:
    """Tell whether both sides say the same of every form and every number."""
    return not differences(office, laptop)


def _line(key: tuple[str, str], declared: int | None, files: list[Held], strange: set[str]) -> Line:
    own = [f for f in files if (f.form_id, f.form_version) == key]
    states = Counter(f.intake for f in own)
    undeclared = sum(f.number in strange for f in own)
    return Line(
        *key, declared, len(own), states[ACCEPTED], states[HELD], states[REJECTED], undeclared
    )

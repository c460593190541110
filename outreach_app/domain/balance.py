"""The two-sided balance of a batch: what the laptop declared against what the office holds.

`declared = accepted + held + rejected + missing`, per form and in sum. It balances when nothing
is missing and nothing arrived that was not declared. Source: ux 2.2 (M2); decisions C32.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from outreach_app.domain.entries import ACCEPTED, HELD, REJECTED, DayClosed


@dataclass(frozen=True, slots=True)
class Held:
    """One file as the office holds it (its newest revision)."""

    number: str
    form_id: str
    form_version: str
    intake: str


@dataclass(frozen=True, slots=True)
class Line:
    """Counts of one form version; `declared` is None while there is no manifest."""

    form_id: str
    form_version: str
    declared: int | None
    received: int
    accepted: int
    held: int
    rejected: int

    @property
    def missing(self) -> int:
        """Return how many were declared and did not arrive."""
        return max(0, (self.declared or 0) - self.received)


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
    declared = {(c.form_id, c.form_version): c.count for c in (manifest.forms if manifest else ())}
    keys = sorted(declared.keys() | {(f.form_id, f.form_version) for f in held})
    numbers = {f.number for f in held}
    named = manifest.numbers if manifest else ()
    return Balance(
        tuple(_line(key, declared.get(key, 0) if manifest else None, held) for key in keys),
        tuple(n for n in named if n not in numbers),
        tuple(sorted(numbers - set(named))) if manifest else (),
        manifest is not None,
    )


def _line(key: tuple[str, str], declared: int | None, files: list[Held]) -> Line:
    own = [f.intake for f in files if (f.form_id, f.form_version) == key]
    counts = (own.count(state) for state in (ACCEPTED, HELD, REJECTED))
    return Line(*key, declared, len(own), *counts)

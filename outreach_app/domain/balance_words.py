"""Where the two tables of a day differ, and what to do about each: codes of texts with facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from outreach_app.domain.balance_table import FORM, SCAN, BalanceCounted, Line

NOT_COUNTED, FORMER, MISSING, UNDECLARED, SCANS, CHAIN, LINE, OTHERS, LOST = (
    f"BALANCE_{n:03d}" for n in range(1, 10)
)
SHOWN_NUMBERS = 6


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that does not agree yet.

    Attributes:
        code: of the text.
        facts: values for it.
    """

    code: str
    facts: dict[str, object] = field(default_factory=dict)


def differences(
    laptop: BalanceCounted, office: BalanceCounted | None, unsent: int = 0
) -> tuple[Difference, ...]:
    """Return what the laptop's table and the office's disagree on, the worst first.

    Args:
        laptop: the laptop's own table.
        office: as it came down; None while it has not.
        unsent: entries that the office has not receipted.
    """
    if office is None:
        return (Difference(NOT_COUNTED),)
    if office.manifest != laptop.manifest:
        facts: dict[str, object] = {"former": office.manifest, "manifest": laptop.manifest}
        return (Difference(FORMER, facts),)
    found = list(of_office(office))
    if not unsent:
        found += _lines(laptop.lines, office.lines)
    return tuple(found)


def of_office(office: BalanceCounted) -> tuple[Difference, ...]:
    """Return what does not agree in the office's table alone: declared against arrived."""
    found = []
    if not office.head_agrees:
        found.append(Difference(CHAIN))
    if office.missing:
        found.append(Difference(MISSING, _numbers(office.missing)))
    if office.undeclared:
        found.append(Difference(UNDECLARED, _numbers(office.undeclared)))
    lost = office.lost_scans
    if (missing := office.scans.missing - len(lost)) > 0:
        found.append(Difference(SCANS, {"count": missing}))
    if lost:
        devices = ", ".join(dict.fromkeys(one.device for one in lost))
        numbers = _numbers(tuple(dict.fromkeys(one.number for one in lost)))
        facts = numbers | {"count": len(lost), "devices": devices}
        facts["damaged"] = sum(one.why == "damaged" for one in lost)
        found.append(Difference(LOST, facts))
    open_ = [p.device for p in office.parts if not p.closed or p.missing]
    if others := [device for device in open_ if device != office.device]:
        found.append(Difference(OTHERS, {"devices": ", ".join(others)}))
    return tuple(found)


def _numbers(numbers: tuple[str, ...]) -> dict[str, object]:
    more = len(numbers) - SHOWN_NUMBERS
    shown = ", ".join(numbers[:SHOWN_NUMBERS]) + (f" (+{more})" if more > 0 else "")
    return {"count": len(numbers), "numbers": shown}


def _lines(here: Iterable[Line], there: Iterable[Line]) -> list[Difference]:
    """Return lines that differ although everything was sent; files by state, others by count."""
    ours, theirs = ({(n.what, n.name, n.version): n for n in side} for side in (here, there))
    found = []
    for key in sorted(ours.keys() | theirs.keys()):
        a, b = ours.get(key), theirs.get(key)
        if a == b or key[0] == SCAN:  # scans have their own sentence
            continue
        facts: dict[str, object] = {
            "line": " ".join(part for part in key[1:] if part) or key[0],
            "laptop": _told(a),
            "office": _told(b),
        }
        found.append(Difference(LINE, facts))
    return found


def _told(line: Line | None) -> str:
    if line is None:
        return "-"
    if line.what != FORM:
        return str(line.received)
    return f"{line.accepted}/{line.held}/{line.rejected}"

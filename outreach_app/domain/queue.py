"""Who is called next: priority first, at most two in a row, then one of the others.

Pure: it knows ticket names (`P-003`), no clock and no database. Source: ux section 2 (L4),
domain.md 9 (priority must not starve others).
"""

from __future__ import annotations

from collections.abc import Sequence

GENERAL, PRIORITY, EXAMINATION, COLLECTION = "A", "P", "B", "C"
LANES = (GENERAL, PRIORITY, EXAMINATION, COLLECTION)
MOST_IN_A_ROW = 2

_NEXT = {
    "menunggu": {"dipanggil", "dilayani", "dilewati", "tidak_hadir", "pulang"},
    "dipanggil": {"dipanggil", "dilayani", "dilewati", "tidak_hadir", "pulang"},
    "dilewati": {"dipanggil", "dilayani", "tidak_hadir", "pulang"},
    "dilayani": {"selesai", "pulang", "dilewati"},
    "tidak_hadir": {"dipanggil", "dilayani"},
    "pulang": {"dipanggil", "dilayani"},
    "selesai": {"dilayani"},
}


def may_change(state: str, to: str) -> bool:
    """Tell whether a ticket in `state` may become `to`; a passed number stays valid."""
    return to in _NEXT.get(state, ())


def ticket_name(lane: str, number: int) -> str:
    """Return `A-014`."""
    return f"{lane}-{number:03d}"


def order(waiting: Sequence[str], called: Sequence[str]) -> list[str]:
    """Return `waiting` in the order in which they will be called.

    Args:
        waiting: ticket names, in the order of issue.
        called: names already called today, oldest first; only the end matters.
    """
    priority = [t for t in waiting if t.startswith(PRIORITY)]
    others = [t for t in waiting if not t.startswith(PRIORITY)]
    row = _row(called)
    result: list[str] = []
    while priority or others:
        if priority and (row < MOST_IN_A_ROW or not others):
            result.append(priority.pop(0))
            row += 1
        else:
            result.append(others.pop(0))
            row = 0
    return result


def _row(called: Sequence[str]) -> int:
    """Return how many of the last called were priority, one after the other."""
    count = 0
    for ticket in reversed(called):
        if not ticket.startswith(PRIORITY):
            break
        count += 1
    return count

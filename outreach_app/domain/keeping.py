"""How long a laptop keeps the content of a file (decisions C34; numbers in `keeping.toml`).

Read so: due at the later of *safe + 30 days* and *final decision + 7 days*, and at the latest at
*safe + 120 days*, decided or not. Both limits count from `safe` (decisions A8: "purge on laptops
counts from safe"), so the 120 days can never take what the office might lose.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import msgspec

from outreach_app import resources

_DAY_MS = 86_400_000


class Rules(msgspec.Struct, frozen=True):
    """Days of `resources/services/keeping.toml`."""

    safe_days: int
    decided_days: int
    most_days: int


@cache
def rules() -> Rules:
    """Return the rules in force."""
    return msgspec.convert(resources.toml("services/keeping.toml"), Rules)


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of a file when it is asked whether its time has come.

    Attributes:
        safe_ms: since when every entry about it is in a verified backup, None when one is not.
        final_ms: when it was decided for good, None when it was not.
        decides: a decision is awaited; False for records, void and rejected files.
    """

    safe_ms: int | None
    final_ms: int | None
    decides: bool


def due_ms(kept: Kept) -> int | None:
    """Return when a file's content is due to go, None for not at all as things stand."""
    if kept.safe_ms is None:
        return None
    limits = rules()
    at_last = kept.safe_ms + limits.most_days * _DAY_MS
    if kept.decides and kept.final_ms is None:
        return at_last
    first = kept.safe_ms + limits.safe_days * _DAY_MS
    decided = (kept.final_ms or 0) + limits.decided_days * _DAY_MS if kept.decides else 0
    return min(max(first, decided), at_last)

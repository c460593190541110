"""A random audit sample that anybody can draw again from its seed.

Source: services.md 10; internal supervision, PP 60/2008.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def draw(numbers: Iterable[str], size: int, seed: str) -> tuple[str, ...]:
    """Return `size` of `numbers` (all of them when there are fewer), in the order of the draw.

    Each number's place is SHA-256 of seed and number, so nobody can prefer one, the order in which
    files came plays no part, and a larger sample of the same seed begins with the smaller one.

    Args:
        numbers: local numbers; doubles count once.
        size: at least 0.
        seed: any text, recorded with the sample.
    """

    def place(number: str) -> bytes:
        return hashlib.sha256(f"outreach/audit/1 {seed} {number}".encode()).digest()

    return tuple(sorted(set(numbers), key=place)[: max(0, size)])

"""How dear one try of a passphrase is: Argon2id, calibrated to the laptop (decisions B19).

Source: RFC 9106; OWASP ASVS 5.0, 11.4 (floor 46 MiB); reliability.md R22 (floor 64 MiB).
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from outreach_app.clock import Clock

SALT_BYTES = 16
SHORTEST_S, LONGEST_S = 0.5, 1.0
FLOOR_KIB = 64 * 1024


class Argon2Cost(msgspec.Struct, frozen=True):
    """Parameters of Argon2id; stored beside what they protect.

    Attributes:
        memory_kib: memory in KiB.
        passes: runs over it.
        lanes: threads.
    """

    memory_kib: int = 256 * 1024
    passes: int = 3
    lanes: int = 4

    def derive(self, secret: str, salt: bytes) -> bytes:
        """Return 32 bytes for a secret and a 16-byte salt."""
        kdf = Argon2id(
            salt=salt,
            length=32,
            iterations=self.passes,
            lanes=self.lanes,
            memory_cost=self.memory_kib,
        )
        return kdf.derive(secret.encode())


START = Argon2Cost()
CHEAP = Argon2Cost(memory_kib=32, passes=1, lanes=1)
"""For tests and practice profiles only: protects nothing."""


def measured(clock: Clock) -> Callable[[Argon2Cost], float]:
    """Return a function that gives the seconds of one derivation here."""

    def seconds(cost: Argon2Cost) -> float:
        before = clock.monotonic_s()
        cost.derive("calibration", bytes(SALT_BYTES))
        return clock.monotonic_s() - before

    return seconds


def calibrated(seconds: Callable[[Argon2Cost], float], start: Argon2Cost = START) -> Argon2Cost:
    """Return parameters that take between 0.5 and 1 s where the laptop allows.

    A slow laptop gets less memory, never below the floor; a quick one gets more passes.

    Args:
        seconds: of one derivation with given parameters; see `measured`.
        start: where to begin.
    """
    cost = start
    while (took := seconds(cost)) > LONGEST_S and cost.memory_kib > FLOOR_KIB:
        cost = msgspec.structs.replace(cost, memory_kib=max(FLOOR_KIB, cost.memory_kib // 2))
    if 0 < took < SHORTEST_S:
        more = round(cost.passes * (SHORTEST_S + LONGEST_S) / 2 / took)
        cost = msgspec.structs.replace(cost, passes=max(cost.passes, more))
    return cost

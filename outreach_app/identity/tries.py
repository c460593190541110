"""Wrong passphrases: counted, slowed down, never locked out (decisions B19)."""

from __future__ import annotations

from outreach_app.clock import Clock
from outreach_app.errors import UserProblem

FREE = 5
"""Tries without waiting; ux section 8 shows them as "try 2 of 5"."""
FIRST_WAIT_S, LONGEST_WAIT_S = 5, 60


class Tries:
    """What one running program remembers of wrong tries, officer by officer.

    The true obstacle to somebody who holds the disk is Argon2id; this slows down somebody at the
    keyboard. A minute is the longest wait, so a team is never stranded.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._wrong: dict[str, int] = {}
        self._not_before: dict[str, float] = {}

    def check(self, officer_id: str) -> None:
        """Let a try pass.

        Raises:
            UserProblem: IDENTITY_002 it is too early.
        """
        left = self._not_before.get(officer_id, 0.0) - self._clock.monotonic_s()
        if left > 0:
            raise UserProblem(
                "IDENTITY_002", tries=self._wrong[officer_id], wait_s=max(1, round(left))
            )

    def wrong(self, officer_id: str) -> UserProblem:
        """Count a wrong try and return what to tell."""
        tries = self._wrong[officer_id] = self._wrong.get(officer_id, 0) + 1
        if tries < FREE:
            return UserProblem("IDENTITY_001", tries=tries, of=FREE)
        wait_s = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** min(tries - FREE, 10))
        self._not_before[officer_id] = self._clock.monotonic_s() + wait_s
        return UserProblem("IDENTITY_002", tries=tries, wait_s=wait_s)

    def right(self, officer_id: str) -> None:
        """Forget an officer's wrong tries."""
        self._wrong.pop(officer_id, None)
        self._not_before.pop(officer_id, None)

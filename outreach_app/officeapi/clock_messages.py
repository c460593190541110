"""The clock of the office's computer, for the desk."""

from __future__ import annotations

from outreach_app.officeapi.messages import Message


class OfficeClock(Message, frozen=True, kw_only=True):
    """What the office's time is, and who disagrees.

    Attributes:
        now_ms: the office's time: what laptops learn and deadlines begin with.
        machine_ms: what the clock of its computer shows.
        off_s: machine minus office; 0 while the office goes by the machine.
        laptops: how many agree with each other and not with the office; 0 when they do.
        laptops_off_s: office minus those laptops.
    """

    now_ms: int
    machine_ms: int
    off_s: int
    laptops: int = 0
    laptops_off_s: int = 0

    @property
    def doubtful(self) -> bool:
        """Tell whether somebody must look at the computer's clock."""
        return bool(self.off_s or self.laptops)

"""What the field window is given by whoever starts the program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from outreach_app.casework import Laptop
from outreach_app.clock import Clock
from outreach_app.identity import Officer, Unlocked
from outreach_app.settings import Profile
from sync.engine import Post


@dataclass(frozen=True, slots=True)
class Doors:
    """The ways out of the window.

    Attributes:
        officers: who may sign in.
        unlock: (officer id, passphrase) -> laptop; slow on purpose, called off the screen's thread.
        recover: (officer id, code of the office, new passphrase) -> laptop; slow on purpose too.
        post: the way to the office.
        knock: tells whether anybody is there, without saying anything.
        clock: this machine's.
        enrol_again: (keys, code) -> new keys of this laptop; asks the office, so off the screen's
            thread.
        furnish: opens the laptop of unlocked keys.
        jitter: 0 to 1, so that laptops do not call all at once.
        practice: accounts of a practice day, shown on the first page; empty for real.
        desk: opens the clerk's window of a practice day, None for real.
    """

    profile: Profile
    officers: Callable[[], tuple[Officer, ...]]
    unlock: Callable[[str, str], Laptop]
    recover: Callable[[str, str, str], Laptop]
    post: Post
    knock: Callable[[], bool]
    clock: Clock
    jitter: Callable[[], float]
    enrol_again: Callable[[Unlocked, str], Unlocked]
    furnish: Callable[[Unlocked], Laptop]
    practice: str = ""
    desk: Callable[[], object] | None = None

"""The one place where work is tried again that met another writer on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from outreach_app.office.engine import Collided

T = TypeVar("T")
TRIES = 3


def again(act: Callable[[], T]) -> T:
    """Return what `act` returns, tried again when its transaction met another one.

    What collided wrote nothing. Earlier transactions of `act` stay, so it must be something that
    may be done twice: a call of the desk with its id, a projection that knows how far it got.

    Raises:
        Collided: it did so three times.
    """
    for _ in range(TRIES - 1):
        try:
            return act()
        except Collided:
            continue
    return act()

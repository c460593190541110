"""What an open file knows of the laptop and of whoever fills it in."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


def _nowhere() -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Client:
    """Client settings (ODK XForms specification: preloads, property(), last-saved).

    Attributes:
        properties: `deviceid`, `username`, `email`, `phonenumber`; others are blank.
        last_saved: `record()` of the file of this form that was finished last, whatever its
            version; None when there is none.
        locate: where the laptop is, `lat lon alt acc`, blank when nothing can tell; must not wait.
        draw: a number in [0, 1), for `random()` and shuffles without a seed.
    """

    properties: Mapping[str, str] = field(default_factory=dict)
    last_saved: Mapping[str, Any] | None = None
    locate: Callable[[], str] = _nowhere
    draw: Callable[[], float] = random.random

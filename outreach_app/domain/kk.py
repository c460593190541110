"""The number of a family card (KK): region, date of recording, serial; 16 digits.

Nothing more can be checked: the date is that of the recording, and no 40 is added.
Source: domain.md 3.2.
"""

from __future__ import annotations

import re
from typing import Literal

Hard = Literal["length", "digits"]


def check(kk: str) -> Hard | None:
    """Return why `kk` can never be right, None when it can be."""
    if not re.fullmatch(r"[0-9]*", kk):
        return "digits"
    return None if len(kk) == 16 else "length"


def shown(kk: str) -> str:
    """Return `1804 0412 0306 9901`, as a screen groups it (ux 4)."""
    return " ".join(kk[at : at + 4] for at in range(0, len(kk), 4))


def mask(kk: str) -> str:
    """Return `1804********9911` for lists; shorter text is masked whole."""
    return f"{kk[:4]}********{kk[-4:]}" if len(kk) == 16 else "*" * len(kk)

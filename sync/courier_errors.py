"""What can be wrong with a courier file or a stick.

    SyncError
    ├── Refused
    │   └── CourierRefused   one file, with its `why`; nothing of it was kept
    └── StickProblem         the stick; nothing was moved
        ├── StickNotWritable COURIER_001     ├── StickFull    COURIER_002
        ├── StickUnreadable  COURIER_003     └── CopyDiffers  COURIER_004

The texts belong to the application (`errors_courier.po`); `Why` is the code of the reason.
"""

from __future__ import annotations

from enum import StrEnum

from sync.errors import Refused, SyncError


class Why(StrEnum):
    """Why a file was not taken, or that it brought nothing."""

    NOT_OURS = "COURIER_010"
    NEWER = "COURIER_011"
    TRUNCATED = "COURIER_012"
    DAMAGED = "COURIER_013"
    OTHER_OFFICE = "COURIER_014"
    OTHER_DEVICE = "COURIER_015"
    UNKNOWN_DEVICE = "COURIER_016"
    WRONG_WAY = "COURIER_017"
    NOTHING_NEW = "COURIER_018"
    EARLIER_FIRST = "COURIER_019"
    NOT_SIGNED = "COURIER_020"
    TOO_LARGE = "COURIER_021"
    NO_PLAIN_FILE = "COURIER_022"
    CANNOT_BE_OPENED = "COURIER_023"
    OTHER_HISTORY = "COURIER_024"
    OLD_KEY = "COURIER_025"
    REWRITTEN = "COURIER_026"


class CourierRefused(Refused):
    """One file that is not taken.

    Attributes:
        why: the reason, which is also the code of its text.
    """

    code = "COURIER_005"

    def __init__(self, why: Why, **facts: object) -> None:
        super().__init__(why.name.lower(), **facts)
        self.why = why


class StickProblem(SyncError):
    """The stick cannot be used as it is; nothing was moved."""

    code = "COURIER_003"


class StickNotWritable(StickProblem):
    """Write-protected, or not ours to write."""

    code = "COURIER_001"


class StickFull(StickProblem):
    """Less space than is needed; `need_mb` in the facts."""

    code = "COURIER_002"


class StickUnreadable(StickProblem):
    """Pulled out, or its medium does not answer."""

    code = "COURIER_003"
    retry = True


class CopyDiffers(StickProblem):
    """What was written reads back differently."""

    code = "COURIER_004"

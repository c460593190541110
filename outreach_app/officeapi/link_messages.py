"""Messages about laptops whose feed has two branches, or that were revoked."""

from __future__ import annotations

import msgspec

from outreach_app.officeapi.messages import Message


class BranchEntry(Message, frozen=True, kw_only=True):
    """One entry of a branch.

    Attributes:
        number: in the laptop's feed.
        time_ms: by the office's clock as far as the laptop knew it.
        case: local number, for a finished file; `name` its applicant, `form` its form.
    """

    number: int
    kind: str
    author: str
    time_ms: int
    case: str = ""
    name: str = ""
    form: str = ""


class Branch(Message, frozen=True, kw_only=True):
    """One line of entries after the common part.

    Attributes:
        head: hash of its last entry, hex; names the branch.
        current: its files are taken in; the other's are held.
        chosen_by: the clerk who chose it, empty when nobody did.
        entries: the first 500.
        counts: how many of each sort, all of them counted: a form's id for finished files, else
            the kind of the entry.
        first_ms, last_ms: when its first and last entry were written, by the office's clock as
            far as the laptop knew it.
    """

    head: str
    first: int
    last: int
    current: bool
    chosen_by: str
    entries: tuple[BranchEntry, ...]
    counts: dict[str, int] = msgspec.field(default_factory=dict)
    first_ms: int = 0
    last_ms: int = 0


class Branches(Message, frozen=True, kw_only=True):
    """What waits for a clerk's word of one laptop.

    Attributes:
        since: first number in question.
    """

    device: str
    standing: str
    since: int
    branches: tuple[Branch, ...]


class ChooseBranch(Message, frozen=True, kw_only=True):
    """Take a branch as the laptop's line."""

    head: str

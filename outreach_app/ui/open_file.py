"""What the form view needs of an open file; casework's `OpenFile` is one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from outreach_app.forms import Notice, Problem, Session


class FileInHand(Protocol):
    """A form session whose answers are stored as they are given."""

    @property
    def session(self) -> Session:
        """Return the form as it stands."""

    @property
    def saved_at(self) -> datetime:
        """Return when the last answer was stored (WIB)."""

    def answer(self, path: str, value: str) -> frozenset[str]:
        """Store an answer durably; raises OutreachError when it cannot."""

    def add(self, repeat_path: str) -> str:
        """Add a card."""

    def remove(self, path: str) -> None:
        """Remove a card."""


class SimilarFile(Protocol):
    """Another file that may be the same person's; `why` is `nik` or `name`."""

    @property
    def number(self) -> str:
        """Return its local number."""

    @property
    def name(self) -> str:
        """Return its applicant."""

    @property
    def why(self) -> str:
        """Return what is the same."""


class Checked(Protocol):
    """What stands between a draft and its number."""

    @property
    def problems(self) -> Sequence[Problem]:
        """Return what blocks."""

    @property
    def warnings(self) -> Sequence[Notice]:
        """Return what is recorded and goes on."""

    @property
    def similar(self) -> Sequence[SimilarFile]:
        """Return files to compare with."""

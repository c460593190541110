"""A file that is kept nowhere: to look at a form before it is published."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from outreach_app.forms import Form, Session


class LooseFile:
    """An open file in memory; gone with its window.

    Args:
        form: compiled.
        attachments: file name -> text beside the form.
        now: office time.
        new_id: makes a UUID.
    """

    def __init__(
        self,
        form: Form,
        attachments: Mapping[str, str],
        now: datetime,
        new_id: Callable[[], str],
    ) -> None:
        self.session = Session(form, today=now.date(), now=now, new_id=new_id, lookup=attachments)
        self.saved_at = now

    def answer(self, path: str, value: str) -> frozenset[str]:
        """Take an answer."""
        return self.session.answer(path, value)

    def add(self, repeat_path: str) -> str:
        """Add a card."""
        return self.session.add(repeat_path)

    def remove(self, path: str) -> None:
        """Remove a card."""
        self.session.remove(path)

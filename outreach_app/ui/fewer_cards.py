"""A smaller number of cards would take filled ones: the officer is asked first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from outreach_app.forms import Loss
from outreach_app.i18n import tr
from outreach_app.ui.question_bar import QuestionBar


class FewerCards(QuestionBar):
    """Keeps the answer until the officer has said what to do with it.

    Args:
        take: called with path and answer when the cards may go.
        keep: called with the path when they stay.
    """

    def __init__(self, take: Callable[[str, str], object], keep: Callable[[str], object]) -> None:
        super().__init__(self._yes, self._no)
        self._take, self._keep = take, keep
        self._answer: tuple[str, str] | None = None

    @property
    def waits(self) -> bool:
        """Tell whether an answer waits for the officer's word."""
        return self._answer is not None

    def ask_about(self, path: str, value: str, lost: Sequence[Loss]) -> None:
        """Say which cards an answer would take, and keep the answer."""
        self._answer = (path, value)
        cards = "; ".join(
            f"{loss.title} ({', '.join(text for _, text in loss.answers[:2])})" for loss in lost
        )
        text = tr("The smaller number takes {n} filled cards: {cards}.", n=len(lost), cards=cards)
        self.ask(text, tr("Take the smaller number"), tr("Keep the cards"))

    def _yes(self) -> None:
        if self._answer is not None:
            path, value = self._answer
            self._answer = None
            self._take(path, value)

    def _no(self) -> None:
        if self._answer is not None:
            path, _ = self._answer
            self._answer = None
            self._keep(path)

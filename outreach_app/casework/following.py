"""A report followed on the laptop with its number and check code, without a network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from outreach_app.casework.workplace import Workplace
from outreach_app.domain import entries as e
from outreach_app.domain import numbering, threads
from outreach_app.domain import thread_word_entries as w
from outreach_app.errors import UserProblem
from outreach_app.i18n import Language, day, translate
from outreach_app.identity.thread_words import open_word, word_id
from outreach_app.store import Store

if TYPE_CHECKING:
    from outreach_app.casework.news import Applied


def word(place: Workplace, number: str, code: str) -> w.ThreadWord | None:
    """Return what the office told under number and code; None alike for wrong and not yet here."""
    try:
        key = w.code_hash(numbering.parse_complaint(number), w.bare_code(code))
    except UserProblem:
        return None
    told = place.run(lambda store: store.thread_words.get(word_id(key)))
    return open_word(told, key) if told is not None else None


def sentences(found: w.ThreadWord | None, spoken: Language) -> tuple[str, ...]:
    """Return a word as a person reads it."""
    if found is None:
        return (translate(spoken, "This laptop has no answer under this number and code yet."),)
    return tuple(_sentences(found, spoken))


def _sentences(found: w.ThreadWord, spoken: Language) -> Iterator[str]:
    yield threads.tells(found.state, spoken)
    for one in found.said:
        on = day(date.fromisoformat(one.on))
        yield translate(spoken, "The office, {day}: {text}", day=on, text=one.text)
    on = day(date.fromisoformat(found.told_on))
    yield translate(spoken, "As the office told it on {day}.", day=on)


def _told(store: Store, data: bytes, done: Applied) -> None:
    store.thread_words.put(e.decode(data, w.ThreadTold))
    done.published += 1


PROJECTORS: dict[str, Callable[[Store, bytes, Applied], None]] = {w.THREAD_TOLD: _told}

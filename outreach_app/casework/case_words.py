"""The office's words on cases as the laptop keeps them: every one, and the newest on the file."""

from __future__ import annotations

import msgspec

from outreach_app.domain import entries as e
from outreach_app.domain.case_entries import CASE_MOVED, CaseMoved
from outreach_app.store import Store
from outreach_app.store.cases import CaseMove
from outreach_app.store.rows import News

CASE_WORDS = (e.CASE_DECIDED, CASE_MOVED)
_SAME = ("number", "state", "clerk", "reason", "due", "calendar", "appointment", "supersedes")


def note_case_word(store: Store, news: News) -> None:
    """Add a word of the office to the way of its case; one that cannot be read is passed over."""
    try:
        move_id, body = _read(news)
    except msgspec.MsgspecError:
        return
    store.cases.put(
        CaseMove(
            move_id=move_id,
            at_ms=news.time_ms,
            entry_number=news.number,
            **{name: getattr(body, name) for name in _SAME},
        )
    )


def as_decision(moved: CaseMoved) -> e.CaseDecided:
    """Return a move as the word that stands on the file."""
    same = {name: getattr(moved, name) for name in _SAME}
    return e.CaseDecided(decision_id=moved.move_id, instance_id=moved.instance_id, **same)


def _read(news: News) -> tuple[str, e.CaseDecided | CaseMoved]:
    data = news.body or b""
    if news.kind == e.CASE_DECIDED:
        decided = e.decode(data, e.CaseDecided)
        return decided.decision_id, decided
    moved = e.decode(data, CaseMoved)
    return moved.move_id, moved

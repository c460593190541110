"""Entries about cases that the office writes beside its decisions on files."""

from __future__ import annotations

from outreach_app.domain.entries import Body

CASE_MOVED = "case.moved"


class CaseMoved(Body, frozen=True, kw_only=True):
    """A case came into another state (decisions C30).

    The three words on a file (ready, needs completing, cannot be processed) are `case.decided`;
    every other move is this.

    Attributes:
        move_id: unique; the id of the clerk's decision.
        instance_id: the revision that counted then.
        state: of `domain.machines`, with `from_state` before it.
        reason: as the applicant reads it.
        due: ISO day printed for the applicant, a working day; empty when none.
        calendar: version of the holidays that `due` was computed with.
        appointment: `2026-12-07T09:00`, WIB; empty when none.
        supersedes: the decision that this takes back, empty when none.
        on_word_of: `applicant` asked for it or `officer` reported it, and the clerk recorded it;
            empty when the office decided.
    """

    move_id: str
    number: str
    instance_id: str
    state: str
    clerk: str
    from_state: str = ""
    reason: str = ""
    due: str = ""
    calendar: str = ""
    appointment: str = ""
    supersedes: str = ""
    on_word_of: str = ""

"""Messages about statements on policy drafts, and about legal awareness."""

from __future__ import annotations

import msgspec

from outreach_app.officeapi.messages import Message


class DraftRow(Message, frozen=True, kw_only=True):
    """A policy draft or a topic with its statements counted.

    Attributes:
        kind: `policy_draft` or `discussion_topic`.
        received: all; `answered`, `withheld` and waiting ones add up to it.
        answered: stand in the published answer.
        withheld: not published, with a reason.
        response: id of the published answer, empty before.
    """

    draft: str
    title: dict[str, str]
    open_from: str
    open_to: str
    received: int
    answered: int
    response: str = ""
    kind: str = "policy_draft"
    withheld: int = 0


class DraftList(Message, frozen=True, kw_only=True):
    """Drafts, by id."""

    drafts: tuple[DraftRow, ...]


class Statement(Message, frozen=True, kw_only=True):
    """A statement; whose it is, no message holds.

    Attributes:
        order: its number in the draft, in the order of arrival.
        number: of the record, or of the sealed form.
        text: the wording to publish: proposed with names and numbers taken out, or the clerk's.
        group: 0 for none.
        left_out: code of why it is not published, empty else.
        outside: it was given outside the days for statements.
    """

    order: int
    number: str
    on: str
    stance: str
    part: str
    text: str
    group: int = 0
    left_out: str = ""
    outside: bool = False


class StatementGroup(Message, frozen=True, kw_only=True):
    """Statements that get one answer; texts by language."""

    group: int
    title: dict[str, str] = msgspec.field(default_factory=dict)
    answer: dict[str, str] = msgspec.field(default_factory=dict)


class Statements(Message, frozen=True, kw_only=True):
    """Everything about a draft's statements."""

    draft: DraftRow
    statements: tuple[Statement, ...]
    groups: tuple[StatementGroup, ...]


class SortStatement(Message, frozen=True, kw_only=True):
    """Put a statement into a group, change its public wording, or leave it out."""

    number: str
    group: int = 0
    text: str = ""
    left_out: str = ""


class SessionEffect(Message, frozen=True, kw_only=True):
    """A session's quiz before and after.

    Attributes:
        points: difference in percentage points, empty while a side is missing.
        on, pekon: of the outreach day; `on` is an ISO date.
    """

    event: str
    before_n: int
    before_percent: float
    after_n: int
    after_percent: float
    points: str = ""
    numbers: tuple[str, ...] = ()
    on: str = ""
    pekon: str = ""


class ProblemCell(Message, frozen=True, kw_only=True):
    """Problems of a kind in a month.

    Attributes:
        shown: pekon code -> number of at least five.
        hidden: pekon with a smaller number.
        total: -1 where it would give a hidden number away.
    """

    kind: str
    month: str
    shown: dict[str, int] = msgspec.field(default_factory=dict)
    hidden: int = 0
    total: int = -1


class Awareness(Message, frozen=True, kw_only=True):
    """Legal awareness: sessions and the trend of problems.

    Attributes:
        together: mean difference of the sessions that have both sides, empty without one.
    """

    sessions: tuple[SessionEffect, ...]
    together: str = ""
    problems: tuple[ProblemCell, ...]
    least: int

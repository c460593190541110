"""Messages about feeds that are verified, audit samples and the evaluation."""

from __future__ import annotations

from typing import Any

import msgspec

from outreach_app.officeapi.messages import Message


class Checkpointed(Message, frozen=True, kw_only=True):
    """What a checkpoint covers.

    Attributes:
        feeds: how many were signed.
        entries: how many entries they hold.
        left_out: broken or frozen feeds: a laptop, or the beginning of an office feed's id.
    """

    feeds: int
    entries: int
    left_out: tuple[str, ...]
    made_ms: int


class FeedVerified(Message, frozen=True, kw_only=True):
    """One device's feed, walked from the newest checkpoint, or from its first entry.

    Attributes:
        entries: how many stand in the contiguous chain.
        erased: how many of them have no body any more.
        signed_to: the last number that lies in a segment whose signature holds.
        broken_at: the first number that does not fit, 0 when all is well.
        why: what does not fit: `hash`, `previous`, `commitment`, `gap`, `head`, `signature`,
            `two_stories` (the laptop names other words of the office than stand here),
            `checkpoint` (a checkpoint that the office did not sign, or that says otherwise).
        since: number of the checkpoint that the walk began at, 0 for the first entry.
    """

    device: str
    entries: int
    erased: int
    signed_to: int
    broken_at: int
    why: str
    since: int = 0


class Verified(Message, frozen=True, kw_only=True):
    """Every feed at the office.

    Attributes:
        feeds: of the laptops.
        own: what the office wrote: `device` is whom it is for, empty for all; unsigned.
    """

    feeds: tuple[FeedVerified, ...]
    own: tuple[FeedVerified, ...] = ()


class DrawSample(Message, frozen=True, kw_only=True):
    """Ask for a sample.

    Attributes:
        sample_id: UUID made by the desk; the same request gives the same sample.
        seed: empty: the office draws one; it is recorded either way.
        since, until: ISO dates of finishing, both included.
    """

    sample_id: str
    since: str
    until: str
    size: int
    seed: str = ""


class FollowUp(Message, frozen=True, kw_only=True):
    """A step of what becomes of a finding.

    Attributes:
        step_id: UUID made by the desk; the same request may be sent again.
        kind: `assigned`, `closed` or `reopened`.
        owner: the clerk who settles it; for `assigned` only.
        due: ISO date, a working day; empty: by the rule of the finding.
        text: what is to be done, what was done, why it is open again.
    """

    step_id: str
    number: str
    kind: str
    owner: str = ""
    due: str = ""
    text: str = ""


class FindingStep(Message, frozen=True, kw_only=True):
    """A step as it was written down."""

    kind: str
    owner: str
    due: str
    text: str
    clerk: str
    on: str


class SampleItem(Message, frozen=True, kw_only=True):
    """One file of a sample; `finding` is empty until it was looked at.

    Attributes:
        state: of a finding: `open`, `assigned`, `overdue`, `closed`; empty without a finding.
        owner, due: who settles it until when, empty before that was said.
        steps: what became of it, the oldest first.
    """

    number: str
    service: str
    finding: str = ""
    clerk: str = ""
    answers: dict[str, Any] = msgspec.field(default_factory=dict)
    state: str = ""
    owner: str = ""
    due: str = ""
    steps: tuple[FindingStep, ...] = ()


class Sample(Message, frozen=True, kw_only=True):
    """A sample with what was found.

    Attributes:
        population: how many files there were to draw from.
    """

    sample_id: str
    seed: str
    since: str
    until: str
    population: int
    clerk: str
    drawn_ms: int
    items: tuple[SampleItem, ...]


class SampleList(Message, frozen=True, kw_only=True):
    """All samples, newest first; `clerks` may be owners of findings."""

    samples: tuple[Sample, ...]
    clerks: tuple[str, ...] = ()


class AnswerItem(Message, frozen=True, kw_only=True):
    """A filled-in checklist; the office checks it with the form's own rules."""

    number: str
    form_version: str
    answers: dict[str, str]


class Figure(Message, frozen=True, kw_only=True):
    """One number of the evaluation.

    Attributes:
        code: e.g. `standards.own_kept`; its words stand in the translations.
        group: a service, a pekon, a class; empty for all.
        title: of the group's text by language, when the group is a published text.
        value: as text, decimals with a point; empty when it cannot be said.
        unit: `count`, `sum`, `average`, `percent`, `days`, `minutes`, `idr`, `index`, `score`,
            `sample`, `points`; `few` (fewer than `value`) or `beside` when it is not shown, so
            that nobody's answers can be read off.
        of: how many it was counted over, 0 when that is itself the value.
        trace: what it was counted from: local numbers, thread numbers, day ids or ticket names.
        among: of a share, an average or a cost, what it was divided by; `of` is how many.
    """

    code: str
    value: str
    unit: str
    group: str = ""
    title: dict[str, str] = msgspec.field(default_factory=dict)
    of: int = 0
    trace: tuple[str, ...] = ()
    among: tuple[str, ...] = ()


class Section(Message, frozen=True, kw_only=True):
    """Figures that belong together: `standards`, `waiting`, `satisfaction` and so on."""

    code: str
    figures: tuple[Figure, ...]


class Evaluation(Message, frozen=True, kw_only=True):
    """The periodic evaluation: month, quarter or any period.

    Attributes:
        names: words by language for days, tickets, texts and pekon in the traces, by their id.
    """

    since: str
    until: str
    sections: tuple[Section, ...]
    names: dict[str, dict[str, str]] = msgspec.field(default_factory=dict)

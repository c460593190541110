"""Messages about the states of cases: where one stands, by when, and what its applicant reads."""

from __future__ import annotations

from outreach_app.officeapi.messages import Message


class MoveOption(Message, frozen=True, kw_only=True):
    """A move that the asking clerk may make now.

    Attributes:
        state: where it leads; `title_id` and `title_en` are its names.
        reason, appointment, due: must be given.
        after_due: only when the printed day has passed.
        back: it takes the last move back.
        on_word_of: who asked for it or reports it (`applicant`, `officer`); empty: the office.
        limit_days: a day is printed even when none is given, so many days from today.
    """

    state: str
    title_id: str
    title_en: str
    reason: bool = False
    appointment: bool = False
    due: bool = False
    after_due: bool = False
    limit_days: int = 0
    back: bool = False
    on_word_of: str = ""


class CaseStep(Message, frozen=True, kw_only=True):
    """One state that the case was in, and since when."""

    at_ms: int
    state: str
    title_id: str
    title_en: str
    clerk: str = ""
    reason: str = ""
    due: str = ""
    appointment: str = ""


class ToldLine(Message, frozen=True, kw_only=True):
    """An officer told the applicant of another appointment, or tried to.

    Attributes:
        at_ms: by the office's time.
        how: of `domain.told_entries`.
        appointment: the new one that was told, empty when it was cancelled.
    """

    at_ms: int
    officer: str
    how: str
    note: str = ""
    appointment: str = ""


class CaseClock(Message, frozen=True, kw_only=True):
    """How a case stands against its deadline.

    Attributes:
        name: `own`, `legal`, or `none` when nothing counts.
        due: ISO day, empty without a deadline.
        left: working days left, negative when past; None without a deadline.
        used: working days used.
        days: of the standard.
        start: ISO day from which it counts.
        calendar: version of the holidays.
        stopped_since: ISO day, empty while it runs.
        certain: False while a decree may still move the holidays.
        forecast: ISO day on which it will probably be done; empty when too little is known.
        will_be_late: that day lies after the deadline.
        seen: on how many finished cases the forecast rests.
    """

    name: str
    due: str = ""
    left: int | None = None
    used: int = 0
    days: int = 0
    start: str = ""
    calendar: str = ""
    stopped_since: str = ""
    certain: bool = True
    forecast: str = ""
    will_be_late: bool = False
    seen: int = 0


class ReadyText(Message, frozen=True, kw_only=True):
    """What may be sent to the applicant from the clerk's own telephone."""

    language: str
    text: str
    whatsapp: str = ""
    sms: str = ""


class CaseState(Message, frozen=True, kw_only=True):
    """Where a case stands.

    Attributes:
        moves: what the asking clerk may do now.
        steps: every state it was in, oldest first.
        told_id, told_en: what its applicant reads.
        telling: what officers did to tell the applicant of another appointment, oldest first.
        untold: the newest change of the appointment has not been told yet.
    """

    number: str
    state: str
    title_id: str
    title_en: str
    clock: CaseClock
    moves: tuple[MoveOption, ...] = ()
    steps: tuple[CaseStep, ...] = ()
    telling: tuple[ToldLine, ...] = ()
    untold: bool = False
    told_id: tuple[str, ...] = ()
    told_en: tuple[str, ...] = ()
    texts: tuple[ReadyText, ...] = ()


class CaseLine(Message, frozen=True, kw_only=True):
    """One open case in the list by deadline; the NIK is masked.

    Attributes:
        untold: its applicant does not know yet that the appointment is another one.
    """

    number: str
    name: str
    nik_masked: str
    service: str
    state: str
    title_id: str
    title_en: str
    clock: CaseClock
    due_passed: bool = False
    untold: bool = False


class ServiceAges(Message, frozen=True, kw_only=True):
    """Open cases of one service by working days left.

    Attributes:
        counts: `late`, `0-1`, `2-3`, `4+` and `stopped` -> how many.
        without: open cases on which no clock counts.
    """

    service: str
    title_id: str
    title_en: str
    counts: dict[str, int]
    without: int = 0


class CaseList(Message, frozen=True, kw_only=True):
    """Every open case, the most urgent first, and the same as a picture needs it."""

    cases: tuple[CaseLine, ...]
    ages: tuple[ServiceAges, ...]
    calendar: str


class StatusStep(Message, frozen=True, kw_only=True):
    """One line of an applicant's status."""

    day: str
    text: str


class StatusAnswer(Message, frozen=True, kw_only=True):
    """What the status page says.

    Attributes:
        found: False for an unknown number, a wrong code and a file that has not arrived, alike.
        told: sentences, the state first; the one same text when not found.
        steps: recorded, arrived, and the state now.
    """

    found: bool
    told: tuple[str, ...]
    number: str = ""
    service: str = ""
    state: str = ""
    title: str = ""
    due: str = ""
    appointment: str = ""
    steps: tuple[StatusStep, ...] = ()

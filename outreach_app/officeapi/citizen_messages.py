"""Messages about what citizens said: threads of complaints and questions, and the survey."""

from __future__ import annotations

from outreach_app.officeapi.messages import Message


class ThreadRow(Message, frozen=True, kw_only=True):
    """One thread in the list.

    Attributes:
        kind: `PENGADUAN ASPIRASI INFORMASI PERTANYAAN`.
        about: code of the service it is about, as its form names it.
        channel: `laptop`, `telepon`, `meja`, `laman`.
        class_: of the limits table.
        forward_by, start_by, answer_by: ISO dates, working days.
        days_left: working days to `answer_by`, negative when past.
        late_days: working days past it, 0 when answered in time.
        told: roles that must know of the lateness.
        answer_days: working days from receipt to the answer, -1 before it.
    """

    number: str
    kind: str
    about: str
    channel: str
    date: str
    state: str
    class_: str
    anonymous: bool
    secret: bool
    forward_by: str
    start_by: str
    answer_by: str
    days_left: int
    late_days: int
    told: tuple[str, ...] = ()
    answer_days: int = -1


class ThreadList(Message, frozen=True, kw_only=True):
    """The threads a clerk may see, those that need somebody first."""

    threads: tuple[ThreadRow, ...]


class ThreadEventView(Message, frozen=True, kw_only=True):
    """One thing that happened in a thread; `side` is `citizen`, `office` or `system`."""

    kind: str
    side: str
    clerk: str
    time_ms: int
    date: str
    text: str = ""
    value: str = ""


class ThreadView(Message, frozen=True, kw_only=True):
    """A thread, without who told it.

    Attributes:
        named: the officer named in it, as the citizen wrote.
        may_publish: the citizen allows the question to be published without a name.
        has_identity: a name was left, sealed.
        may_open_identity: this clerk may read it (it is logged).
        classes: that it may be given, by the rules of the day it was received; words by language.
    """

    row: ThreadRow
    story: str
    wish: str
    named: str
    may_publish: bool
    has_identity: bool
    may_open_identity: bool
    events: tuple[ThreadEventView, ...]
    classes: dict[str, dict[str, str]]


class ThreadAct(Message, frozen=True, kw_only=True):
    """A move of the office.

    Attributes:
        event_id: UUID made by the desk; the same request may be sent again.
        kind: `forwarded classed started answered asked hidden`.
        value: class, agency or clerk, by kind.
    """

    event_id: str
    kind: str
    text: str = ""
    value: str = ""


class ThreadStatus(Message, frozen=True, kw_only=True):
    """What the person who asked reads; `said` names no clerk."""

    number: str
    state: str
    tells_id: str
    tells_en: str
    answer_by: str
    said: tuple[ThreadEventView, ...]


class CallerReply(Message, frozen=True, kw_only=True):
    """A caller who has number and code.

    Attributes:
        reply_id: UUID made by the desk; the same request may be sent again.
        number: as printed.
        move: `SELESAI`, `BUKA_LAGI`, `PESAN`; empty only to read.
        text: of the last two.
    """

    reply_id: str
    number: str
    code: str
    move: str = ""
    text: str = ""


class Identity(Message, frozen=True, kw_only=True):
    """Who told it; every look at it is written down."""

    name: str
    phone: str


class OpenIdentity(Message, frozen=True, kw_only=True):
    """Ask who told it, and say why."""

    reason: str


class NewThread(Message, frozen=True, kw_only=True):
    """A telephone call or a letter, written down at the desk.

    Attributes:
        thread_id: UUID made by the desk; the same request may be sent again.
        channel: `telepon` or `meja`.
        kind: as of `ThreadRow`.
        name, phone: empty when anonymous.
    """

    thread_id: str
    channel: str
    kind: str
    about: str
    story: str
    named: str = ""
    wish: str = ""
    secret: bool = False
    may_publish: bool = False
    name: str = ""
    phone: str = ""


class ThreadOpened(Message, frozen=True, kw_only=True):
    """Number and check code, to be told to the caller."""

    number: str
    check_code: str
    answer_by: str


class SurveyIndex(Message, frozen=True, kw_only=True):
    """The satisfaction index of one group of answers; decimals as text.

    Attributes:
        group: what it is the index of: a service code, a date, a pekon; empty for all.
        hidden: why its answers are not shown: `few` of them, or another group could be computed
            (`beside`); then only population and sample are told. Empty when they are shown.
        respondents: complete questionnaires; `incomplete` are left out.
        population: persons served in the same group, 0 when unknown.
        sample: how many of them must have answered.
        value: `85.00`, empty without a complete questionnaire.
        means: element -> NRR.
        weight: as the rule writes it.
    """

    group: str
    respondents: int
    incomplete: int
    population: int
    sample: int
    value: str
    category: str
    means: dict[str, str]
    lowest: tuple[str, ...]
    weight: str
    hidden: str = ""


class Survey(Message, frozen=True, kw_only=True):
    """The survey of a period.

    Attributes:
        since, until: ISO dates, both included.
        all: the answers that are counted; without scores when they are too few.
        least: complete answers below which none of a group are shown; they count in such steps.
        waiting: complete answers that count when a step of `least` is full.
        basis: regulation by which it is counted.
        limits: where the categories begin, the best first, as indexes.
        category: words of the category of all, by language.
        wishes: suggestions, shuffled and without date or place.
    """

    since: str
    until: str
    all: SurveyIndex
    by_service: tuple[SurveyIndex, ...]
    by_date: tuple[SurveyIndex, ...]
    by_pekon: tuple[SurveyIndex, ...]
    wishes: tuple[str, ...]
    least: int = 5
    waiting: int = 0
    basis: str
    limits: tuple[str, ...]
    category: dict[str, str]

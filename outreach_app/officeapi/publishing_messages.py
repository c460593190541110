"""Messages about published texts: cards, modules, notices, drafts, answers."""

from __future__ import annotations

from outreach_app.domain.publishing_entries import PublicationPublished
from outreach_app.officeapi.messages import Message


class PublishText(Message, frozen=True, kw_only=True):
    """Publish a text, or only check it.

    Attributes:
        body: as the author wants it; version and date are the office's.
        check_only: say what is wrong, publish nothing.
    """

    body: PublicationPublished
    check_only: bool = False


class PublishShort(Message, frozen=True, kw_only=True):
    """Publish a notice or a frequent answer in one step.

    Attributes:
        kind: `notice`, `frequent_answer` or `schedule`.
        title: language -> title; a missing language takes the other's words.
        text: language -> Markdown.
        publication_id: to replace an earlier one; made from the title when empty.
        valid_from: ISO date, today when empty.
        public: readable on the page, too.
    """

    kind: str
    title: dict[str, str]
    text: dict[str, str]
    publication_id: str = ""
    valid_from: str = ""
    valid_to: str = ""
    services: tuple[str, ...] = ()
    public: bool = True


class TextProblem(Message, frozen=True, kw_only=True):
    """One thing to mend.

    Attributes:
        part: field of the editor, e.g. `text.id`.
        line: of the text, 0 when no line is meant.
    """

    code: str
    part: str
    line: int = 0
    text_id: str = ""
    text_en: str = ""


class TextChecked(Message, frozen=True, kw_only=True):
    """What came of it.

    Attributes:
        problems: empty when it is in order.
        version: as published; 0 for a check, or with problems.
        unchanged: the newest version says the same, so nothing was published.
    """

    publication_id: str
    version: int = 0
    unchanged: bool = False
    problems: tuple[TextProblem, ...] = ()


class TextVersion(Message, frozen=True, kw_only=True):
    """One version with who has it.

    Attributes:
        standing: `upcoming`, `in_force`, `expired`, `withdrawn`.
        current: the one that readers are shown today.
        reached: laptops that have it, as they said last.
        waiting: laptops that do not have it yet.
    """

    body: PublicationPublished
    clerk: str
    published_ms: int
    standing: str
    current: bool
    withdrawn_on: str = ""
    withdrawn_reason: str = ""
    reached: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()


class TextList(Message, frozen=True, kw_only=True):
    """The newest version of every text; `versions` in `TextHistory`."""

    texts: tuple[TextVersion, ...]


class TextHistory(Message, frozen=True, kw_only=True):
    """All versions of one text, the newest first."""

    versions: tuple[TextVersion, ...]


class WithdrawText(Message, frozen=True, kw_only=True):
    """Take a text back; every reader is told why."""

    reason: str

"""Bodies of what the office publishes as text, and of what officers did with it.

Kinds of the office: `publication.published`, `publication.withdrawn`, `training.noted`. Kind of a
laptop: `publication.read`.
"""

from __future__ import annotations

import msgspec

from outreach_app.domain.entries import Body

PUBLICATION_PUBLISHED = "publication.published"
PUBLICATION_WITHDRAWN = "publication.withdrawn"
PUBLICATION_READ = "publication.read"
TRAINING_NOTED = "training.noted"


class Training(msgspec.Struct, frozen=True, kw_only=True):
    """What a training module asks of an officer.

    Attributes:
        quiz: id of the form whose record is an attempt.
        pass_percent: at least this share of the points.
        valid_months: a passed quiz counts for so long, 0 without end.
        reading_min: how long reading takes; half of it counts as read.
        renew: what a new version asks of those who passed an earlier one: `read` or `quiz`.
    """

    quiz: str
    pass_percent: int = 80
    valid_months: int = 12
    reading_min: int = 5
    renew: str = "quiz"


class Consultation(msgspec.Struct, frozen=True, kw_only=True):
    """When statements on a draft or a topic are taken; both days belong to it (ISO dates)."""

    open_from: str
    open_to: str


class PublicationPublished(Body, frozen=True, kw_only=True):
    """One version of a published text.

    Attributes:
        publication_id: the same for all versions, e.g. `modul-paspor-anak`.
        version: 1, 2, … as the office counted.
        kind: one of `domain.publications.KINDS`.
        audience: `officers` or `public`; what is public is for officers, too.
        services: codes of the services it belongs to; empty for all.
        title: language -> title.
        text: language -> Markdown.
        valid_from: ISO date.
        valid_to: ISO date, empty while open.
        published_on: ISO date at the office.
        legal_basis: regulation and article, for people.
        sources: where the facts were read.
        changed: language -> what is new in this version.
        replies_to: the policy draft or topic that this one answers, empty else.
    """

    publication_id: str
    version: int
    kind: str
    audience: str
    title: dict[str, str]
    text: dict[str, str]
    valid_from: str
    published_on: str
    valid_to: str = ""
    services: tuple[str, ...] = ()
    legal_basis: str = ""
    sources: tuple[str, ...] = ()
    changed: dict[str, str] = msgspec.field(default_factory=dict)
    training: Training | None = None
    consultation: Consultation | None = None
    replies_to: str = ""


class PublicationWithdrawn(Body, frozen=True, kw_only=True):
    """A publication no longer holds, in any version up to `version`.

    Attributes:
        withdrawn_on: ISO date at the office.
        reason: one sentence, shown to every reader.
    """

    publication_id: str
    version: int
    withdrawn_on: str
    reason: str


class PublicationRead(Body, frozen=True, kw_only=True):
    """An officer had a publication open.

    Attributes:
        seconds: by the monotonic clock, at most an hour.
        finished: the end of the text was on the screen.
    """

    publication_id: str
    version: int
    seconds: int
    finished: bool = False


class Passed(msgspec.Struct, frozen=True, kw_only=True):
    """An officer passed a version's quiz on a day (ISO); no points travel."""

    officer: str
    publication_id: str
    version: int
    passed_on: str


class TrainingNoted(Body, frozen=True, kw_only=True):
    """What the office knows of passed quizzes from all laptops, for every laptop."""

    passes: tuple[Passed, ...]

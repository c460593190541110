"""What a published text may be, which version holds on a day, and what an author has to mend."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from outreach_app.domain import markdown
from outreach_app.domain.publishing_entries import Consultation, PublicationPublished, Training
from outreach_app.i18n import LANGUAGES, Language, translate

POLICY_CARD, TRAINING_MODULE, NOTICE = "policy_card", "training_module", "notice"
LEGAL_MATERIAL, HEALTH_PROTOCOL, POLICY_DRAFT = "legal_material", "health_protocol", "policy_draft"
POLICY_RESPONSE, SCHEDULE, ENTRY_RULES = "policy_response", "schedule", "entry_rules"
FREQUENT_ANSWER, DISCUSSION_TOPIC = "frequent_answer", "discussion_topic"
KINDS = (
    NOTICE,
    SCHEDULE,
    POLICY_CARD,
    ENTRY_RULES,
    HEALTH_PROTOCOL,
    TRAINING_MODULE,
    LEGAL_MATERIAL,
    FREQUENT_ANSWER,
    POLICY_DRAFT,
    DISCUSSION_TOPIC,
    POLICY_RESPONSE,
)
"""In the order in which lists show them."""
CONSULTED = (POLICY_DRAFT, DISCUSSION_TOPIC)
"""Kinds that take statements from citizens between two days."""

OFFICERS, PUBLIC = "officers", "public"
AUDIENCES = (OFFICERS, PUBLIC)
RENEWALS = ("read", "quiz")
MAX_TITLE = 120
_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,59}")


class Standing(StrEnum):
    """How a version stands on a day."""

    UPCOMING = "upcoming"
    IN_FORCE = "in_force"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Edition:
    """One version with what became of it.

    Attributes:
        withdrawn_on: ISO date, empty while it was not taken back.
    """

    body: PublicationPublished
    withdrawn_on: str = ""
    withdrawn_reason: str = ""

    def title(self, language: Language) -> str:
        """Return the title, in Indonesian where there is no other."""
        return self.body.title.get(language) or self.body.title.get("id", "")

    def text(self, language: Language) -> str:
        """Return the Markdown, in Indonesian where there is no other."""
        return self.body.text.get(language) or self.body.text.get("id", "")

    def standing(self, today: date) -> Standing:
        """Return how it stands on `today`."""
        if self.withdrawn_on:
            return Standing.WITHDRAWN
        if self.body.valid_from > today.isoformat():
            return Standing.UPCOMING
        if self.body.valid_to and self.body.valid_to < today.isoformat():
            return Standing.EXPIRED
        return Standing.IN_FORCE


def current(editions: Iterable[Edition], today: date) -> Edition | None:
    """Return the version a reader is shown: the newest one begun and not withdrawn.

    Before the first begins it is the next to come; after all were withdrawn, the last.
    """
    ordered = sorted(editions, key=lambda edition: edition.body.version)
    standing = [e for e in ordered if e.standing(today) is not Standing.WITHDRAWN]
    begun = [e for e in standing if e.standing(today) is not Standing.UPCOMING]
    if begun:
        return begun[-1]
    if standing:
        return standing[0]
    return ordered[-1] if ordered else None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something an author has to mend.

    Attributes:
        code: `PUBLISH_nnn` of the error catalogue.
        part: `title.id`, `text.en`, `valid_to`, … as the editor names its fields.
        line: of the text, from 1; 0 where no line is meant.
    """

    code: str
    part: str
    line: int = 0
    facts: dict[str, str] = field(default_factory=dict)

    def words(self, language: Language) -> str:
        """Return the sentence for the author."""
        return translate(language, self.code, **self.facts)


def problems(body: PublicationPublished, forms: Sequence[str] | None = None) -> list[Problem]:
    """Return what keeps `body` from being published; nothing when it is in order.

    Args:
        body: as the author wants it.
        forms: ids of the published forms; None when they are not known here.
    """
    return [*_head(body), *_dates(body), *_texts(body), *_by_kind(body, forms)]


def _head(body: PublicationPublished) -> Iterator[Problem]:
    if not _ID.fullmatch(body.publication_id):
        yield Problem("PUBLISH_001", "publication_id")
    if body.kind not in KINDS:
        yield Problem("PUBLISH_002", "kind", facts={"kind": body.kind})
    if body.audience not in AUDIENCES:
        yield Problem("PUBLISH_003", "audience", facts={"audience": body.audience})
    if body.kind in (POLICY_CARD, LEGAL_MATERIAL, ENTRY_RULES) and not body.legal_basis.strip():
        yield Problem("PUBLISH_004", "legal_basis")


def _dates(body: PublicationPublished) -> Iterator[Problem]:
    given = {"valid_from": body.valid_from, "valid_to": body.valid_to}
    if body.consultation:
        given |= {"open_from": body.consultation.open_from, "open_to": body.consultation.open_to}
    bad = [name for name, text in given.items() if not _is_date(text, empty=name == "valid_to")]
    yield from (Problem("PUBLISH_005", name, facts={"date": given[name]}) for name in bad)
    if not bad and body.valid_to and body.valid_to < body.valid_from:
        yield Problem("PUBLISH_006", "valid_to")
    if not bad and body.consultation and body.consultation.open_to < body.consultation.open_from:
        yield Problem("PUBLISH_006", "open_to")


def _is_date(text: str, *, empty: bool) -> bool:
    if not text:
        return empty
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _texts(body: PublicationPublished) -> Iterator[Problem]:
    for language in LANGUAGES:
        title, text = body.title.get(language, ""), body.text.get(language, "")
        if not title.strip():
            yield Problem("PUBLISH_007", f"title.{language}")
        if len(title) > MAX_TITLE:
            yield Problem("PUBLISH_008", f"title.{language}", facts={"most": str(MAX_TITLE)})
        if not text.strip():
            yield Problem("PUBLISH_009", f"text.{language}")
        for found in markdown.faults(text):
            yield Problem(found.code, f"text.{language}", found.line, found.facts)


def _by_kind(body: PublicationPublished, forms: Sequence[str] | None) -> Iterator[Problem]:
    if (body.kind == TRAINING_MODULE) != (body.training is not None):
        yield Problem("PUBLISH_010", "quiz")
    if (body.kind in CONSULTED) != (body.consultation is not None):
        yield Problem("PUBLISH_011", "open_from")
    if body.training is not None:
        yield from _training(body.training, forms)


def _training(asked: Training, forms: Sequence[str] | None) -> Iterator[Problem]:
    if not asked.quiz or (forms is not None and asked.quiz not in forms):
        yield Problem("PUBLISH_012", "quiz", facts={"form": asked.quiz or "-"})
    if not 1 <= asked.pass_percent <= 100:
        yield Problem("PUBLISH_013", "pass_percent")
    if asked.renew not in RENEWALS or asked.valid_months < 0 or asked.reading_min < 1:
        yield Problem("PUBLISH_014", "renew")


def open_for_statements(consultation: Consultation | None, today: date) -> bool:
    """Tell whether a draft or a topic takes statements on `today`."""
    if consultation is None:
        return False
    return consultation.open_from <= today.isoformat() <= consultation.open_to

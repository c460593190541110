"""Words for published texts, the same in the field and at the desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from outreach_app.domain.publications import Edition, Standing
from outreach_app.i18n import Language, day, language, tr

KIND_WORDS = {
    "notice": "Notice",
    "schedule": "Schedule",
    "policy_card": "Policy card",
    "entry_rules": "Entry and stay rules",
    "health_protocol": "Health protocol",
    "training_module": "Training module",
    "legal_material": "Legal material",
    "frequent_answer": "Frequent answer",
    "policy_draft": "Policy draft",
    "discussion_topic": "Discussion topic",
    "policy_response": "Answer to statements",
}
STANDING_WORDS = {
    "upcoming": "not yet in force",
    "in_force": "in force",
    "expired": "expired",
    "withdrawn": "withdrawn",
}
CURRENCY_WORDS = {
    "current": "current",
    "changed": "changed, read again",
    "lapsed": "lapsed, quiz again",
    "not_passed": "quiz not passed yet",
    "never": "quiz not taken yet",
}
AUDIENCE_WORDS = {"officers": "Officers", "public": "Everybody"}


def kind_words(kind: str) -> str:
    """Return a kind in words."""
    return tr(KIND_WORDS.get(kind, kind))


def iso_day(text: str) -> str:
    """Return an ISO date as people read it, `24-11-2026`; empty text for none."""
    return day(date.fromisoformat(text)) if text else ""


def warning(edition: Edition, standing: Standing) -> str:
    """Return what a reader must know first, empty while the text is in force (ux L12)."""
    if standing is Standing.WITHDRAWN:
        return tr(
            "Withdrawn on {day}: {why}",
            day=iso_day(edition.withdrawn_on),
            why=edition.withdrawn_reason,
        )
    if standing is Standing.EXPIRED:
        return tr(
            "Valid until {day}; it may have changed since.", day=iso_day(edition.body.valid_to)
        )
    if standing is Standing.UPCOMING:
        return tr("Holds only from {day}.", day=iso_day(edition.body.valid_from))
    return ""


def facts(edition: Edition) -> str:
    """Return version, time of force and services in one line."""
    body = edition.body
    until = tr("until {day}", day=iso_day(body.valid_to)) if body.valid_to else ""
    since = tr("valid from {day}", day=iso_day(body.valid_from))
    parts = [tr("Version {n}", n=body.version), " ".join(filter(None, (since, until)))]
    parts.append(tr("for everybody") if body.audience == "public" else tr("for officers"))
    return "  ·  ".join([*parts, *body.services])


def as_read(edition: Edition, spoken: Language | None = None) -> str:
    """Return the Markdown with title, legal basis and sources, as one text to read."""
    spoken = spoken or language()
    body = edition.body
    parts = [f"# {edition.title(spoken)}", edition.text(spoken)]
    if body.legal_basis:
        parts.append(f"**{tr('Legal basis')}**: {body.legal_basis}")
    if body.sources:
        parts.append(f"**{tr('Sources')}**: {_listed(body.sources)}")
    return "\n\n".join(parts)


def _listed(sources: Sequence[str]) -> str:
    return "; ".join(sources)

"""How somebody was told of another appointment, in words."""

from __future__ import annotations

from outreach_app.domain.told_entries import IN_PERSON, LETTER, NOT_REACHED, PHONE
from outreach_app.i18n import tr

_WORDS = {
    PHONE: "Told by telephone",
    LETTER: "Told by letter via the pekon",
    IN_PERSON: "Told in person",
    NOT_REACHED: "Not reached",
}


def how_text(how: str) -> str:
    """Return it; a way that a later laptop brought is shown by its name."""
    return tr(_WORDS[how]) if how in _WORDS else how

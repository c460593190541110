"""Statements on a policy draft or a topic: what may be published, and the answer as a text.

Nobody's identity is shown (issue area 12): name and contact never enter here, and what somebody
wrote into the statement itself is taken out before a publisher sees it as a proposal.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from outreach_app import resources
from outreach_app.i18n import Language, translate

GAP = "(…)"
_EMAIL = re.compile(r"\S+@\S+")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_NUMBER = re.compile(r"\+?\d(?:[ .\-/]?\d){5,}")
_NAME = r"[A-Z][\w'’]*"
_SELF = re.compile(
    r"\b((?i:nama saya|bernama|atas nama|my name is)(?i:\s+adalah)?\s+)"
    rf"({_NAME}(?:\s+{_NAME}){{0,4}})"
    rf"|\b((?i:saya|aku|i am|i'm)\s+)({_NAME}(?:\s+{_NAME}){{1,4}})"
)
"""Somebody who says a name: one word or more after "nama saya", two or more after "saya"."""
_QUOTE = str.maketrans({"<": "‹", ">": "›", "[": "(", "]": ")", "`": "'", "\\": "/", "|": "/"})
_MARK = re.compile(r"([*_~#])")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]+")


@cache
def _forms() -> dict[str, str]:
    rows = resources.tables("forms").items()
    return {row["statement_on"]: form_id for form_id, row in rows if "statement_on" in row}


def statement_form(kind: str) -> str:
    """Return the form that takes statements on a kind of publication, empty when none does."""
    return _forms().get(kind, "")


@cache
def _reasons() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = resources.toml("citizen/moderation.toml")["reasons"]
    return found


def reasons() -> tuple[str, ...]:
    """Return the codes of why a statement may be withheld."""
    return tuple(_reasons())


def reason_name(code: str, language: Language) -> str:
    """Return the words of a reason."""
    return _reasons().get(code, {}).get(language, code)


def redacted(text: str, *known: str) -> str:
    """Return a statement without `known` names, numbers of six digits or more, and addresses.

    Names are taken out as a whole and word by word (from three letters on), and what follows
    "nama saya" or "saya" with a capital; a publisher reads the rest before it is published.
    """
    for pattern in (_EMAIL, _ADDRESS, _NUMBER):
        text = pattern.sub(GAP, text)
    text = _SELF.sub(lambda found: (found[1] or found[3]) + GAP, text)
    words = {part for name in known for part in (name, *name.split()) if len(part) >= 3}
    for word in sorted(words, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", GAP, text, flags=re.IGNORECASE)
    return re.sub(rf"{re.escape(GAP)}(?:\s*{re.escape(GAP)})+", GAP, text)


def as_quote(text: str) -> str:
    """Return what somebody wrote as one line of Markdown that shows exactly its letters."""
    line = " ".join(_CONTROL.sub(" ", text).translate(_QUOTE).split())
    return _MARK.sub(r"\\\1", line).replace("!(", "! (")


@dataclass(frozen=True, slots=True)
class Said:
    """One statement as it is published.

    Attributes:
        order: its number in the draft, from 1 in the order of arrival.
        group: 0 while it stands in none.
    """

    order: int
    text: str
    group: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """Statements that get one answer; title and answer by language."""

    group: int
    title: dict[str, str]
    answer: dict[str, str]


@dataclass(frozen=True, slots=True)
class Moderated:
    """What happened to the statements that are not shown.

    Attributes:
        withheld: the reason's code of each.
        waiting: not looked at yet.
    """

    withheld: Sequence[str] = ()
    waiting: int = 0

    def words(self, shown: int, spoken: Language) -> str:
        """Return the counts as a paragraph; they add up."""
        total = shown + len(self.withheld) + self.waiting
        told = [translate(spoken, "{n} statements were received.", n=total)]
        if self.withheld:
            counted = sorted(Counter(self.withheld).items())
            listed = ", ".join(f"{reason_name(code, spoken)} {n}" for code, n in counted)
            text = "{n} are not published: {reasons}."
            told.append(translate(spoken, text, n=len(self.withheld), reasons=listed))
        if self.waiting:
            told.append(translate(spoken, "{n} are still being looked at.", n=self.waiting))
        return " ".join(told)


def response(
    groups: Sequence[Group],
    said: Sequence[Said],
    spoken: Language,
    moderated: Moderated | None = None,
) -> str:
    """Return the answer to a draft's statements as Markdown: by groups, each numbered."""
    parts = [(moderated or Moderated()).words(len(said), spoken)]
    for group in groups:
        mine = [one for one in said if one.group == group.group]
        if not mine:
            continue
        quoted = [f"- {translate(spoken, 'No.')} {one.order}: {as_quote(one.text)}" for one in mine]
        answer = as_quote(group.answer.get(spoken, ""))
        parts += [
            f"## {as_quote(group.title.get(spoken, ''))}",
            "\n".join(quoted),
            f"**{translate(spoken, 'Answer of the office')}**: {answer}",
        ]
    return "\n\n".join(parts) + "\n"

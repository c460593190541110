"""Publications as Markdown files: TOML between `+++` lines, then the text.

`modul-x.id.md` holds everything and the Indonesian text, `modul-x.en.md` the English title and
text. An author may keep both in a folder of his own and open them at the desk.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from outreach_app import resources
from outreach_app.domain.publishing_entries import Consultation, PublicationPublished, Training
from outreach_app.errors import UserProblem

FOLDER = "publications"
_FENCE = "+++"


@dataclass(frozen=True, slots=True)
class Source:
    """One file: what stands above, and the text."""

    head: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""


class _Head(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    kind: str
    title: str
    audience: str = "officers"
    valid_from: str = ""
    valid_to: str = ""
    services: tuple[str, ...] = ()
    legal_basis: str = ""
    sources: tuple[str, ...] = ()
    changed: str = ""
    training: Training | None = None
    consultation: Consultation | None = None
    replies_to: str = ""


def read(text: str) -> Source:
    """Return what a file holds; a file without `+++` is text alone.

    Raises:
        UserProblem: PUBLISH_030 the part above the text cannot be read.
    """
    lines = text.replace("\r\n", "\n").lstrip("\ufeff\n").split("\n")
    if lines[0].strip() != _FENCE:
        return Source({}, "\n".join(lines).strip() + "\n")
    try:
        end = lines.index(_FENCE, 1)
        head = tomllib.loads("\n".join(lines[1:end]))
    except (ValueError, tomllib.TOMLDecodeError) as error:
        raise UserProblem("PUBLISH_030", why=str(error)[:120]) from error
    return Source(_plain_dates(head), "\n".join(lines[end + 1 :]).strip() + "\n")


def _plain_dates(head: Mapping[str, Any]) -> dict[str, Any]:
    # TOML has dates; the entries of the feed hold ISO text.
    return {
        name: _plain_dates(value)
        if isinstance(value, Mapping)
        else (value.isoformat() if hasattr(value, "isoformat") else value)
        for name, value in head.items()
    }


def put_together(indonesian: Source, english: Source, published_on: str) -> PublicationPublished:
    """Return the publication in two files; version 0, the office counts.

    Raises:
        UserProblem: PUBLISH_030 something above the Indonesian text is missing or of another kind.
    """
    try:
        head = msgspec.convert(dict(indonesian.head), _Head)
    except msgspec.ValidationError as error:
        raise UserProblem("PUBLISH_030", why=str(error)[:120]) from error
    told = msgspec.structs.asdict(head)
    plain = {name: told[name] for name in told if name not in ("id", "title", "changed")}
    plain["valid_from"] = head.valid_from or published_on
    second = english.head
    changed = {"id": head.changed, "en": str(second.get("changed", ""))}
    return PublicationPublished(
        publication_id=head.id,
        version=0,
        title={"id": head.title, "en": str(second.get("title", ""))},
        text={"id": indonesian.text, "en": english.text},
        published_on=published_on,
        changed={language: text for language, text in changed.items() if text},
        **plain,
    )


def bundled(published_on: str) -> tuple[PublicationPublished, ...]:
    """Return the texts that come with the product, by name."""
    found = []
    for name in resources.names(FOLDER, ".id.md"):
        english = name.removesuffix(".id.md") + ".en.md"
        pair = read(resources.text(name)), read(resources.text(english))
        found.append(put_together(*pair, published_on))
    return tuple(found)

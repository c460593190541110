"""Papers that services ask for: names, conditions, and whether a copy may ever be taken.

Everything with a portrait is a "seen" tick only (decisions C33). Source:
`resources/services/documents.toml`.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import Any

import msgspec

from outreach_app.i18n import Language


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that only some cases need.

    Attributes:
        codes: one of them is enough.
        when: name of the condition, in the catalogue's `[conditions]`.
        if_any: shown if the applicant has it; never missing.
        instead_of: codes that are then not needed.
    """

    codes: tuple[str, ...]
    when: str
    if_any: bool = False
    instead_of: tuple[str, ...] = ()

    @classmethod
    def read(cls, row: dict[str, Any]) -> Paper:
        """Return the paper written as `{papers = "A|B", when = …}`.

        Raises:
            msgspec.ValidationError: a field is missing or of another type.
        """
        fields = {**row, "codes": str(row.get("papers", "")).split("|")}
        return msgspec.convert(fields, cls)


class _Row(msgspec.Struct, frozen=True):
    title_id: str
    title_en: str
    scan: bool = False


@dataclass(frozen=True, slots=True)
class Papers:
    """Names of papers by code, and whether a copy may ever be taken (decisions C33)."""

    rows: dict[str, dict[str, object]]

    @classmethod
    def load(cls, text: str) -> Papers:
        """Return the names in TOML `text`.

        Raises:
            ValueError: it cannot be read; the message names the place.
        """
        rows = tomllib.loads(text)
        msgspec.convert(rows, dict[str, _Row])
        return cls(rows)

    def title(self, code: str, language: Language) -> str:
        """Return a document's name for people; the code itself when it is unknown."""
        return str(self.rows.get(code, {}).get(f"title_{language}", code))

    def titles(self, group: tuple[str, ...], language: Language) -> str:
        """Return `Akta kelahiran atau Ijazah` for a group of which one is enough."""
        between = " atau " if language == "id" else " or "
        return between.join(self.title(code, language) for code in group)

    def may_scan(self, code: str) -> bool:
        """Tell whether a copy may be taken: never of a paper with a portrait."""
        return self.rows.get(code, {}).get("scan") is True

    def scannable(self) -> tuple[str, ...]:
        """Return the codes of all papers of which a copy may be taken."""
        return tuple(code for code in self.rows if self.may_scan(code))

    def seen_only(self, code: str) -> bool:
        """Tell whether it may only be looked at and ticked; so is every unknown paper."""
        return not self.may_scan(code)

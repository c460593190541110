"""Services as data: title, form, papers, standard, fee rule, legal basis.

Source: `resources/services/services.toml`, or the text that the office published.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date

from outreach_app.errors import UserProblem
from outreach_app.i18n import Language


@dataclass(frozen=True, slots=True)
class Service:
    """One service that a team may take in.

    Attributes:
        form: id of its form.
        documents: each one needed; an item with several codes means one of them.
        fee: name of the fee rule (`domain.fees`).
        standard_days: working days of the legal clock, 0 when there is no fixed standard.
        standard_starts: `interview`, `payment`, `BAP` or `approval`; never the intake.
    """

    code: str
    title_id: str
    title_en: str
    form: str
    documents: tuple[tuple[str, ...], ...]
    fee: str
    standard_days: int
    standard_starts: str
    valid_from: date
    valid_to: date | None
    legal_basis: str

    def title(self, language: Language) -> str:
        """Return the service's name for people."""
        return self.title_id if language == "id" else self.title_en

    def in_force(self, day: date) -> bool:
        """Tell whether the service is offered on `day`."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All services of one published version."""

    version: str
    services: dict[str, Service]

    @classmethod
    def load(cls, text: str) -> Catalogue:
        """Return the catalogue in TOML `text`."""
        data = tomllib.loads(text)
        version = str(data.pop("version"))
        return cls(version, {code: _service(code, row) for code, row in data.items()})

    def get(self, code: str) -> Service:
        """Return a service.

        Raises:
            UserProblem: DOMAIN_005 there is no such service.
        """
        if code not in self.services:
            raise UserProblem("DOMAIN_005", service=code)
        return self.services[code]

    def offered(self, day: date) -> tuple[Service, ...]:
        """Return what may be asked for on `day`, in the order of the catalogue."""
        return tuple(s for s in self.services.values() if s.in_force(day))


def _service(code: str, row: dict[str, object]) -> Service:
    fields = {**row, "valid_to": row.get("valid_to")}
    papers = fields.pop("documents")
    groups = tuple(tuple(str(p).split("|")) for p in papers) if isinstance(papers, list) else ()
    return Service(code=code, documents=groups, **fields)  # type: ignore[arg-type]  # TOML is untyped


@dataclass(frozen=True, slots=True)
class Papers:
    """Names of documents by code, and whether a copy may ever be taken (decisions C33)."""

    rows: dict[str, dict[str, object]]

    @classmethod
    def load(cls, text: str) -> Papers:
        """Return the names in TOML `text`."""
        return cls(tomllib.loads(text))

    def title(self, code: str, language: Language) -> str:
        """Return a document's name for people; the code itself when it is unknown."""
        return str(self.rows.get(code, {}).get(f"title_{language}", code))

    def may_scan(self, code: str) -> bool:
        """Tell whether a copy may be taken: never of a paper with a portrait."""
        return self.rows.get(code, {}).get("scan") is True

"""Services as data: title, form, papers, standard, fee rule, what happens next, legal basis.

Source: `domain.bundled`, or the text that the office published. A service may stand there in
several versions; the day decides which one holds.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from outreach_app.domain.entries import (
    APPLICATION,
    COMPLAINT,
    QUESTION,
    RECORD,
    VISIT_REQUEST,
)
from outreach_app.domain.papers import Paper, Papers
from outreach_app.domain.validity import check_versions, holds
from outreach_app.errors import UserProblem
from outreach_app.i18n import Language

__all__ = ["Catalogue", "Paper", "Papers", "Service"]

KINDS = (APPLICATION, COMPLAINT, QUESTION, VISIT_REQUEST, RECORD)
STARTS = ("interview", "payment", "BAP", "approval")
"""What may start the legal clock of an application: never the intake (domain.md 5)."""
RECEIVED = "received"
"""What starts the clock of everything else."""
OWN_DAYS = 3
"""Within so many working days the office wants to say its first word (ux 8: usually 3 days)."""


Group = tuple[str, ...]
"""Codes of papers of which one is enough."""


@dataclass(frozen=True, slots=True)
class Service:
    """One version of a service that a team may take in.

    Attributes:
        form: id of its form.
        kind: one of `KINDS`.
        documents: each one needed; an item with several codes means one of them.
        fee: name of the fee rule (`domain.fees`).
        standard_days: working days of the legal clock, 0 when there is no fixed standard.
        standard_starts: `interview`, `payment`, `BAP` or `approval`; never the intake. `received`
            for what is no application.
        scans: copies of papers without a portrait may be taken (decisions C33); off unless said.
        own_days: working days from the intake to the office's first word, our own aim.
        machine: its states (`domain.machines`).
        at_table: no application, but an officer fills it in at the table all the same.
        at_desk: a record that clerks fill in at the desk, too.
        conditional: papers that only some cases need.
        next_id: for the slip: what happens next, in order.
    """

    code: str
    title_id: str
    title_en: str
    form: str
    documents: tuple[Group, ...]
    fee: str
    standard_days: int
    standard_starts: str
    valid_from: date
    valid_to: date | None
    legal_basis: str
    conditional: tuple[Paper, ...] = ()
    next_id: tuple[str, ...] = ()
    next_en: tuple[str, ...] = ()
    kind: str = APPLICATION
    machine: str = APPLICATION
    own_days: int = OWN_DAYS
    at_table: bool = False
    at_desk: bool = False
    scans: bool = False

    @property
    def opens_case(self) -> bool:
        """Tell whether the office decides on it, and the person gets a slip."""
        return self.kind != RECORD

    def title(self, language: Language) -> str:
        """Return the service's name for people."""
        return self.title_id if language == "id" else self.title_en

    def next_steps(self, language: Language) -> tuple[str, ...]:
        """Return what happens next, one sentence each, as the slip prints it."""
        return self.next_id if language == "id" else self.next_en

    def in_force(self, day: date) -> bool:
        """Tell whether the service is offered on `day`."""
        return holds(self.valid_from, self.valid_to, day)

    def needed(self, facts: Iterable[str] = ()) -> tuple[Group, ...]:
        """Return the papers that a case with these facts needs; each item: one of its codes.

        Args:
            facts: conditions that hold, such as `nama_berubah` (named in the catalogue).
        """
        known = frozenset(facts)
        holding = [p for p in self.conditional if p.when in known and not p.if_any]
        dropped = {code for p in holding for code in p.instead_of}
        groups = [g for g in self.documents if not dropped.intersection(g)]
        return tuple(dict.fromkeys(groups + [p.codes for p in holding]))

    def missing(self, seen: Iterable[str], facts: Iterable[str] = ()) -> tuple[Group, ...]:
        """Return what a case still needs when the papers `seen` were shown."""
        shown = frozenset(seen)
        return tuple(group for group in self.needed(facts) if not shown.intersection(group))


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All services of one published text.

    Attributes:
        services: code -> its newest version.
        versions: code -> every version, oldest first.
        conditions: condition -> its words, `{"id": …, "en": …}`.
    """

    version: str
    services: dict[str, Service]
    versions: dict[str, tuple[Service, ...]]
    conditions: dict[str, dict[str, str]]

    @classmethod
    def load(cls, text: str) -> Catalogue:
        """Return the catalogue in TOML `text`.

        Raises:
            ValueError: it cannot be read, or contradicts itself; the message names the service.
        """
        data = tomllib.loads(text)
        version = msgspec.convert(data.pop("version", None), str)
        conditions = msgspec.convert(data.pop("conditions", {}), dict[str, dict[str, str]])
        default = msgspec.convert(data.pop("default", {}), dict[str, Any])
        versions = {code: _versions(code, rows, default) for code, rows in data.items()}
        for service in (s for found in versions.values() for s in found):
            _check(service, conditions)
        return cls(version, {c: v[-1] for c, v in versions.items()}, versions, conditions)

    def get(self, code: str, day: date | None = None) -> Service:
        """Return a service: the version in force on `day`, else the newest.

        A file of a day on which nothing was in force is still shown by the newest version.

        Raises:
            UserProblem: DOMAIN_005 there is no such service.
        """
        if code not in self.services:
            raise UserProblem("DOMAIN_005", service=code)
        found = (s for s in self.versions[code] if day is not None and s.in_force(day))
        return next(found, self.services[code])

    def offered(self, day: date, kinds: Iterable[str] = KINDS) -> tuple[Service, ...]:
        """Return what may be asked for on `day`, in the order of the catalogue."""
        held = (s for found in self.versions.values() for s in found if s.in_force(day))
        return tuple(s for s in held if s.kind in kinds)

    def condition(self, name: str, language: Language) -> str:
        """Return a condition for people, e.g. `bila nama pernah diubah`."""
        return self.conditions.get(name, {}).get(language, name)


class _Row(msgspec.Struct, frozen=True):
    """A service as written; what it leaves out stands in `[default]` or `[default.KIND]`."""

    title_id: str
    title_en: str
    form: str
    valid_from: date
    kind: str = APPLICATION
    documents: tuple[str, ...] = ()
    fee: str = "free"
    standard_days: int = 0
    standard_starts: str = RECEIVED
    legal_basis: str = ""
    valid_to: date | None = None
    machine: str = ""
    own_days: int = OWN_DAYS
    at_table: bool = False
    at_desk: bool = False
    scans: bool = False
    conditional: tuple[dict[str, Any], ...] = ()
    next_id: tuple[str, ...] = ()
    next_en: tuple[str, ...] = ()


def _versions(code: str, rows: object, default: dict[str, Any]) -> tuple[Service, ...]:
    try:
        listed = msgspec.convert(rows if isinstance(rows, list) else [rows], list[dict[str, Any]])
        found = [_service(code, msgspec.convert(_whole(row, default), _Row)) for row in listed]
    except ValueError as error:
        raise ValueError(f"{code}: {error}") from error
    return tuple(check_versions(code, found))


def _whole(row: dict[str, Any], default: dict[str, Any]) -> dict[str, Any]:
    own: dict[str, Any] = default.get(str(row.get("kind", APPLICATION)), {})
    return {name: said for name, said in default.items() if name not in KINDS} | own | row


def _service(code: str, row: _Row) -> Service:
    fields = msgspec.structs.asdict(row)
    fields["machine"] = row.machine or row.kind
    fields["documents"] = tuple(tuple(group.split("|")) for group in row.documents)
    fields["conditional"] = tuple(Paper.read(paper) for paper in row.conditional)
    return Service(code=code, **fields)


def _check(service: Service, conditions: dict[str, dict[str, str]]) -> None:
    unknown = {p.when for p in service.conditional} - conditions.keys()
    if unknown:
        raise ValueError(f"{service.code}: no words for the condition {min(unknown)}")
    if service.kind not in KINDS:
        raise ValueError(f"{service.code}: {service.kind} is no kind of service")
    if service.standard_starts not in (STARTS if service.kind == APPLICATION else (RECEIVED,)):
        raise ValueError(f"{service.code}: the clock cannot start at {service.standard_starts}")
    if len(service.next_id) != len(service.next_en):
        raise ValueError(f"{service.code}: next_id and next_en differ in length")

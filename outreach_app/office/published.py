"""The tables in force at the office: what it published last, else what the product came with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Connection, select

from outreach_app.domain import bundled
from outreach_app.domain.calendar import Calendar
from outreach_app.domain.complaint_rules import ComplaintRules
from outreach_app.domain.machines import Machine, Machines
from outreach_app.domain.papers import Papers
from outreach_app.domain.satisfaction import Rules as SatisfactionRules
from outreach_app.domain.services import Catalogue, Service
from outreach_app.office.tables import resource

_NAMES = ("services", "machines", "calendar", "complaints", "satisfaction")


@dataclass(frozen=True, slots=True)
class Published:
    """Services, states and working days in force.

    Attributes:
        catalogue: every version of every service.
        machines: states of cases.
        calendar: working days; every deadline names its version.
        complaints: limits, by the day of receipt.
        satisfaction: how an index is made, by the last day of its period.
    """

    catalogue: Catalogue
    machines: Machines
    calendar: Calendar
    complaints: ComplaintRules
    satisfaction: SatisfactionRules

    def service(self, code: str) -> Service | None:
        """Return a service; None when this office does not know it (a newer laptop's)."""
        return self.catalogue.services.get(code)

    def machine(self, code: str) -> Machine | None:
        """Return the states of a service's cases; None when it opens none, or is not known."""
        service = self.service(code)
        if service is None or not service.opens_case:
            return None
        return self.machines.machines.get(service.machine)


def published(connection: Connection) -> Published:
    """Return what is in force now."""
    rows = connection.execute(select(resource).where(resource.c.name.in_(_NAMES)))
    texts = {row.name: (row.text, row.version) for row in rows}
    for name in _NAMES:
        if name not in texts:
            texts[name] = (bundled.text(name), "bundled")
    return Published(
        _catalogue(texts["services"][0]),
        _machines(texts["machines"][0]),
        _calendar(*texts["calendar"]),
        _complaints(texts["complaints"][0]),
        _satisfaction(texts["satisfaction"][0]),
    )


def papers_in_force(connection: Connection) -> Papers:
    """Return the papers, and of which a copy may be taken."""
    found = connection.scalar(select(resource.c.text).where(resource.c.name == "documents"))
    return Papers.load(found or bundled.text("documents"))


@lru_cache(maxsize=4)
def _catalogue(text: str) -> Catalogue:
    return Catalogue.load(text)


@lru_cache(maxsize=4)
def _machines(text: str) -> Machines:
    return Machines.load(text)


@lru_cache(maxsize=4)
def _calendar(text: str, version: str) -> Calendar:
    return Calendar.load(text, version)


@lru_cache(maxsize=4)
def _complaints(text: str) -> ComplaintRules:
    return ComplaintRules.load(text)


@lru_cache(maxsize=4)
def _satisfaction(text: str) -> SatisfactionRules:
    return SatisfactionRules.load(text)

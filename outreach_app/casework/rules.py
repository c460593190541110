"""Services, papers, fees and calendar in force on this laptop.

The office's newest publication wins; before the first sync the bundled tables are used.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from outreach_app.domain import bundled
from outreach_app.domain.alert import Alert
from outreach_app.domain.calendar import Calendar
from outreach_app.domain.complaint_rules import ComplaintRules
from outreach_app.domain.fees import Fee, Fees
from outreach_app.domain.machines import Machine, Machines
from outreach_app.domain.services import Catalogue, Papers, Service
from outreach_app.store import Store


@dataclass(frozen=True, slots=True)
class Rules:
    """The tables that casework and slips ask."""

    catalogue: Catalogue
    papers: Papers
    fees: Fees
    calendar: Calendar
    machines: Machines
    alert: Alert
    complaints: ComplaintRules

    def service(self, code: str) -> Service:
        """Return a service.

        Raises:
            UserProblem: DOMAIN_005 there is no such service.
        """
        return self.catalogue.get(code)

    def machine(self, code: str) -> Machine:
        """Return the states of a service's cases.

        Raises:
            UserProblem: DOMAIN_005 no such service; CASES_004 no such machine.
        """
        return self.machines.get(self.service(code).machine)

    def fee(self, code: str, day: date, *, years: int, period: str, force: bool) -> Fee:
        """Return what `code` costs on `day`.

        Args:
            code: of the service.
            day: of the intake.
            years: validity of a passport.
            period: asked for with a stay permit, as its form writes it: `30H`.
            force: keadaan kahar.
        """
        rule = self.service(code).fee
        return self.fees.fee(rule, day, years=years, period=period, force=force)


def load_rules(store: Store) -> Rules:
    """Return the tables as published, bundled ones where nothing was published yet."""
    texts = {name: _text(store, name) for name in bundled.NAMES}
    return Rules(
        Catalogue.load(texts["services"][0]),
        Papers.load(texts["documents"][0]),
        Fees.load(texts["fees"][0]),
        Calendar.load(*texts["calendar"]),
        Machines.load(texts["machines"][0]),
        Alert.load(texts["alert"][0]),
        ComplaintRules.load(texts["complaints"][0]),
    )


def _text(store: Store, name: str) -> tuple[str, str]:
    published = store.resources.get(name)
    if published is not None:
        return published.text, published.version
    return bundled.text(name), "bundled"

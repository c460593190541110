"""For which services a training module counts, and who may take in a service as trained."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from outreach_app.domain import bundled
from outreach_app.domain.services import Catalogue
from outreach_app.domain.training import Currency
from outreach_app.officeapi import training_messages as tm


def codes() -> tuple[str, ...]:
    """Return the services that may be chosen, in the order of the catalogue."""
    return tuple(Catalogue.load(bundled.text(bundled.SERVICES)).services)


def for_service(rows: Sequence[tm.TrainingRow], service: str) -> list[tm.TrainingRow]:
    """Return the rows of modules that count for `service`; all rows when it is empty."""
    return [row for row in rows if not (service and row.services) or service in row.services]


def current(rows: Sequence[tm.TrainingRow]) -> tuple[str, ...]:
    """Return the officers who are current in every module among `rows`."""
    stands: dict[str, list[bool]] = defaultdict(list)
    for row in rows:
        stands[row.officer].append(row.currency == Currency.CURRENT)
    return tuple(sorted(officer for officer, good in stands.items() if all(good)))

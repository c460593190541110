"""What citizens may say today: each form of theirs, and each draft or topic that is open."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from outreach_app import resources
from outreach_app.casework.materials import in_force
from outreach_app.casework.workplace import Workplace
from outreach_app.domain.publications import Edition, open_for_statements
from outreach_app.domain.publishing_entries import PublicationPublished
from outreach_app.domain.services import Service
from outreach_app.i18n import Language, translate


@dataclass(frozen=True, slots=True)
class Offer:
    """Something a citizen may say today.

    Attributes:
        about: the open draft or topic, None for other forms.
    """

    service: Service
    about: PublicationPublished | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Return service code and id of the draft or topic, empty for none."""
        return self.service.code, self.about.publication_id if self.about else ""

    def title(self, language: Language) -> str:
        """Return what a button says."""
        if self.about is None:
            return self.service.title(language)
        title = Edition(self.about).title(language)
        return translate(language, "Have your say: {title}", title=title)


def offers(place: Workplace) -> tuple[Offer, ...]:
    """Return what citizens may say today: each form, and each draft or topic that is open."""
    kinds, found = statement_kinds(), list[Offer]()
    for service in place.rules.catalogue.offered(place.today()):
        if service.form in kinds:
            found += [Offer(service, text) for text in _open_texts(place, kinds[service.form])]
        elif service.form in sealed_forms():
            found.append(Offer(service))
    return tuple(found)


def sealed_forms() -> frozenset[str]:
    """Return the forms that citizens fill in themselves."""
    return frozenset(form for form, row in _forms().items() if row.get("sealed"))


def statement_kinds() -> dict[str, str]:
    """Return the forms for statements -> kind of publication that they are about."""
    return {form: row["statement_on"] for form, row in _forms().items() if "statement_on" in row}


@cache
def _forms() -> dict[str, Any]:
    return resources.tables("forms")


def _open_texts(place: Workplace, kind: str) -> list[PublicationPublished]:
    today = place.today()
    shown = place.run(lambda store: in_force(place, store, kind))
    bodies = [one.body for one in shown]
    return [body for body in bodies if open_for_statements(body.consultation, today)]

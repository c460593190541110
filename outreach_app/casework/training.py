"""Training on this laptop: who is current, which module an intake asks for, and its quiz."""

from __future__ import annotations

import json
from dataclasses import dataclass

from outreach_app.casework.formmap import form_map
from outreach_app.casework.intake import start
from outreach_app.casework.open_file import OpenFile
from outreach_app.casework.workplace import Workplace
from outreach_app.clock import office_date
from outreach_app.domain import training
from outreach_app.domain.publications import Edition
from outreach_app.domain.publishing_entries import PublicationPublished
from outreach_app.domain.training import Attempt, Currency, TimeRead
from outreach_app.errors import UserProblem
from outreach_app.i18n import Language
from outreach_app.store import Store
from outreach_app.store.rows import Record


@dataclass(frozen=True, slots=True)
class Due:
    """How the officer stands in a module.

    Attributes:
        attempts: this officer's quizzes on this laptop, the oldest first.
    """

    module: PublicationPublished
    currency: Currency
    attempts: tuple[Attempt, ...]

    def title(self, language: Language) -> str:
        """Return the module's title."""
        return Edition(self.module).title(language)


def standing(place: Workplace) -> tuple[Due, ...]:
    """Return how the signed-in officer stands in every module in force."""

    def job(store: Store) -> tuple[Due, ...]:
        modules = training.modules(store.materials.all().values(), place.today())
        return _standing(place, store, modules)

    return place.run(job)


def due(place: Workplace, service: str) -> tuple[Due, ...]:
    """Return the modules that `service` asks for and the officer is not current in.

    Intake warns with them and goes on (ux L5).
    """

    def job(store: Store) -> tuple[Due, ...]:
        modules = training.modules(store.materials.all().values(), place.today())
        return _standing(place, store, training.asked_for(modules, service))

    return tuple(one for one in place.run(job) if one.currency is not Currency.CURRENT)


def _standing(
    place: Workplace, store: Store, modules: list[PublicationPublished]
) -> tuple[Due, ...]:
    officer = place.author
    quizzes = {m.training.quiz for m in modules if m.training}
    records = store.records.of_author(officer, quizzes) if quizzes else ()
    attempts = [attempt(officer, record) for record in records]
    # What the office knows from other laptops: a pass without its points.
    told = [
        Attempt(officer, p.publication_id, p.version, 1, 1, p.passed_on)
        for p in store.materials.passes(officer)
    ]
    read = [
        TimeRead(officer, r.publication_id, r.version, r.seconds)
        for r in store.materials.readings(officer)
    ]
    return tuple(
        Due(
            module,
            training.currency(module, officer, [*attempts, *told], read, place.today()),
            tuple(a for a in attempts if a.publication_id == module.publication_id),
        )
        for module in modules
    )


def attempt(officer: str, record: Record) -> Attempt:
    """Return the quiz in a finished record."""
    roles, answers = form_map(record.form_id), json.loads(record.answers)

    def whole(role: str) -> int:
        text = roles.find(answers, role)
        return int(float(text)) if text else 0

    return Attempt(
        officer=officer,
        publication_id=roles.find(answers, "module"),
        version=whole("module_version"),
        score=whole("score"),
        best=whole("best"),
        on=office_date(record.finished_ms).isoformat(),
        number=record.number,
    )


def start_quiz(
    place: Workplace, module: PublicationPublished, language: Language = "id"
) -> OpenFile:
    """Open the quiz of a module; it needs no open day.

    Raises:
        UserProblem: PUBLISH_034 no service of this laptop has the module's quiz; CASEWORK_007.
    """
    quiz = module.training.quiz if module.training else ""
    return start_about(place, quiz, module, language)


def start_about(
    place: Workplace, form_id: str, about: PublicationPublished, language: Language = "id"
) -> OpenFile:
    """Open a record about a published text: its quiz, or a statement on a draft.

    Raises:
        UserProblem: PUBLISH_034 no service of this laptop has the form; CASEWORK_007.
    """
    offered = place.rules.catalogue.services.values()
    service = next((one.code for one in offered if one.form == form_id), "")
    if not service:
        raise UserProblem("PUBLISH_034", form=form_id or "-")
    opened = start(place, service, None, language)
    opened.preset(
        opened.map.presets(module=about.publication_id, module_version=str(about.version))
    )
    return opened


def last_attempt(place: Workplace, number: str) -> Attempt | None:
    """Return the quiz finished under a number, None when it is no quiz."""
    record = place.run(lambda store: store.records.get(number))
    if record is None or not form_map(record.form_id).path("score"):
        return None
    return attempt(place.author, record)

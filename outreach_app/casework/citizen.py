"""Citizen mode on the laptop: a form filled in by the citizen, sealed when it is finished.

Nothing is stored in clear: answers live in memory until they are finished, then only the office
can read them. They wait in the sealed pool and enter the feed at the close of the day, in random
order, with the device as author and the date as time. Source: decisions B21, B22, C26.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from outreach_app import forms
from outreach_app.casework import following
from outreach_app.casework.citizen_offers import Offer, offers, statement_kinds
from outreach_app.casework.citizen_sealing import cut, identity_of, sealed
from outreach_app.casework.days import current_day
from outreach_app.casework.file_client import citizen_client
from outreach_app.casework.formmap import form_map
from outreach_app.casework.laptop_forms import compiled, published_form
from outreach_app.casework.office_life import office_card
from outreach_app.casework.pool import midnight
from outreach_app.casework.workplace import Workplace
from outreach_app.domain import citizen_entries as c
from outreach_app.domain import numbering
from outreach_app.domain.entries import COMPLAINT, QUESTION, encode
from outreach_app.domain.publications import Edition
from outreach_app.domain.threads import QUESTION as QUESTION_KIND
from outreach_app.errors import UserProblem
from outreach_app.i18n import Language
from outreach_app.i18n import language as language_now
from outreach_app.store import Store
from outreach_app.store.rows import StoredForm

YES = "ya"


@dataclass(frozen=True, slots=True)
class Told:
    """What the citizen takes home.

    Attributes:
        number: `AD-…`, empty for a survey.
        check_code: of that number.
        thread_kind: `PENGADUAN …`, empty for a survey.
        about: code of the service it is about.
        anonymous: the slip has no name line.
        name: for the slip, as given in this form; nowhere else on this laptop.
        read_at: title of the draft or topic under which a statement is published.
    """

    service: str
    number: str = ""
    check_code: str = ""
    thread_kind: str = ""
    about: str = ""
    anonymous: bool = False
    name: str = ""
    read_at: str = ""


class CitizenForm:
    """One form in the citizen's hands.

    Attributes:
        session: draw from it and answer through this class.
        service: what the form belongs to.
        about: the draft or topic that a statement is about, None for other forms.
    """

    def __init__(
        self,
        place: Workplace,
        offer: Offer,
        form: StoredForm,
        pekon: str,
        language: Language,
    ) -> None:
        self._place, self._form, self._pekon = place, form, pekon
        self.service, self.about, self._language = offer.service, offer.about, language
        self._map = form_map(form.form_id)
        self.session = forms.Session(
            compiled(form.xform),
            today=place.today(),
            now=midnight(place),
            new_id=place.new_id,
            lookup=form.attachments,
            client=citizen_client(place),
        )
        known = self.session.paths()
        for path, value in self._presets().items():
            if path in known:
                self.session.answer(path, value)

    def _presets(self) -> dict[str, str]:
        values = {"today_pekon": self._pekon}
        if self.about is not None:
            values |= {"module": self.about.publication_id}
            values |= {"module_version": str(self.about.version)}
        return self._map.presets(**values)

    @property
    def today(self) -> date:
        """Return the office's date."""
        return self._place.today()

    def answer(self, path: str, value: str) -> None:
        """Take one answer; it is in memory only."""
        self.session.answer(path, value)

    def told(self, path: str) -> tuple[str, ...]:
        """Return what the office said about the report, where the question at `path` needs it."""
        if not path or path != self._map.path("thread_move"):
            return ()
        typed = (self.session.value(self._map.path(r)) for r in ("thread_number", "thread_code"))
        return following.sentences(following.word(self._place, *typed), language_now())

    def finish(self) -> Told:
        """Seal the answers into the pool, durably, and forget them.

        Raises:
            UserProblem: CASEWORK_005 answers are missing or wrong; CITIZEN_001 a secret report
                needs the complaints key, which has not reached this laptop.
            EnvironmentProblem: STORE_… it could not be kept; the answers stay in `session`.
        """
        problems = self.session.problems(None)
        if problems:
            raise UserProblem("CASEWORK_005", count=len(problems))
        self.session.finish(midnight(self._place))
        told, answer, identity = self._parts(self.session.record())
        place, service = self._place, self.service.code
        card = office_card(place)

        def job(store: Store) -> None:
            body = encode(sealed(card, store, answer, identity))
            store.sealed_pool.add(place.random(16), service, body)

        place.run(job)
        return told

    def _parts(
        self, record: dict[str, Any]
    ) -> tuple[Told, c.CitizenAnswer, c.CitizenIdentity | None]:
        place, facts = self._place, self._map
        person = cut(record, facts.path("identity_group"))
        if self.about is not None:
            person = {}  # a former version of the form asked for a name: nothing of it travels
        number, code = self._number()
        anonymous = bool(facts.path("identity_group")) and not person
        answer = c.CitizenAnswer(
            citizen_id=place.new_id(),
            form_id=self._form.form_id,
            form_version=self._form.form_version,
            service=self.service.code,
            date=place.today().isoformat(),
            pekon=self._pekon,
            language=self._language,
            answers=msgspec.Raw(forms.canonical(record)),
            number=number,
            check_code=code,
            anonymous=anonymous,
            secret=facts.find(record, "secret") == YES,
        )
        identity = identity_of(answer.citizen_id, person)
        told = Told(
            self.service.code,
            number,
            code,
            (facts.find(record, "thread_kind") or QUESTION_KIND) if number else "",
            facts.find(record, "about"),
            anonymous,
            identity.name if identity else "",
            Edition(self.about).title(self._language) if self.about else "",
        )
        return told, answer, identity

    def _number(self) -> tuple[str, str]:
        if self.service.kind not in (COMPLAINT, QUESTION):
            return "", ""
        number = numbering.complaint_number(self._place.today().year, self._place.random)
        return number, numbering.check_code(self._place.random)


def open_form(place: Workplace, service: str, language: Language, about: str = "") -> CitizenForm:
    """Open a citizen's form for `service`; a statement is `about` a draft or a topic.

    Raises:
        UserProblem: CASEWORK_002 no day is open; CASEWORK_007 its form is not here yet;
            PUBLISH_043 the draft or topic takes no statements today.
    """
    found = next((one for one in offers(place) if one.key == (service, about)), None)
    if found is None:
        if about or place.rules.service(service).form in statement_kinds():
            raise UserProblem("PUBLISH_043")
        found = Offer(place.rules.service(service))
    offer = found

    def job(store: Store) -> tuple[StoredForm, str]:
        return published_form(store, offer.service.form), current_day(store).pekon

    form, pekon = place.run(job)
    return CitizenForm(place, offer, form, pekon, language)

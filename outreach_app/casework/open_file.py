"""One open file: answers saved as they are given, checked, and left or finished.

A draft is a row of the store, never an entry (decisions A14).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime

from outreach_app import forms
from outreach_app.casework import scan_slots
from outreach_app.casework.entities import lists_of
from outreach_app.casework.file_client import client_of
from outreach_app.casework.finishing import Finished, finish
from outreach_app.casework.formmap import FormMap, form_map
from outreach_app.casework.laptop_forms import compiled
from outreach_app.casework.similar import Similar, similar_files
from outreach_app.casework.workplace import Workplace
from outreach_app.errors import UserProblem
from outreach_app.forms.media import data_of
from outreach_app.i18n import Language
from outreach_app.store import Store
from outreach_app.store.rows import CarriedDraft, Draft, StoredForm


@dataclass(frozen=True, slots=True)
class Check:
    """What stands between a draft and its number.

    Attributes:
        problems: what blocks, each with its path and text.
        warnings: what is recorded and goes on.
        similar: files to compare with; going on needs a reason.
    """

    problems: tuple[forms.Problem, ...]
    warnings: tuple[forms.Notice, ...]
    similar: tuple[Similar, ...]


class OpenFile:
    """A draft with its form session.

    Attributes:
        service: what the file is for.
        session: the form as it stands; windows draw from it and answer through this class.
        saved_at: when the draft was last stored (WIB).
    """

    def __init__(self, place: Workplace, draft: Draft, form: StoredForm) -> None:
        self._place = place
        self.draft = draft
        self.map: FormMap = form_map(draft.form_id)
        self.service = place.rules.service(draft.service)
        read = compiled(form.xform)
        self.session = forms.Session(
            read,
            today=place.today(),
            now=place.now(),
            new_id=place.new_id,
            lookup=lists_of(place, form),
            values=json.loads(draft.answers) or None,
            client=client_of(place, draft, read),
        )
        self._attachments = form.attachments
        self.saved_at: datetime = place.now()

    @property
    def place(self) -> Workplace:
        """Return the laptop that it is open on."""
        return self._place

    def answer(self, path: str, value: str) -> frozenset[str]:
        """Store one answer durably and return the paths that it touched.

        Raises:
            EnvironmentProblem: STORE_… when it could not be saved; the answer stays in `session`.
        """
        touched = self.session.answer(path, value)
        self._save(path)
        return touched

    def locate(self) -> frozenset[str]:
        """Record where the laptop is, once a device has told it, where the form asks on opening."""
        touched = self.session.locate()
        if touched:
            self._save(self.draft.at_path)
        return touched

    def begin_revision(self) -> None:
        """Give the answers a new id and keep the former one beside it, once, when corrected."""
        self.session.revise()
        self._save(self.draft.at_path)

    def preset(self, answers: dict[str, str]) -> None:
        """Store several answers at once; paths that the form lacks are passed over."""
        known = self.session.paths()
        for path, value in answers.items():
            if path in known:
                self.session.answer(path, value)
        self._save(self.draft.at_path)

    def add(self, repeat_path: str) -> str:
        """Add a card to a repeat and return its path."""
        added = self.session.add(repeat_path)
        self._save(added)
        return added

    def remove(self, path: str) -> None:
        """Remove a card."""
        self.session.remove(path)
        self._save(self.draft.at_path)

    def _save(self, at_path: str) -> None:
        answers = json.dumps(self.session.draft(), ensure_ascii=False, separators=(",", ":"))
        now = self._place.clock.now_ms()
        self.draft = replace(self.draft, answers=answers, at_path=at_path, updated_ms=now)
        draft = self.draft
        self._place.run(lambda store: store.drafts.save(draft))
        self.saved_at = self._place.now()

    def version_note(self) -> tuple[str, CarriedDraft | None]:
        """Return the newest version when it is not this file's, and what was carried over."""
        draft = self.draft

        def job(store: Store) -> tuple[str, CarriedDraft | None]:
            newest = store.forms.get(draft.form_id)
            version = newest.form_version if newest else draft.form_version
            other = "" if version == draft.form_version else version
            return other, store.forms.carried(draft.draft_id)

        return self._place.run(job)

    def take_scan(self, paper: str, data: bytes, longest_px: int = 0) -> str:
        """Seal a copy of a paper for a question of this file and return the answer.

        Raises:
            UserProblem: SCAN_001, SCAN_002, see `scan_slots.take`.
        """
        return scan_slots.take(self._place, self.draft, paper, data, longest_px)

    def scanned(self, name: str) -> bytes | None:
        """Return the picture that an answer names."""
        return scan_slots.picture(self._place, self.draft, name)

    def media(self, name: str) -> bytes | None:
        """Return a file beside the form; pictures are published as `data:` texts."""
        return data_of(self._attachments.get(name, ""))

    def value(self, role: str) -> str:
        """Return the answer that plays `role` (`name`, `nik`, `phone` …) in this form."""
        path = self.map.path(role)
        return self.session.value(path) if path else ""

    def check(self, language: Language) -> Check:
        """Return what blocks, what warns and which files are similar."""
        found = self._similar() if self.service.opens_case else ()
        return Check(
            tuple(self.session.problems(language)), tuple(self.session.warnings(language)), found
        )

    def _similar(self) -> tuple[Similar, ...]:
        name, nik, draft = self.value("name"), self.value("nik"), self.draft
        return self._place.run(lambda store: similar_files(store, draft, name, nik))

    def finish(self, similar_to: str = "", similar_reason: str = "") -> Finished:
        """Turn the draft into a finished file with a number, in one transaction.

        Raises:
            UserProblem: CASEWORK_005 answers are missing or wrong; CASEWORK_003 already finished;
                CASEWORK_006 a similar file needs a reason.
        """
        check = self.check("id")
        if check.problems:
            raise UserProblem("CASEWORK_005", count=len(check.problems))
        if check.similar and not similar_reason.strip():
            raise UserProblem("CASEWORK_006", number=check.similar[0].number)
        similar = similar_to or (check.similar[0].number if check.similar else "")
        return finish(self._place, self, similar, similar_reason.strip())

    def leave(self) -> None:
        """Keep the draft for later; its ticket stays with it."""
        self._save(self.draft.at_path)

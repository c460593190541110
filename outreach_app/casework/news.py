"""What came back from the office becomes rows that windows read.

The feeds are stored by `sync` first; this projects them, entry by entry, each in one transaction
with the mark that it was done. Unknown kinds are passed over (decisions A2).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from outreach_app.casework import (
    balance,
    checkpoints,
    entities,
    following,
    plans,
    removal,
    settled,
)
from outreach_app.casework.case_words import CASE_WORDS, as_decision, note_case_word
from outreach_app.domain import entries as e
from outreach_app.domain import form_entries as fe
from outreach_app.domain import office_entries as oe
from outreach_app.domain import publishing_entries as pe
from outreach_app.domain.case_entries import CASE_MOVED, CaseMoved
from outreach_app.store import Store
from outreach_app.store.rows import News, Resource, StoredForm, TrainingPass, WithdrawnForm

_LOG = logging.getLogger(__name__)
_BATCH = 200


@dataclass(slots=True)
class Applied:
    """How many entries of each sort one call projected."""

    judged: int = 0
    decided: int = 0
    published: int = 0
    passed_over: int = 0

    def plus(self, other: Applied) -> Applied:
        """Return both together."""
        return Applied(*(getattr(self, n) + getattr(other, n) for n in self.__slots__))


def apply_pending(store: Store) -> Applied:
    """Project everything stored and not yet projected; doing it again changes nothing."""
    done = Applied()
    while waiting := store.news.pending(_BATCH):
        for news in waiting:
            try:
                with store.transaction():
                    _project(store, news, done)
                    store.news.applied(news.feed_id, news.number)
            except _OF_THE_ENTRY as error:
                _pass_over(store, news, error)
                done.passed_over += 1
    return done


_OF_THE_ENTRY = (ValueError, TypeError, LookupError, ArithmeticError, RecursionError)
"""What only the content of an entry brings about; faults of disk and database go on."""


def _pass_over(store: Store, news: News, error: Exception) -> None:
    """Go on without an entry of the office: it stays stored, and the laptop stays open."""
    what = type(error).__name__
    _LOG.warning("office entry %s of kind %s: %s", news.number, news.kind, what)
    with store.transaction():
        store.news.applied(news.feed_id, news.number)


def _project(store: Store, news: News, done: Applied) -> None:
    if news.kind in CASE_WORDS and news.body is not None:
        note_case_word(store, news)
    if news.kind in settled.PROJECTORS and news.body is not None:
        settled.note_word(store, news)
    projector = _PROJECTORS.get(news.kind)
    if projector is None or news.body is None:
        done.passed_over += 1
        return
    try:
        projector(store, news.body, done)
    except msgspec.MsgspecError:
        # The office signed it, so it is no attack; a later version of this program may read it.
        _LOG.info("office entry %s of kind %s is not readable here", news.number, news.kind)
        done.passed_over += 1


def _judged(store: Store, data: bytes, done: Applied) -> None:
    body = e.decode(data, e.IntakeJudged)
    store.records.judge(body.number, body.instance_id, body.state, body.reason, body.facts)
    done.judged += 1


def _moved(store: Store, data: bytes, done: Applied) -> None:
    store.records.decide(as_decision(e.decode(data, CaseMoved)))
    done.decided += 1


def _decided(store: Store, data: bytes, done: Applied) -> None:
    store.records.decide(e.decode(data, e.CaseDecided))
    done.decided += 1


def _form(store: Store, data: bytes, done: Applied) -> None:
    body = e.decode(data, e.FormPublished)
    store.forms.put(
        StoredForm(
            form_id=body.form_id,
            form_version=body.form_version,
            xform=body.xform,
            attachments=body.attachments,
        )
    )
    entities.settle(store, body.attachments)
    done.published += 1


def _form_withdrawn(store: Store, data: bytes, done: Applied) -> None:
    body = e.decode(data, fe.FormWithdrawn)
    store.forms.withdraw(WithdrawnForm(**msgspec.structs.asdict(body)))
    done.published += 1


def _resource(store: Store, data: bytes, done: Applied) -> None:
    body = e.decode(data, e.ResourcePublished)
    store.resources.put(Resource(name=body.name, version=body.version, text=body.text))
    done.published += 1


def _text(store: Store, data: bytes, done: Applied) -> None:
    store.materials.put(e.decode(data, pe.PublicationPublished))
    done.published += 1


def _text_withdrawn(store: Store, data: bytes, done: Applied) -> None:
    store.materials.withdraw(e.decode(data, pe.PublicationWithdrawn))
    done.published += 1


def _key(store: Store, data: bytes, done: Applied) -> None:
    store.trust.add_announcement(e.decode(data, oe.KeyAnnounced).announcement)
    done.published += 1


def _restored(store: Store, data: bytes, _done: Applied) -> None:
    body = e.decode(data, oe.OfficeRestored)
    if body.audience:
        store.trust.add_restore(body.office_epoch, data)


def _training(store: Store, data: bytes, done: Applied) -> None:
    for one in e.decode(data, pe.TrainingNoted).passes:
        store.materials.add_pass(TrainingPass(**msgspec.structs.asdict(one)))
    done.published += 1


_PROJECTORS: dict[str, Callable[[Store, bytes, Applied], None]] = {
    e.INTAKE_JUDGED: _judged,
    e.CASE_DECIDED: _decided,
    CASE_MOVED: _moved,
    e.FORM_PUBLISHED: _form,
    fe.FORM_WITHDRAWN: _form_withdrawn,
    e.SERVICES_PUBLISHED: _resource,
    e.CALENDAR_PUBLISHED: _resource,
    pe.PUBLICATION_PUBLISHED: _text,
    pe.PUBLICATION_WITHDRAWN: _text_withdrawn,
    pe.TRAINING_NOTED: _training,
    oe.KEY_ANNOUNCED: _key,
    oe.OFFICE_RESTORED: _restored,
    **plans.PROJECTORS,
    **settled.PROJECTORS,
    **following.PROJECTORS,
    **balance.PROJECTORS,
    **removal.PROJECTORS,
    **checkpoints.PROJECTORS,
}

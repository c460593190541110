"""What a clerk settled about held files becomes rows of the laptop."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from outreach_app.casework.formmap import form_map
from outreach_app.domain import entries as e
from outreach_app.domain import settlement_entries as se
from outreach_app.domain.intake import MERGED
from outreach_app.store import Store
from outreach_app.store.rows import News
from outreach_app.store.settlements import REVISED, SettledWord

if TYPE_CHECKING:
    from outreach_app.casework.news import Applied


def _settled(store: Store, data: bytes, done: Applied) -> None:
    body = e.decode(data, se.IntakeSettled)
    store.records.judge(body.number, body.instance_id, body.state, body.reason, body.facts)
    done.judged += 1


def _revised(store: Store, data: bytes, done: Applied) -> None:
    """Put the office's revision beside ours: it is the newest, and every other stays."""
    body = e.decode(data, se.RecordRevised)
    here = store.records.get(body.number)
    if here is None or store.records.by_instance(body.instance_id) is not None:
        return
    answers = bytes(body.answers).decode()
    roles, record = form_map(here.form_id), json.loads(answers)
    store.records.add(
        replace(
            here,
            instance_id=body.instance_id,
            deprecated_id=body.deprecated_id,
            entry_number=0,
            head="",
            officer=body.clerk,
            answers=answers,
            name=roles.find(record, "name"),
            nik=roles.find(record, "nik"),
            intake_state=e.ACCEPTED,
            intake_reason="",
            intake_facts={},
        )
    )
    facts = {"clerk": body.clerk}
    for instance_id in body.settles:
        store.records.judge(body.number, instance_id, e.ACCEPTED, MERGED, facts)
    done.judged += 1


def note_word(store: Store, news: News) -> None:
    """Keep what a clerk said of a held file; one that cannot be read is passed over."""
    data = news.body or b""
    try:
        word = _revision_word(data) if news.kind == se.RECORD_REVISED else _settled_word(data)
    except msgspec.MsgspecError:
        return
    store.settlements.put(replace(word, at_ms=news.time_ms))


def _settled_word(data: bytes) -> SettledWord:
    body = e.decode(data, se.IntakeSettled)
    return SettledWord(
        word_id=body.settlement_id,
        number=body.number,
        state=body.state,
        clerk=body.clerk,
        at_ms=0,
        sentence=body.sentence,
        settles=body.instance_id,
    )


def _revision_word(data: bytes) -> SettledWord:
    body = e.decode(data, se.RecordRevised)
    return SettledWord(
        word_id=body.instance_id,
        number=body.number,
        state=REVISED,
        clerk=body.clerk,
        at_ms=0,
        sentence=body.sentence,
        sides=body.sides,
        settles=body.settles[0] if body.settles else "",
    )


PROJECTORS: dict[str, Callable[[Store, bytes, Applied], None]] = {
    se.INTAKE_SETTLED: _settled,
    se.RECORD_REVISED: _revised,
}

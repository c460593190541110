"""A draft whose form version was withdrawn goes over to the newest one, by path (decisions C31).

Nothing is lost: what has no place in the new version is kept beside the draft and shown.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from outreach_app import forms
from outreach_app.forms.markdown import to_plain
from outreach_app.i18n import Language
from outreach_app.store import Store
from outreach_app.store.rows import CarriedDraft, Draft, StoredForm

Tree = dict[str, Any]


@dataclass(slots=True)
class Carried:
    """Answers in the shape of another version.

    Attributes:
        answers: what has a place there.
        unplaced: (path in the old version, answer) of what has none.
    """

    answers: Tree = field(default_factory=dict)
    unplaced: list[tuple[str, str]] = field(default_factory=list)


def carry(answers: Tree, to: forms.Form) -> Carried:
    """Sort `answers`, a session's draft, into what `to` has a place for and what it has not."""
    made = Carried()
    made.answers = _sorted(answers, to, to.start.path, made)
    return made


def _sorted(tree: Tree, to: forms.Form, above: str, made: Carried) -> Tree:
    kept: Tree = {}
    for name, value in tree.items():
        path = f"{above}/{name}"
        shape = to.shapes.get(path)
        cards = value if isinstance(value, list) else [value]
        whole = isinstance(cards[0], dict) if cards else False
        fits = shape is not None and bool(shape.children) == whole
        if shape is None or not fits or (len(cards) > 1 and not shape.repeated):
            made.unplaced += _leaves(value, path)
            continue
        placed = [_sorted(card, to, path, made) if whole else card for card in cards]
        kept[name] = placed if shape.repeated else placed[0]
    return kept


def _leaves(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _leaves(inner, f"{path}/{name}")
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner, path)
    elif str(value).strip():
        yield path, str(value)


def questions_only(
    unplaced: list[tuple[str, str]], old: forms.Form, language: Language
) -> tuple[tuple[str, str], ...]:
    """Return (label, answer) of what people answered; computed values are computed anew."""
    found = []
    for path, value in unplaced:
        item = old.questions.get(path)
        if item is None or item.kind in ("group", "repeat", "note"):
            continue
        phrase = item.label.phrase(language) if item.label else None
        parts = phrase.parts if phrase else ()
        text = "".join(part for part in parts if isinstance(part, str)).strip()
        found.append((to_plain(text) or path.rpartition("/")[2], value))
    return tuple(found)


def settled(
    store: Store,
    draft: Draft,
    form: StoredForm,
    compile_form: Callable[[str], forms.Form],
    language: Language,
) -> tuple[Draft, StoredForm]:
    """Return the draft and form to go on with; stored, when the version was withdrawn.

    The caller has a transaction open. Without another version the draft stays where it is.
    """
    withdrawn = store.forms.withdrawn(draft.form_id, draft.form_version)
    newest = store.forms.get(draft.form_id)
    if withdrawn is None or newest is None:
        return draft, form
    made = carry(json.loads(draft.answers), compile_form(newest.xform))
    former = store.forms.carried(draft.draft_id)
    unplaced = questions_only(made.unplaced, compile_form(form.xform), language)
    draft = replace(
        draft,
        form_version=newest.form_version,
        answers=json.dumps(made.answers, ensure_ascii=False, separators=(",", ":")),
    )
    store.drafts.save(draft)
    store.forms.carry(
        CarriedDraft(
            draft_id=draft.draft_id,
            from_version=form.form_version,
            reason=withdrawn.reason,
            unplaced=((former.unplaced if former else ()) + unplaced),
        )
    )
    return draft, newest

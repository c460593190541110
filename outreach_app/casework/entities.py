"""Lists of entities on this laptop: what files here said, before and after the office knows.

Rules of ODK Collect (design page xforms.md, section 5); a correction changes no list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from outreach_app import resources
from outreach_app.casework.workplace import Workplace
from outreach_app.forms.entities import Entity
from outreach_app.forms.entity_lists import after, file_of, ids, laid_over, outdated
from outreach_app.store import Store
from outreach_app.store.rows import Draft, StoredForm


def lists_of(place: Workplace, form: StoredForm) -> Mapping[str, str]:
    """Return the files beside a form as this laptop sees them: file name -> text."""

    def job(store: Store) -> dict[str, str]:
        found = dict(form.attachments)
        for name in found:
            dataset = name.removesuffix(".csv")
            held = store.entities.of(dataset) if name == file_of(dataset) else ()
            if held or _says_versions(found[name]):
                found[name] = laid_over(found[name], held, place.device)
        return found

    return place.run(job)


def _says_versions(text: str) -> bool:
    return "__version" in text.partition("\n")[0]


def hold(
    place: Workplace, store: Store, draft: Draft, number: str, said: tuple[Entity, ...]
) -> None:
    """Keep what a file that is being finished says of lists that a form here reads."""
    if draft.number or not said or resources.tables("forms").get(draft.form_id, {}).get("sealed"):
        return
    read = _read(store)
    for entity in said:
        text = read.get(file_of(entity.dataset))
        if text is None:
            continue
        known = store.entities.get(entity.dataset, entity.entity_id)
        listed = entity.entity_id in ids(text)
        now = after(entity, known, listed=listed, branch_id=place.new_id())
        if now is not None:
            store.entities.put(replace(now, numbers=(*now.numbers, number)))


def _read(store: Store) -> dict[str, str]:
    """Return the lists that forms on this laptop read, the last to come of each."""
    return {name: text for form in store.forms.all() for name, text in form.attachments.items()}


def settle(store: Store, attachments: Mapping[str, str]) -> None:
    """Let go of what the office's list, which came with a form, has as this or a newer version."""
    for name, text in attachments.items():
        for held in store.entities.of(name.removesuffix(".csv")) if name.endswith(".csv") else ():
            if outdated(held, ids(text)):
                store.entities.remove(held.dataset, held.entity_id)

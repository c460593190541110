"""Files of this laptop that may be the same person's."""

from __future__ import annotations

from dataclasses import dataclass

from outreach_app.domain.names import fold
from outreach_app.store import Store
from outreach_app.store.rows import Draft


@dataclass(frozen=True, slots=True)
class Similar:
    """Another file that may be the same person's.

    Attributes:
        why: `nik` for the same NIK, `name` for the same name and form.
    """

    number: str
    name: str
    why: str


def similar_files(store: Store, draft: Draft, name: str, nik: str) -> tuple[Similar, ...]:
    """Return files with the same NIK, and of the same day those with the same name and service."""
    found: dict[str, Similar] = {}
    for record in store.records.with_nik(nik) if nik else ():
        found[record.number] = Similar(record.number, record.name, "nik")
    for record in store.records.of_day(draft.day_id):
        same = name and fold(record.name) == fold(name) and record.service == draft.service
        if same and not nik:
            found.setdefault(record.number, Similar(record.number, record.name, "name"))
    return tuple(s for s in found.values() if s.number != draft.number)

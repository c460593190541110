"""Texts that the office published, all versions, found by their words; and who read them here."""

from __future__ import annotations

import re
from collections.abc import Sequence

from outreach_app.domain.markdown import plain
from outreach_app.domain.publications import Edition
from outreach_app.domain.publishing_entries import PublicationPublished, PublicationWithdrawn
from outreach_app.store.engine import Database
from outreach_app.store.rows import Material, Reading, TrainingPass
from outreach_app.store.table import Table

_WORD = re.compile(r"\w+")


class MaterialRoom:
    """Cards, modules, notices, drafts and answers on this laptop."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._materials = Table(db, "materials", Material, ("publication_id", "version"))
        self._readings = Table(db, "readings", Reading, ("id",))
        self._passes = Table(
            db, "training_passes", TrainingPass, ("officer", "publication_id", "version")
        )

    def put(self, body: PublicationPublished) -> None:
        """Keep a version; the newest one is what the search finds."""
        here = self._materials.get(body.publication_id, body.version)
        if here is not None:
            return  # projected again: a version never changes
        with self._db.atomic():
            row = Material(publication_id=body.publication_id, version=body.version, body=body)
            self._materials.put(row)
            self._index(body.publication_id)

    def withdraw(self, said: PublicationWithdrawn) -> None:
        """Mark every version up to the named one; what was withdrawn before keeps its reason."""
        self._db.execute(
            "UPDATE materials SET withdrawn_on = ?, withdrawn_reason = ?"
            " WHERE publication_id = ? AND version <= ? AND withdrawn_on = ''",
            (said.withdrawn_on, said.reason, said.publication_id, said.version),
        )

    def _index(self, publication_id: str) -> None:
        newest = self.versions(publication_id)[-1].body
        with self._db.atomic():
            self._db.execute(
                "DELETE FROM materials_search WHERE publication_id = ?", (publication_id,)
            )
            self._db.execute(
                "INSERT INTO materials_search (publication_id, title, text) VALUES (?, ?, ?)",
                (
                    publication_id,
                    "\n".join(newest.title.values()),
                    "\n".join(plain(text) for text in newest.text.values()),
                ),
            )

    def versions(self, publication_id: str) -> list[Edition]:
        """Return the versions of one text, the oldest first."""
        rows = self._materials.select(
            "WHERE publication_id = ? ORDER BY version", (publication_id,)
        )
        return [_edition(row) for row in rows]

    def all(self) -> dict[str, list[Edition]]:
        """Return the versions of every text, the oldest first, by its id."""
        found: dict[str, list[Edition]] = {}
        for row in self._materials.select("ORDER BY publication_id, version"):
            found.setdefault(row.publication_id, []).append(_edition(row))
        return found

    def search(self, words: str) -> list[str]:
        """Return ids of the texts that hold every word (its beginning is enough), best first."""
        asked = _WORD.findall(words)
        if not asked:
            return []
        expression = " AND ".join(f'"{word}" *' for word in asked)
        rows = self._db.execute(
            "SELECT publication_id FROM materials_search WHERE materials_search MATCH ?"
            " ORDER BY bm25(materials_search, 0, 8, 1), publication_id",
            (expression,),
        )
        return [str(row[0]) for row in rows]

    def add_reading(self, reading: Reading) -> None:
        """Keep that an officer had a text open; in the transaction of its entry."""
        self._readings.add(reading)

    def readings(self, officer: str) -> Sequence[Reading]:
        """Return what an officer read here, the oldest first."""
        return self._readings.select("WHERE officer = ? ORDER BY id", (officer,))

    def add_pass(self, passed: TrainingPass) -> None:
        """Keep that the office knows of a passed quiz; the first day it was passed counts."""
        if self._passes.get(passed.officer, passed.publication_id, passed.version) is None:
            self._passes.put(passed)

    def passes(self, officer: str) -> Sequence[TrainingPass]:
        """Return what the office said an officer passed, on any laptop."""
        return self._passes.select("WHERE officer = ? ORDER BY passed_on", (officer,))


def _edition(row: Material) -> Edition:
    return Edition(row.body, row.withdrawn_on, row.withdrawn_reason)

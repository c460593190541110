"""Tables of the texts that the office published, and of who read them on this laptop."""

from __future__ import annotations

import hashlib

from outreach_app.domain.entries import encode
from outreach_app.domain.publications import NOTICE, OFFICERS
from outreach_app.domain.publishing_entries import PublicationPublished
from outreach_app.store.columns import INTEGER, TEXT, columns, create
from outreach_app.store.engine import Database, Migrations

materials = Migrations("materials")


@materials()
def v1_materials(db: Database) -> None:
    """Texts with their search index, and readings; the former notices become texts."""
    material = columns(TEXT, "publication_id withdrawn_on withdrawn_reason body")
    create(db, "materials", {"version": INTEGER} | material, ("publication_id", "version"))
    db.execute(
        "CREATE VIRTUAL TABLE materials_search USING fts5"
        "(publication_id UNINDEXED, title, text,"
        " tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')"
    )
    reading = columns(TEXT, "publication_id officer read_on")
    reading |= columns(INTEGER, "id version seconds finished")
    create(db, "readings", reading, "id")
    db.table("readings").create_index(["officer", "publication_id"])
    passed = columns(TEXT, "officer publication_id passed_on") | {"version": INTEGER}
    create(db, "training_passes", passed, ("officer", "publication_id", "version"))
    notices = db.execute(
        "SELECT title_id, title_en, text_id, text_en, valid_from, valid_to FROM notices"
    ).fetchall()
    for notice in notices:
        body = _as_text(*notice)
        db.execute(
            "INSERT INTO materials VALUES (1, ?, '', '', ?)",
            (body.publication_id, encode(body).decode()),
        )
    db.table("notices").drop()


def _as_text(
    title_id: str, title_en: str, text_id: str, text_en: str, valid_from: str, valid_to: str
) -> PublicationPublished:
    mark = hashlib.sha256(f"{valid_from}/{title_en}".encode()).hexdigest()[:12]
    return PublicationPublished(
        publication_id=f"notice-{mark}",
        version=1,
        kind=NOTICE,
        audience=OFFICERS,
        title={"id": title_id, "en": title_en},
        text={"id": text_id, "en": text_en},
        valid_from=valid_from,
        valid_to=valid_to,
        published_on=valid_from,
    )

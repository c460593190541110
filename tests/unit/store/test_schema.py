"""Migrations: once, whole, and never downwards."""

from dataclasses import fields

import pytest

from outreach_app.errors import EnvironmentProblem
from outreach_app.store import Store, rows, schema
from outreach_app.store.engine import Migrations, open_database


def test_migrating_again_changes_nothing(path, key, draft):
    first = Store(path, key)
    first.drafts.save(draft())
    applied = schema.laptop.applied(first._db)
    first.close()
    again = Store(path, key)
    assert schema.laptop.applied(again._db) == applied
    assert again.drafts.get("d-1") == draft()
    again.close()


def test_newer_database_is_refused_in_words_and_left_alone(path, key):
    store = Store(path, key)
    newer = Migrations("laptop")

    @newer()
    def v9_from_the_future(db):
        db.table("future").create({"id": int}, pk="id")

    newer.apply(store._db)
    store.close()
    before = path.read_bytes()
    with pytest.raises(EnvironmentProblem) as caught:
        Store(path, key)
    assert caught.value.code == "STORE_003"
    assert "newer version" in caught.value.text("en")
    assert path.read_bytes() == before


def test_failing_migration_leaves_the_former_version(path, key, monkeypatch, draft):
    store = Store(path, key)
    store.drafts.save(draft())
    store.close()
    broken = Migrations("laptop")
    broken._migrations = [*schema.laptop._migrations]

    @broken()
    def v2_fails_half_way(db):
        db.execute("DELETE FROM drafts")
        raise OSError("power")

    monkeypatch.setattr(schema, "laptop", broken)
    with pytest.raises(EnvironmentProblem):
        Store(path, key)
    monkeypatch.undo()
    again = Store(path, key)
    assert again.drafts.get("d-1") == draft()
    again.close()


def test_every_row_type_has_its_columns(path, key):
    db = open_database(path, key)
    schema.migrate(db)
    tables = {"drafts": rows.Draft, "records": rows.Record, "tickets": rows.Ticket}
    tables |= {"days": rows.Day, "forms": rows.StoredForm, "resources": rows.Resource}
    for name, row_type in (tables | {"materials": rows.Material, "readings": rows.Reading}).items():
        assert {f.name for f in fields(row_type)} <= set(db.table(name).columns_dict)
    db.close()

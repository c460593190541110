"""Databases of all versions still open, with everything in them."""

import shutil
from pathlib import Path

import pytest

from outreach_app.store import Store
from outreach_app.store.rows import Place
from sync.entry import Head, rehash

KEY = b"\x0b" * 32  # as in make.py
GOLDEN = sorted(Path(__file__).parent.glob("v*.sqlite"))


def schema(store):
    """Return what the tables look like, without what SQLite and FTS5 keep for themselves."""
    rows = store._db.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {name: " ".join(sql.split()) for name, sql in rows}


@pytest.fixture(params=GOLDEN, ids=lambda path: path.stem)
def upgraded(request, tmp_path):
    copy = tmp_path / "laptop.sqlite"
    shutil.copy(request.param, copy)
    store = Store(copy, KEY, create=False)
    yield store
    store.close()


def test_there_is_a_database_of_the_first_version():
    assert GOLDEN[0].stem == "v1"


def test_upgraded_database_is_whole_and_looks_like_a_new_one(upgraded, tmp_path):
    assert upgraded.check() == []
    new = Store(tmp_path / "new.sqlite", KEY)
    assert schema(upgraded) == schema(new)
    new.close()


def test_files_are_found_and_stand_where_they_stood(upgraded):
    first = upgraded.records.search("pajar bulan")[0]
    assert first.decision_paths == ("/data/kk",)
    assert first.warnings == ("/data/nik",)
    places = upgraded.records.places()
    assert [places[f"LB-26-D007-0000{n}-X"] for n in (1, 2, 3, 4)] == [
        Place.DECIDED,
        Place.AT_OFFICE,
        Place.UNSENT,
        Place.UNSENT,
    ]
    assert upgraded.numbers.last_serial() == 4


def test_feed_still_verifies_and_goes_on_where_it_was(upgraded):
    entries = upgraded.feed.entries_after(0, 100)
    assert [e.number for e in entries] == [1, 2, 3, 4, 5]
    assert all(rehash(e) == e.hash for e in entries)
    assert upgraded.feed.head() == Head(5, entries[-1].hash)
    marks = upgraded.feed.marks()
    assert (marks.office_epoch, marks.acknowledged, marks.safe) == (5, 3, 2)
    assert upgraded.feed.clock_offset_s() == 2
    assert [n.number for n in upgraded.news.pending(10)] == [2]


def test_day_queue_drafts_and_publications_are_there(upgraded):
    day = upgraded.days.current()
    assert day.officers == ("yulia", "budi")
    assert [t.ticket for t in upgraded.tickets.of_day(day.day_id)] == ["A-001", "A-002", "P-001"]
    assert upgraded.drafts.get("d-1").answers == '{"nama":"Sukardi"}'
    assert upgraded.slips.counts(day.day_id) == {"58mm": 1}
    assert upgraded.forms.get("paspor").attachments == {"a.csv": "x"}
    assert upgraded.resources.get("fees").text == "a = 1"
    (notice,) = (edition.body for (edition,) in upgraded.materials.all().values())
    assert (notice.kind, notice.title, notice.valid_from) == (
        "notice",
        {"id": "a", "en": "b"},
        "2026-11-01",
    )
    assert upgraded.settings.get("printer") == "58mm"

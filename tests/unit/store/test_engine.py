"""The door to SQLite: settings, wrong keys, damage, a second program."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

import outreach_app
from outreach_app.errors import EnvironmentProblem
from outreach_app.store import Store
from outreach_app.store.engine import open_database, translated

CODE_ROOT = Path(outreach_app.__file__).parent


def code_of(call):
    with pytest.raises(EnvironmentProblem) as caught:
        call()
    return caught.value.code


def noticed(path, key):
    """Tell whether opening or checking finds the damage."""
    try:
        store = Store(path, key)
    except EnvironmentProblem as problem:
        return problem.code == "STORE_002"
    found = store.check()
    store._db.close()
    return bool(found)


def pragma(db, name):
    return db.execute(f"PRAGMA {name}").fetchone()[0]


def test_sqlite_utils_runs_on_sqlcipher_and_catches_its_exceptions():
    check = (
        "import outreach_app.store, sqlite_utils.utils as u, sqlite_utils.db as d;"
        "import sqlcipher3.dbapi2 as s;"
        "assert u.sqlite3.OperationalError is s.OperationalError;"
        "assert d.OperationalError is s.OperationalError"
    )
    subprocess.run([sys.executable, "-c", check], check=True, timeout=60)


def test_sqlite_utils_imported_too_early_is_noticed():
    check = "import sqlite_utils, outreach_app.store"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, timeout=60)
    assert "imported before" in done.stderr


def test_only_the_engine_imports_sqlite_utils():
    pattern = re.compile(r"^\s*(import|from) (sqlite_utils|sqlcipher3|sqlite3|pysqlite3)\b", re.M)
    found = {p for p in CODE_ROOT.rglob("*.py") if pattern.search(p.read_text(encoding="utf-8"))}
    found = {p for p in found if p.parent.name in ("store", "casework", "identity", "field")}
    assert found == {CODE_ROOT / "store" / "engine.py"}


def test_settings_are_the_ones_we_promise(path, key):
    db = open_database(path, key)
    assert pragma(db, "journal_mode") == "wal"
    assert pragma(db, "synchronous") == 2
    assert pragma(db, "foreign_keys") == 1
    assert pragma(db, "secure_delete") == 1
    assert pragma(db, "busy_timeout") >= 1000
    assert pragma(db, "cipher_version")
    db.close()


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
def test_files_are_for_this_user_only(store, path):
    assert {p.stat().st_mode & 0o777 for p in path.parent.iterdir()} == {0o600}


def test_every_short_key_is_a_mistake_of_ours(path):
    with pytest.raises(ValueError, match="32"):
        open_database(path, b"short")


def test_wrong_key_opens_nothing_changes_nothing_and_prints_nothing(path, key, capfd):
    Store(path, key).close()
    before = path.read_bytes()
    assert code_of(lambda: Store(path, bytes(32))) == "STORE_001"
    assert path.read_bytes() == before
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("place", [0, 100, 4000])
def test_damaged_first_page_is_not_taken_for_a_wrong_key(path, key, place):
    Store(path, key).close()
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)
    # The first 16 bytes are the salt of every page: nothing authenticates without them.
    assert code_of(lambda: Store(path, key)) == ("STORE_001" if place < 16 else "STORE_002")


def test_damage_in_any_page_is_noticed(path, key):
    Store(path, key).close()
    data = path.read_bytes()
    for page in range(1, len(data) // 4096):
        damaged = bytearray(data)
        damaged[page * 4096 + 77] ^= 4
        path.write_bytes(damaged)
        assert noticed(path, key), page


def test_whole_file_has_nothing_to_report(store):
    assert store.check() == []


def test_second_program_is_refused_with_a_reason_before_anything_is_written(path, key):
    Store(path, key).close()
    first = Store(path, key)
    assert code_of(lambda: Store(path, key)) == "STORE_004"
    assert not path.with_name(f"{path.name}-shm").exists()
    first.close()


def test_missing_file_is_not_made_anew_behind_the_back(path, key):
    assert code_of(lambda: Store(path, key, create=False)) == "STORE_006"
    assert not path.exists()


def test_missing_folder_is_a_problem_not_a_crash(path, key):
    assert code_of(lambda: Store(path.parent / "none" / "x", key)) == "STORE_008"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes anywhere")
def test_read_only_file_is_refused(path, key):
    Store(path, key).close()
    path.chmod(0o400)
    assert code_of(lambda: Store(path, key)) == "STORE_005"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("database or disk is full", "STORE_007"),
        ("disk I/O error", "STORE_008"),
        ("attempt to write a readonly database", "STORE_005"),
        ("database disk image is malformed", "STORE_002"),
    ],
)
def test_driver_errors_become_problems(text, code):
    def fail():
        with translated():
            raise driver.OperationalError(text)

    assert code_of(fail) == code


def test_mistakes_of_ours_pass_through_the_translation(store):
    with pytest.raises(driver.OperationalError, match="syntax"), translated():
        store._db.execute("SELEKT 1")


def test_full_disk_says_so_and_keeps_what_was_saved(store, draft):
    store.drafts.save(draft())
    pages = store._db.execute("PRAGMA page_count").fetchone()[0]
    store._db.execute(f"PRAGMA max_page_count = {pages}").fetchall()

    def fill():
        with store.transaction():
            store.drafts.save(draft(draft_id="d-2", answers="x" * 100_000))

    assert code_of(fill) == "STORE_007"
    assert [d.draft_id for d in store.drafts.all()] == ["d-1"]
    store._db.execute("PRAGMA max_page_count = 1000000").fetchall()
    store.drafts.save(draft(draft_id="d-2", answers="x" * 100_000))
    assert len(store.drafts.all()) == 2

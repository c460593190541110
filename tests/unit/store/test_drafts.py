"""Drafts: saved as typed, back after a sudden end."""

import os
import subprocess
import sys

from outreach_app.store import Store


def test_draft_comes_back_as_it_was_saved(store, draft):
    row = draft(answers='{"nama": "Ma\'ruf \\u0001"}', at_path="/data/nama", ticket="A-014")
    store.drafts.save(row)
    assert store.drafts.get("d-1") == row


def test_saving_again_replaces(store, draft):
    store.drafts.save(draft(answers="{}"))
    store.drafts.save(draft(answers='{"a":"1"}', officer="budi"))
    assert store.drafts.all() == [draft(answers='{"a":"1"}', officer="budi")]


def test_last_touched_comes_first(store, draft):
    for number, ms in enumerate((5, 9, 7)):
        store.drafts.save(draft(draft_id=str(number), updated_ms=ms))
    assert [d.draft_id for d in store.drafts.all()] == ["1", "2", "0"]


def test_removed_draft_is_gone(store, draft):
    store.drafts.save(draft())
    assert store.drafts.remove("d-1")
    assert not store.drafts.remove("d-1")
    assert store.drafts.get("d-1") is None


def test_each_save_is_durable_when_it_returns(path, key, draft):
    script = (
        "import os, sys; from pathlib import Path; from outreach_app.store import Store;"
        "from outreach_app.store.rows import Draft;"
        "s = Store(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]));"
        "s.drafts.save(Draft(draft_id='k', officer='', service='', form_id='', form_version='',"
        " day_id='', pekon='', answers='typed'));"
        "os.kill(os.getpid(), 9)"
        if sys.platform != "win32"
        else ""
    )
    subprocess.run(
        [sys.executable, "-c", script, str(path), key.hex()],
        check=False,
        timeout=60,
        env=os.environ,
    )
    store = Store(path, key, create=False)
    assert store.drafts.get("k").answers == "typed"
    store.close()

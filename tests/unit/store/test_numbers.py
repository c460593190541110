"""Local numbers: no two files share one, whatever is rolled back or dies."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach_app.store import Store
from tests.unit.store.conftest import KEY


class Fault(Exception):
    pass


def rolled_back(store):
    try:
        with store.transaction():
            store.numbers.next_serial()
            raise Fault
    except Fault:
        return


def test_serial_needs_the_finishing_transaction(store):
    with pytest.raises(RuntimeError):
        store.numbers.next_serial()


@settings(max_examples=25, deadline=None)
@given(steps=st.lists(st.sampled_from(["finish", "roll back", "inner roll back", "reopen"])))
def test_serials_rise_by_one_without_gap_or_repeat(tmp_path_factory, begun, steps):
    path = Path(shutil.copy(begun, tmp_path_factory.mktemp("serial")))
    store, given_out = Store(path, KEY), []
    for step in steps:
        if step == "reopen":
            store.close()
            store = Store(path, KEY, create=False)
        elif step == "finish":
            with store.transaction():
                given_out.append(store.numbers.next_serial())
        elif step == "roll back":
            rolled_back(store)
        else:
            with store.transaction():
                given_out.append(store.numbers.next_serial())
                rolled_back(store)
    assert given_out == list(range(1, len(given_out) + 1))
    assert store.numbers.last_serial() == len(given_out)
    store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
@pytest.mark.parametrize("committed", [True, False])
def test_crash_returns_only_the_serial_of_an_unfinished_file(path, key, committed):
    script = (
        "import os, sys; from pathlib import Path; from outreach_app.store import Store\n"
        "s = Store(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))\n"
        "with s.transaction():\n"
        "    s.numbers.next_serial()\n"
        "    if sys.argv[3] == 'False': os.kill(os.getpid(), 9)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    words = [sys.executable, "-c", script, str(path), key.hex(), str(committed)]
    subprocess.run(words, check=False, timeout=60)
    store = Store(path, key)
    assert store.numbers.last_serial() == int(committed)
    store.close()

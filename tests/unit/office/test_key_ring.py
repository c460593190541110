"""Two processes change the keys at once; none takes away what the other has just added."""

import threading

import pytest

from outreach_app.identity import CHEAP
from outreach_app.office import key_ring
from outreach_app.office.key_ring import KeyRing
from outreach_app.office.keyfile import read_keys, write_keys
from sync.keys import KEY_SIZE, OfficeKeys
from tests.unit.office.conftest import seeded

WRITERS, EACH = 4, 5


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "keys.json"
    keys = OfficeKeys.generate(seeded(1), 1)
    write_keys(made, keys, "", random=seeded(1), cost=CHEAP)
    return made


def add_from_many(path):
    """Each writer has a ring of its own, as each process has."""

    def add(serial):
        ring = KeyRing.read(path, "", CHEAP)
        random = seeded(serial)
        for _ in range(EACH):
            seed = random(KEY_SIZE)
            ring.change(lambda keys, seed=seed: with_seed(keys, seed), random)

    threads = [threading.Thread(target=add, args=(serial,)) for serial in range(2, 2 + WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(read_keys(path, "").sealing_seeds)


def with_seed(keys, seed):
    return OfficeKeys(
        keys.office_id,
        keys.office_epoch,
        keys.signing_seed,
        (*keys.sealing_seeds, seed),
        keys.root_key,
        keys.recovery_key,
    )


def test_no_key_is_lost(path):
    assert add_from_many(path) == 1 + WRITERS * EACH


def test_twin_without_turns_keys_are_lost(path, monkeypatch):
    from contextlib import nullcontext

    waited = threading.Event()

    def slowly(path, keys, passphrase, **more):
        waited.wait(0.002)
        real(path, keys, passphrase, **more)

    real = key_ring.write_keys
    monkeypatch.setattr(key_ring, "turn", lambda _path: nullcontext())
    monkeypatch.setattr(key_ring, "write_keys", slowly)
    monkeypatch.setattr(threading, "excepthook", lambda _args: None)  # a torn name is a loss, too
    assert add_from_many(path) < 1 + WRITERS * EACH


def test_what_changes_nothing_writes_nothing(path):
    ring, before = KeyRing.read(path, "", CHEAP), path.stat().st_ino
    ring.change(lambda keys: keys, seeded(1))
    assert path.stat().st_ino == before

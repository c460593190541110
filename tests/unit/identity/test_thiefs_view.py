"""What somebody finds who has the whole profile folder and no passphrase (reliability R21)."""

import base64
import json

import pytest

from outreach_app.errors import EnvironmentProblem
from outreach_app.identity import unlock
from outreach_app.store import StoreThread
from outreach_app.store.rows import Draft, Record
from sync.entry import next_entry

CANARIES = ("Fajar Bulan Rembulan", "1804041708909901", "Ngatiyem Binti Sukarjo", "PASPOR-HILANG")


def forms_of(secret):
    """Yield a secret the ways it could stand in a file."""
    raw = secret if isinstance(secret, bytes) else secret.encode()
    yield raw
    yield raw.hex().encode()
    yield raw.hex().upper().encode()
    yield base64.b64encode(raw).rstrip(b"=")
    yield base64.urlsafe_b64encode(raw).rstrip(b"=")
    if isinstance(secret, str):
        yield secret.lower().encode()
        yield secret.encode("utf-16-le")
        yield "".join(secret.lower().split()).encode()


def found_in(folder, secrets):
    """Return which secrets stand in which file."""
    files = {p.name: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    return {
        (n, s) for n, data in files.items() for s in secrets if any(f in data for f in forms_of(s))
    }


def fill(store, feed_id):
    store.feed.begin(feed_id)
    answers = json.dumps({"nama": CANARIES[0], "nik": CANARIES[1]})
    facts = {"service": "PAS", "form_id": "p", "form_version": "1", "day_id": "D", "pekon": "P"}
    store.drafts.save(Draft(draft_id="d", officer="y", answers=CANARIES[2], **facts))
    with store.transaction():
        entry = next_entry(
            store.feed.feed_id,
            store.feed.head(),
            time_ms=1,
            clock_offset_s=0,
            author="yulia",
            kind="record.finished",
            body=(answers + CANARIES[3]).encode(),
            salt=bytes(16),
        )
        store.feed.append(entry)
        store.records.add(
            Record(
                number="LB-26-D007-00001-X",
                instance_id="uuid:1",
                entry_number=1,
                head=entry.hash.hex(),
                check_code="ABCDEFGH",
                officer="y",
                name=CANARIES[0],
                nik=CANARIES[1],
                answers=answers,
                finished_ms=1,
                **facts,
            )
        )


def secrets_of(unlocked, passphrase):
    keys = unlocked.device_keys
    return (*CANARIES, unlocked.database_key, keys.signing_seed, keys.sealing_seed, passphrase)


def test_profile_shows_no_name_no_nik_and_no_key(profile, unlocked, passphrase):
    secrets = secrets_of(unlocked, passphrase)
    with StoreThread(profile.laptop_database, unlocked.database_key) as thread:
        thread.run(lambda store: fill(store, unlocked.certificate.feed_id))
        names = {p.name for p in profile.folder.iterdir()}
        assert {"laptop.json", "laptop.sqlite", "laptop.sqlite-wal"} <= names
        assert found_in(profile.folder, secrets) == set()
    assert found_in(profile.folder, secrets) == set()


def test_the_search_finds_what_is_not_encrypted(profile, unlocked, passphrase, tmp_path):
    """The known-bad twin: a leaky file of each sort is caught."""
    for number, secret in enumerate(secrets_of(unlocked, passphrase)):
        raw = secret if isinstance(secret, bytes) else secret.encode()
        for ending, data in (("raw", raw), ("b64", base64.b64encode(b"x" * 3 + raw))):
            folder = tmp_path / f"{number}-{ending}"
            folder.mkdir()
            (folder / "leak").write_bytes(b"..." + data + b"...")
            assert found_in(folder, [secret]) == {("leak", secret)}


def test_wrong_passphrase_or_key_opens_no_database(profile, unlocked, passphrase):
    with StoreThread(profile.laptop_database, unlocked.database_key) as thread:
        thread.run(lambda store: fill(store, unlocked.certificate.feed_id))
    again = unlock(profile, "yulia", passphrase)
    with StoreThread(profile.laptop_database, again.database_key, create=False) as thread:
        assert thread.run(lambda store: store.records.search("pajar"))[0].nik == CANARIES[1]
    with pytest.raises(EnvironmentProblem) as caught:
        StoreThread(profile.laptop_database, again.device_keys.signing_seed, create=False)
    assert caught.value.code == "STORE_001"

"""A store on a real encrypted file, and rows to put into it."""

import shutil
from dataclasses import replace

import pytest

from outreach_app.store import Store
from outreach_app.store.rows import Draft, Record
from sync.entry import next_entry
from sync.receipt import Receipt

KEY = bytes(range(32))
FEED = b"f" * 32

DRAFT = Draft(
    draft_id="d-1",
    officer="yulia",
    service="PAS-BARU",
    form_id="paspor",
    form_version="2026112401",
    day_id="D007-2026-11-24-1",
    pekon="18.04.04.2001",
)
RECORD = Record(
    number="LB-26-D007-00042-K",
    instance_id="uuid:1",
    entry_number=1,
    head="ab" * 32,
    check_code="7Q2MABCD",
    service="PAS-BARU",
    form_id="paspor",
    form_version="2026112401",
    day_id="D007-2026-11-24-1",
    pekon="18.04.04.2001",
    ticket="A-014",
    officer="YL",
    name="Fajar Bulan",
    nik="1804041708909901",
    answers="{}",
    finished_ms=1_795_500_000_000,
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "laptop.sqlite"


@pytest.fixture
def key():
    return KEY


@pytest.fixture(scope="session")
def begun(tmp_path_factory):
    """A store with its feed begun, made once; each test opens a copy of the file."""
    path = tmp_path_factory.mktemp("store") / "laptop.sqlite"
    opened = Store(path, KEY)
    opened.feed.begin(FEED)
    opened.close()
    return path


@pytest.fixture
def store(path, begun):
    shutil.copy(begun, path)
    opened = Store(path, KEY)
    yield opened
    opened.close()


@pytest.fixture
def draft():
    return lambda **facts: replace(DRAFT, **facts)


@pytest.fixture
def record():
    return lambda **facts: replace(RECORD, **facts)


@pytest.fixture
def append(store):
    """Append an entry to the own feed and return it."""

    def do(kind="record.finished", body=b"{}", time_ms=1):
        entry = next_entry(
            store.feed.feed_id,
            store.feed.head(),
            time_ms=time_ms,
            clock_offset_s=0,
            author="yulia",
            kind=kind,
            body=body,
            salt=bytes(16),
        )
        store.feed.append(entry)
        return entry

    return do


@pytest.fixture
def acknowledge(store):
    """Let a receipt say that the office has entries up to a number."""

    def do(number, epoch=1):
        digest = store.feed.hash_at(number)
        store.feed.record_receipt(
            Receipt(bytes(16), epoch, store.feed.feed_id, number, digest, 0, bytes(64))
        )

    return do

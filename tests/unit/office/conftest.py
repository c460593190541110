"""A real office on a set clock, and laptops that write real entries into its ledger."""

from __future__ import annotations

import itertools
import os
import random as random_module
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import create_engine, text

from outreach_app.clock import SetClock
from outreach_app.domain import entries as e
from outreach_app.domain.case_entries import CASE_MOVED, CaseMoved
from outreach_app.domain.numbering import local_number
from outreach_app.office.clerks import SignedIn
from outreach_app.office.enrolment import enrol, new_code
from outreach_app.office.keyfile import Argon2Cost
from outreach_app.office.office import Office, Rules
from outreach_app.office.projection import project
from outreach_app.office.setup import create_office, open_office
from outreach_app.office.tables import metadata
from outreach_app.officeapi import messages as m
from sync.entry import Entry, Head, next_entry
from sync.keys import DeviceCertificate, DeviceKeys
from sync.storage import DeviceFeed, Evidence

MORNING_MS = 1_795_500_000_000
"""24-11-2026, 13.00 WIB."""
CHEAP = Rules(cost=Argon2Cost(memory_kib=8, passes=1, lanes=1))
HEAD = SignedIn("budi", "Budi", "kepala")
FIRST = m.NewClerk(clerk="budi", name="Budi", role="kepala", passphrase="kopi pagi liwa")


def seeded(seed: int) -> Callable[[int], bytes]:
    source = random_module.Random(seed)
    return source.randbytes


@pytest.fixture
def clock() -> SetClock:
    return SetClock(MORNING_MS)


def made_in(folder: Path, clock: SetClock, database_url: str = "") -> Office:
    return create_office(
        folder,
        clock=clock,
        random=seeded(1),
        name="Kantor Latihan",
        first_clerk=FIRST,
        rules=CHEAP,
        database_url=database_url,
    )


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office made once; tests open a copy, as after a restart."""
    folder = tmp_path_factory.mktemp("template") / "office"
    made_in(folder, SetClock(MORNING_MS)).close()
    return folder


@pytest.fixture
def office_folder(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "office"))


@pytest.fixture
def office(office_folder: Path, clock: SetClock) -> Iterator[Office]:
    if url := os.environ.get("TEST_DATABASE_URL", ""):
        empty(url)
        opened = made_in(office_folder.with_name("elsewhere"), clock, url)
    else:
        opened = open_office(office_folder, clock=clock, random=seeded(2), rules=CHEAP)
    yield opened
    opened.close()


def empty(url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        metadata.drop_all(connection)
        connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
    engine.dispose()


@dataclass
class Laptop:
    """A laptop that hands its entries straight to the ledger, as an exchange would."""

    office: Office
    clock: SetClock
    device: str
    feed_id: bytes
    keys: DeviceKeys
    head: Head
    serial: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    unsent: list[Entry] = field(default_factory=list)

    def write(self, kind: str, body: e.Body) -> Entry:
        return self.write_bytes(kind, e.encode(body))

    def write_bytes(self, kind: str, body: bytes) -> Entry:
        one = next_entry(
            self.feed_id,
            self.head,
            time_ms=self.clock.now_ms(),
            clock_offset_s=0,
            author="ry",
            kind=kind,
            body=body,
            salt=self.head.number.to_bytes(16),
        )
        self.head = one.head
        self.unsent.append(one)
        return one

    def open_day(self, day_id: str = "") -> str:
        day_id = day_id or f"{self.device}-2026-11-24-1"
        body = e.DayOpened(
            day_id=day_id, pekon="18.04.04.2001", date="2026-11-24", officers=("ry",)
        )
        self.write(e.DAY_OPENED, body)
        return day_id

    def number(self) -> str:
        return str(local_number(2026, self.device, next(self.serial)))

    def finish(self, day_id: str, **changes: object) -> e.RecordFinished:
        number = str(changes.pop("number", "") or self.number())
        nik = str(changes.pop("nik", f"18040457089{int(number.split('-')[3]):05d}"))
        answers = {"identitas": {"nik": nik, "nama": changes.pop("name", "NGATIYEM")}}
        facts: dict[str, object] = {
            "instance_id": f"uuid:{self.device}-{self.head.number}",
            "number": number,
            "check_code": "7KQ4M2XP",
            "service": "PAS-BARU",
            "form_id": "paspor",
            "form_version": "2026112401",
            "day_id": day_id,
            "pekon": "18.04.04.2001",
            "language": "id",
            "officer": "ry",
            "answers": msgspec.Raw(msgspec.json.encode(answers)),
        }
        body = e.RecordFinished(**(facts | changes))  # type: ignore[arg-type]
        self.write(e.RECORD_FINISHED, body)
        return body

    def close_day(self, day_id: str, files: list[e.RecordFinished], **changes: object) -> Entry:
        forms: dict[tuple[str, str], int] = {}
        for file in files:
            forms[file.form_id, file.form_version] = (
                forms.get((file.form_id, file.form_version), 0) + 1
            )
        facts: dict[str, object] = {
            "day_id": day_id,
            "pekon": "18.04.04.2001",
            "date": "2026-11-24",
            "first": 1,
            "last": self.head.number,
            "head": self.head.hash.hex(),
            "forms": tuple(e.FormCount(*form, count) for form, count in forms.items()),
            "numbers": tuple(file.number for file in files),
        }
        return self.write(e.DAY_CLOSED, e.DayClosed(**(facts | changes)))  # type: ignore[arg-type]

    def send(self, *, project_now: bool = True) -> None:
        entries, self.unsent = self.unsent, []
        if entries:
            self.deliver(entries)
        if project_now:
            project(self.office, self.feed_id)

    def deliver(self, entries: list[Entry]) -> None:
        with self.office.ledger.arriving() as tx:
            feed = tx.lock_feed(self.feed_id)
            digest = entries[0].hash
            tx.store(self.feed_id, entries, Evidence(b"outer", digest, bytes(64)), held=False)
            tx.set_feed(self.feed_id, DeviceFeed(entries[-1].head, feed.safe))

    def told(self, kind: str) -> list[e.Body]:
        """What the office wrote for this laptop."""
        kinds: dict[str, type[e.Body]] = {
            e.INTAKE_JUDGED: e.IntakeJudged,
            e.CASE_DECIDED: e.CaseDecided,
            CASE_MOVED: CaseMoved,
        }
        with self.office.ledger.reading() as tx:
            feed = tx.office_feeds(self.feed_id)[0]
            entries = tx.office_entries_after(feed.feed_id, 0, 10_000)
        return [e.decode(one.body or b"", kinds[kind]) for one in entries if one.kind == kind]


def enrol_laptop(office: Office, clock: SetClock, seed: int = 7) -> Laptop:
    keys = DeviceKeys.generate(seeded(seed))
    code = new_code(office, m.NewCode(unit="Tim 1"), HEAD).code
    request = m.EnrolRequest(
        code=code,
        signing_key=keys.signing_key,
        sealing_key=keys.sealing_key,
        laptop_name=f"Laptop {seed}",
    )
    answer = enrol(office, request)
    feed_id = DeviceCertificate.decode(answer.certificate).feed_id
    return Laptop(office, clock, answer.device, feed_id, keys, Head(0, feed_id))


@pytest.fixture
def head() -> SignedIn:
    """Head of the office."""
    return HEAD


@pytest.fixture
def clerk() -> SignedIn:
    """A clerk at the desk."""
    return SignedIn("sari", "Sari", "petugas_meja")


@pytest.fixture
def publisher() -> SignedIn:
    """Forms and laptops."""
    return SignedIn("tono", "Tono", "penerbit")


@pytest.fixture
def auditor() -> SignedIn:
    """Reads, decides nothing."""
    return SignedIn("ani", "Ani", "auditor")


@pytest.fixture
def cheap() -> Rules:
    """Rules with a passphrase that costs nothing."""
    return CHEAP


@pytest.fixture
def another_laptop(office: Office, clock: SetClock) -> Laptop:
    """A second laptop."""
    return enrol_laptop(office, clock, seed=8)


@pytest.fixture
def laptop(office: Office, clock: SetClock) -> Laptop:
    return enrol_laptop(office, clock)

"""A file erased on request: not a byte of the person is left on any disk (decisions A12)."""

import secrets
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
import sqlcipher3.dbapi2
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from outreach_app import identity
from outreach_app.casework import open_laptop, scans
from outreach_app.casework.balance import day_balance
from outreach_app.casework.slips import slip_facts
from outreach_app.clock import SystemClock
from outreach_app.errors import UserProblem
from outreach_app.office import engine as office_engine
from outreach_app.office.projection import rebuild
from outreach_app.office.verifying import verify_feeds
from outreach_app.officeapi import erasure_messages as em
from outreach_app.officeapi import messages as m
from outreach_app.officeapi.client import OfficeClient
from outreach_app.officeapi.erasure_client import ErasureClient
from outreach_app.officeapi.scans_client import ScanCalls
from outreach_app.practice import office_day
from outreach_app.practice.answers import fill
from outreach_app.practice.people import People
from outreach_app.practice.scans import allow_scans, take_scans
from outreach_app.practice.village_day import PEKON
from outreach_app.store import engine as store_engine
from outreach_app.store.engine import Database
from outreach_app.store.removals import RemovalRoom
from sync.entry import commit

PAGE, RESERVE = 4096, 80
REASON = "Alasan panjang tentang KANARI-SATU di loket"


def pages_in_clear(path, key):
    """Decrypt every SQLCipher page of a database or its log, freed ones too."""
    data = path.read_bytes()
    if path.name.endswith("-wal"):
        frames = range(32, len(data), PAGE + 24)
        pages = [data[at + 24 : at + 24 + PAGE] for at in frames]
    else:
        pages = [data[at : at + PAGE] for at in range(0, len(data), PAGE)]
    clear = []
    for page in pages:
        if len(page) < PAGE:
            continue
        nonce = page[PAGE - RESERVE : PAGE - RESERVE + 16]
        start = 16 if page is pages[0] and not path.name.endswith("-wal") else 0
        body = page[start : PAGE - RESERVE]
        cipher = Cipher(algorithms.AES(key), modes.CBC(nonce)).decryptor()
        clear.append(cipher.update(body) + cipher.finalize())
    return b"".join(clear)


def all_bytes(folder, key):
    """Return file -> bytes of everything below a folder; the laptop's database in clear."""
    found = {}
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        data = path.read_bytes()
        if path.name.startswith("laptop.sqlite") and data:
            data += pages_in_clear(path, key)
        found[path.name] = data
    return found


def where(words, *folders):
    """Return which word is in which file."""
    key, *rest = folders
    return sorted(
        f"{word[:24]} in {name}"
        for folder in rest
        for name, data in all_bytes(folder, key).items()
        for word in words
        if word in data
    )


class Day:
    """A day with several files, of which one is erased later."""

    def __init__(self, practice, tmp_path):
        self.office, self.laptop, self.post, self.profile = practice
        self.folder = tmp_path
        self.clerk = OfficeClient(self.office.url)
        self.clerk.sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)
        allow_scans(self.clerk)
        self.laptop.sync_now(self.post)
        self.day = self.laptop.open_day(PEKON).day_id
        people = [p for p in People(11, self.laptop.place.today(), PEKON).draw(60) if not p.edge]
        self.people = [p for p in people if p.service == "PAS-BARU"][:4]
        self.people[2] = replace(self.people[2], name="Kanariwati Sukmaningrum")
        self.numbers = [self.take(person) for person in self.people]
        take_scans(self.laptop, 4, seed=9)
        self.profile.slips_folder.mkdir(exist_ok=True)
        slip = self.profile.slips_folder / f"{self.numbers[2]}-58mm.pdf"
        slip.write_bytes(b"%PDF " + self.people[2].name.encode())
        self.laptop.close_day()
        self.laptop.sync_now(self.post)
        self.decide(self.numbers[2])
        self.laptop.sync_now(self.post)
        self.key = identity.unlock(
            self.profile, office_day.OFFICER.officer_id, office_day.OFFICER_PASSPHRASE
        ).database_key

    def take(self, person):
        file = self.laptop.start_file(person.service)
        fill(file, person, self.laptop.place.today())
        return file.finish(similar_reason="Sudah dibandingkan").number

    def decide(self, number):
        record = self.clerk.case(number)
        newest = next(r for r in record.revisions if r.newest)
        decide = m.Decide(
            decision_id=secrets.token_hex(8),
            number=number,
            instance_id=newest.instance_id,
            state="tidak_dapat_diproses",
            reason=REASON,
        )
        self.clerk.decide(decide)
        self.clerk.reply(record.batch_id)

    def words(self, at):
        """What nobody may find: name, NIK, the clerk's reason, the scan's key and picture."""
        (scan,) = scans.scans_of(self.laptop.place, self.numbers[at])
        picture = scans.picture_of(self.profile.scans_folder, scan)
        person = self.people[at]
        sealed = (self.profile.scans_folder / scan.blob_id.hex()).read_bytes()
        said = [person.nik.encode(), person.name.encode()]
        return [*said, picture[100:132], scan.key, sealed[1000:1032]]

    def erase(self, at, confirm=None):
        number = self.numbers[at]
        wanted = em.Erase(
            erasure_id=secrets.token_hex(8),
            basis="permintaan",
            asked_on=self.laptop.place.today().isoformat(),
            confirm=number if confirm is None else confirm,
        )
        return ErasureClient(self.clerk).erase(number, wanted)

    def found(self, words):
        return where(words, self.key, self.folder)


@pytest.fixture
def day(practice, tmp_path):
    return Day(practice, tmp_path)


def test_not_a_byte_is_left_and_everything_else_holds(day):
    words = [*day.words(2), REASON.encode()]
    others = [day.people[3].nik.encode()]
    before = day.found(words)
    assert {line.split(" in ")[1].split("-")[0] for line in before} >= {
        "office.sqlite",
        "laptop.sqlite",
    }
    erased = day.erase(2)
    assert (erased.clean, erased.waiting) == (True, (day.laptop.device,))
    day.laptop.sync_now(day.post)
    assert day.found(words) == []
    assert day.found(others), "the others are still there"
    day.laptop.sync_now(day.post)
    assert ErasureClient(day.clerk).listed()[0].waiting == (), "it said so when it next called"

    table = day.clerk.batch(f"{day.laptop.device}.{day.day}").table
    assert (table.balanced, table.files.received, table.scans.missing) == (True, 4, 0)
    assert day_balance(day.laptop.place, day.day).differences == ()
    assert [feed.why for feed in verify_feeds(day.office.office).feeds] == [""]
    chain = day.laptop.place.run(lambda store: store.feed.entries_after(0, 10_000))
    assert all(one.body is None or commit(one.salt, one.body) == one.commitment for one in chain)
    assert sum(one.body is None for one in chain) == 2, "the file and its scan"
    assert day.laptop.search(day.people[2].name) == ()
    assert ScanCalls(day.clerk).of_file(day.numbers[2]) == ()
    assert ScanCalls(day.clerk).missing() == ()


def test_projections_made_again_are_the_same(day):
    day.erase(2)
    before = day.clerk.batch(f"{day.laptop.device}.{day.day}")
    rebuild(day.office.office)
    after = day.clerk.batch(f"{day.laptop.device}.{day.day}")
    assert after.records == before.records
    assert after.table == before.table


def code_of(act):
    with pytest.raises(UserProblem) as caught:
        act()
    return caught.value.code


def test_it_is_confirmed_twice_and_has_a_ground(day):
    assert code_of(lambda: day.erase(2, confirm="")) == "ERASE_001"
    assert code_of(lambda: day.erase(2, confirm=day.numbers[1])) == "ERASE_001"
    number, calls = day.numbers[2], ErasureClient(day.clerk)
    right = em.Erase(erasure_id="x", basis="permintaan", asked_on="2026-11-01", confirm=number)
    for change, code in (
        ({"basis": "karena"}, "ERASE_002"),
        ({"asked_on": "kemarin"}, "ERASE_003"),
        ({"asked_on": "2099-01-01"}, "ERASE_003"),
    ):
        wrong = msgspec.structs.replace(right, **change)
        assert code_of(lambda wrong=wrong: calls.erase(number, wrong)) == code
    assert code_of(lambda: calls.erase("LB-26-D999-00001-X", right)) in ("ERASE_001", "OFFICE_007")
    assert day.laptop.file(number).name == day.people[2].name


def test_twice_is_once_and_the_laptop_says_what_is_left(day):
    day.erase(2)
    day.erase(2)
    assert len(ErasureClient(day.clerk).listed()) == 1
    day.laptop.sync_now(day.post)
    number = day.numbers[2]
    assert code_of(lambda: slip_facts(day.laptop.place, number)) == "ERASE_004"
    day.laptop.open_day(PEKON)
    assert code_of(lambda: day.laptop.correct(number)) == "ERASE_004"
    assert day.laptop.file(number).answers == "{}"


def test_a_correction_that_comes_late_brings_nobody_back(day):
    day.laptop.open_day(PEKON)
    file = day.laptop.correct(day.numbers[2])
    file.finish(similar_reason="Sudah dibandingkan")
    words = day.words(2)
    day.erase(2)
    day.laptop.sync_now(day.post)
    day.laptop.sync_now(day.post)
    assert [line for line in day.found(words) if "office" in line] != [], "caught, not yet clean"
    from outreach_app.office import erasure

    erasure.clean(day.office.office)
    assert day.found(words) == []
    assert day.laptop.sync_state().unsent_entries == 0


def test_a_stop_before_cleaning_is_made_up_for_at_the_next_start(day, monkeypatch):
    words = day.words(2)
    from outreach_app.casework import office_life

    monkeypatch.setattr(office_life.removal, "clean", lambda _: False)
    day.erase(2)
    day.laptop.sync_now(day.post)
    assert any("laptop" in line or ".sqlite-wal" in line for line in day.found(words))
    monkeypatch.undo()
    day.laptop.lock()
    again = open_laptop(
        day.profile,
        office_day.OFFICER.officer_id,
        office_day.OFFICER_PASSPHRASE,
        clock=SystemClock(),
        random=secrets.token_bytes,
    )
    try:
        assert day.found(words) == []
    finally:
        again.lock()


def test_a_disk_that_is_full_while_pages_are_written_anew_is_made_up_for(day, monkeypatch):
    words, real = day.words(2), Database.execute

    def full(db, sql, parameters=None):
        if sql == "VACUUM":
            raise sqlcipher3.dbapi2.OperationalError("database or disk is full")
        return real(db, sql, parameters)

    monkeypatch.setattr(Database, "execute", full)
    day.erase(2)
    day.laptop.sync_now(day.post)
    monkeypatch.undo()
    assert day.laptop.place.run(lambda store: store.removals.left_over()).pages
    day.laptop.sync_now(day.post)
    assert day.found(words) == []
    assert not day.laptop.place.run(lambda store: store.removals.left_over()).pages


BAD = {
    "pages are not written anew": (office_engine.Database, "scrub", lambda _: True),
    "the laptop keeps its traces": (RemovalRoom, "cleaned", lambda *_: None),
    "bodies stay": (RemovalRoom, "_empty", lambda *_: 0),
}


@pytest.mark.parametrize("what", sorted(BAD))
def test_a_lazy_erasure_would_be_caught(day, monkeypatch, what):
    """The known-bad twins."""
    words = [*day.words(2), REASON.encode()]
    monkeypatch.setattr(*BAD[what])
    day.erase(2)
    day.laptop.sync_now(day.post)
    assert day.found(words) != []


def test_both_databases_are_told_to_overwrite_what_is_deleted():
    assert "secure_delete = ON" in store_engine._PRAGMAS
    assert "secure_delete=ON" in Path(office_engine.__file__).read_text()

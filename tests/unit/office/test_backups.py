"""Backups: read back, sealed to the root, and only then called safe."""

import io
import os
import shutil
import sqlite3
import subprocess
import sys

import pytest
from sqlalchemy import select

from outreach_app.cli import main as cli
from outreach_app.cli.office_folder import at_work
from outreach_app.errors import EnvironmentProblem, OutreachError
from outreach_app.office import backups
from outreach_app.office.backup_file import Sealer
from outreach_app.office.backups import back_up
from outreach_app.office.enrolment import enrol, new_code
from outreach_app.office.file_turn import turn
from outreach_app.office.restoring import restore
from outreach_app.office.root import FILE, Root, joined, read_root, shares
from outreach_app.office.safe_marks import raise_safe
from outreach_app.office.setup import DATABASE, KEYS, create_office, open_office
from outreach_app.office.tables import decision, device, device_feed, session
from outreach_app.officeapi import messages as m
from sync.blob import seal_blob
from tests.unit.office.conftest import CHEAP, FIRST, HEAD, seeded


def marks(office):
    with office.ledger.reading() as tx:
        return dict(tx.connection.execute(select(device_feed.c.feed_id, device_feed.c.safe)).all())


def refused(act):
    with pytest.raises(OutreachError) as caught:
        act()
    return caught.value.code


@pytest.fixture
def filled(office, laptop):
    """An office with one laptop's day and one document."""
    day = laptop.open_day()
    for _ in range(3):
        laptop.finish(day)
    laptop.send()
    _, sealed = seal_blob(b"scan" * 9000, bytes(32))
    office.blobs.add(sealed)
    return office


@pytest.fixture
def root(office_folder):
    return read_root(office_folder)


def put_back(file, folder, root, clock, **more):
    return restore(file, folder, root, clock=clock, random=seeded(9), rules=CHEAP, **more)


def test_marks_rise_with_the_backup_and_never_fall(filled, laptop, office_folder, tmp_path):
    assert marks(filled)[laptop.feed_id] == 0
    made = back_up(filled, office_folder, tmp_path)
    assert (made.devices, made.entries, made.documents) == (1, 4, 1)
    assert made.file.parent == tmp_path
    assert made.file.stat().st_mode & 0o777 == 0o600
    assert marks(filled)[laptop.feed_id] == 4
    raise_safe(filled, {laptop.feed_id: 2})
    assert marks(filled)[laptop.feed_id] == 4
    laptop.finish("")
    laptop.send()
    assert marks(filled)[laptop.feed_id] == 4, "what came since is in no backup"
    raise_safe(filled, {laptop.feed_id: 99})
    assert marks(filled)[laptop.feed_id] == 5, "not beyond what is here"


def test_nobody_reads_it_without_the_root(filled, office_folder, tmp_path, root):
    laptop_file = back_up(filled, office_folder, tmp_path / "b").file
    data = laptop_file.read_bytes()
    for secret in (b"NGATIYEM", b"SQLite format", filled.keys.signing_seed, b"signing_seed"):
        assert secret not in data
    assert not list(office_folder.glob(".backup-*")), "nothing readable is left behind"
    other = Root(bytes(32))
    assert (
        refused(lambda: put_back(laptop_file, tmp_path / "new", other, filled.clock))
        == "RESTORE_002"
    )
    assert not (tmp_path / "new").exists()


def test_a_restored_office_is_the_same_but_for_its_epoch(
    filled, laptop, office_folder, tmp_path, root, clock
):
    code = new_code(filled, m.NewCode(unit="Liwa"), HEAD)
    file = back_up(filled, office_folder, tmp_path / "b").file
    clock.advance(60)
    done = put_back(file, tmp_path / "new" / "office", root, clock)
    assert (done.devices, done.entries) == (1, 4)
    again = open_office(tmp_path / "new" / "office", clock=clock, random=seeded(3), rules=CHEAP)
    assert again.keys.office_epoch > filled.keys.office_epoch
    assert again.keys.card.signing_key == filled.keys.card.signing_key
    assert again.keys.sealing_seeds == filled.keys.sealing_seeds
    assert again.complaints_seed == filled.complaints_seed
    assert not (tmp_path / "new" / "office" / FILE).exists(), "the root stays away"
    with again.ledger.reading() as tx:
        assert tx.connection.scalar(select(device.c.device_number)) == 1
        assert not tx.connection.execute(select(session)).all()
        assert not tx.connection.execute(select(decision)).all()
        feeds = tx.office_feeds(laptop.feed_id)
        first = tx.office_entries_after(again.feed_for(laptop.feed_id), 0, 9)
    assert len(feeds) == 4, "two of each epoch"
    assert [one.kind for one in first] == ["office.restored"]
    assert marks(again)[laptop.feed_id] == 4
    blob = next(iter((tmp_path / "new" / "office" / "blobs").iterdir()))
    assert again.blobs.read(bytes.fromhex(blob.name))
    # Laptops enrolled since the backup keep their numbers.
    wanted = m.EnrolRequest(
        code=code.code, signing_key=bytes(31) + b"1", sealing_key=bytes(31) + b"2", laptop_name="x"
    )
    assert enrol(again, wanted).device == "D102"
    again.close()


def test_a_copy_in_clear_that_a_killed_backup_left_goes(filled, office_folder, tmp_path, clock):
    left = office_folder / ".backup-killed"
    left.mkdir()
    (left / "ledger.sqlite").write_bytes(b"NGATIYEM")
    with turn(office_folder / backups._TURN):
        backups.sweep(office_folder)
    assert left.exists(), "another process is at it"
    filled.close()
    again = open_office(office_folder, clock=clock, random=seeded(4), rules=CHEAP)
    assert not left.exists()
    left.mkdir()
    back_up(again, office_folder, tmp_path / "b")
    assert list(office_folder.glob(".backup-*")) == []
    again.close()


def test_never_where_something_else_lies(filled, office_folder, tmp_path, root, clock):
    folder = tmp_path / "again"
    folder.mkdir()
    inside = folder / "b.outreach-backup"
    back_up(filled, office_folder, inside)
    (folder / "notes.txt").write_text("bagian 1 ada di brankas")
    assert refused(lambda: put_back(inside, folder, root, clock)) == "RESTORE_012"
    assert sorted(one.name for one in folder.iterdir()) == ["b.outreach-backup", "notes.txt"]
    stage = folder.with_name("other.restoring")
    stage.mkdir()
    moved = inside.replace(stage / inside.name)
    assert refused(lambda: put_back(moved, tmp_path / "other", root, clock)) == "RESTORE_012"
    assert moved.exists()
    empty = tmp_path / "empty"
    empty.mkdir()
    put_back(moved, empty, root, clock)
    assert (empty / KEYS).exists()


def test_never_over_an_office_or_beside_its_server(filled, office_folder, tmp_path, root, clock):
    file = back_up(filled, office_folder, tmp_path / "b").file
    assert refused(lambda: put_back(file, office_folder, root, clock)) == "RESTORE_003"
    with at_work(office_folder):
        assert refused(lambda: at_work(office_folder).__enter__()) == "RESTORE_007"


@pytest.mark.parametrize("damage", ["flip", "cut", "cut at a chunk", "head", "tail", "empty"])
def test_a_damaged_backup_changes_nothing(filled, office_folder, tmp_path, root, clock, damage):
    file = back_up(filled, office_folder, tmp_path / "b").file
    data = bytearray(file.read_bytes())
    if damage == "flip":
        data[len(data) // 2] ^= 1
    elif damage == "head":
        data[20] ^= 1
    elif damage == "tail":
        data += b"x" * 40
    else:
        del data[{"cut": len(data) - 7, "cut at a chunk": len(data) - 2**20, "empty": 0}[damage] :]
    file.write_bytes(bytes(data))
    code = refused(lambda: put_back(file, tmp_path / "new", root, clock))
    assert code in ("RESTORE_001", "RESTORE_002")
    assert not (tmp_path / "new").exists()


def failing(monkeypatch):
    """A disk that gives back other bytes than it was given."""
    real = Sealer._seal

    def lies(self, chunk, *, last):
        real(self, chunk, last=last)
        at = self._file.tell() - 12
        self._file.seek(at)
        self._file.write(bytes(4))  # one byte may be zero already
        self._file.seek(0, io.SEEK_END)

    monkeypatch.setattr(Sealer, "_seal", lies)


def test_what_reads_back_differently_is_no_backup(
    filled, laptop, office_folder, tmp_path, monkeypatch
):
    failing(monkeypatch)
    assert refused(lambda: back_up(filled, office_folder, tmp_path / "b")) == "BACKUP_003"
    assert marks(filled)[laptop.feed_id] == 0
    assert not list(tmp_path.glob("b*"))


def test_a_broken_chain_is_no_backup(filled, laptop, office_folder, tmp_path):
    with sqlite3.connect(office_folder / DATABASE) as db:
        db.execute("UPDATE entry SET time_ms = time_ms + 1 WHERE number = 2")
    assert refused(lambda: back_up(filled, office_folder, tmp_path / "b")) == "BACKUP_003"
    assert marks(filled)[laptop.feed_id] == 0


def test_twin_marks_that_rise_without_reading_back(
    filled, laptop, office_folder, tmp_path, root, clock, monkeypatch
):
    """Known bad: what the marks call safe cannot be restored."""
    failing(monkeypatch)
    monkeypatch.setattr(backups, "_read_back", lambda *_: (0, frozenset()))
    file = back_up(filled, office_folder, tmp_path / "b").file
    assert marks(filled)[laptop.feed_id] == 4
    assert refused(lambda: put_back(file, tmp_path / "new", root, clock)) == "RESTORE_001"


def test_taken_while_files_come_in(filled, laptop, office_folder, tmp_path, monkeypatch):
    """What arrives between the snapshot and the end is not called safe."""
    real = backups._write

    def slow(*arguments):
        laptop.finish("")
        laptop.send()
        return real(*arguments)

    monkeypatch.setattr(backups, "_write", slow)
    assert back_up(filled, office_folder, tmp_path / "b").entries == 4
    assert marks(filled)[laptop.feed_id] == 4


def test_no_space_leaves_no_half(filled, office_folder, tmp_path):
    target = tmp_path / "nowhere" / "b"
    with pytest.raises(EnvironmentProblem) as caught:
        back_up(filled, office_folder, target)
    assert caught.value.code == "BACKUP_002"


def test_wrapped_keys_are_restored_with_their_passphrase(tmp_path, clock):
    folder = tmp_path / "office"
    office = create_office(
        folder,
        clock=clock,
        random=seeded(1),
        name="K",
        first_clerk=FIRST,
        rules=CHEAP,
        passphrase="sawah di liwa",
    )
    root = read_root(folder)
    file = back_up(office, folder, tmp_path / "b").file
    office.close()
    wrong = lambda: put_back(file, tmp_path / "new", root, clock, passphrase=lambda: "lain")  # noqa: E731
    assert refused(wrong) == "OFFICE_031"
    assert not (tmp_path / "new").exists()
    put_back(file, tmp_path / "new", root, clock, passphrase=lambda: "sawah di liwa")
    assert refused(lambda: open_office(tmp_path / "new", clock=clock, random=bytes)) == "OFFICE_031"
    open_office(
        tmp_path / "new", clock=clock, random=seeded(2), passphrase="sawah di liwa", rules=CHEAP
    ).close()


def command(capsys, *words):
    code = cli.main(["office", *map(str, words)])
    told = capsys.readouterr()
    return code, told.out + told.err


def test_the_commands(office_folder, tmp_path, capsys, monkeypatch):
    """Print and put away the root, rotate, back up, lose the machine, restore with both pages."""
    at = ("--folder", office_folder)
    code, told = command(capsys, "keys", "print", tmp_path / "root.pdf", *at)
    assert code == 0
    assert (tmp_path / "root.pdf").read_bytes().startswith(b"%PDF")
    typed = list(shares(read_root(office_folder), seeded(4)))
    monkeypatch.setattr("getpass.getpass", lambda prompt: typed[int(prompt.split()[1]) - 1])
    assert command(capsys, "keys", "away", *at)[0] == 0
    assert not (office_folder / FILE).exists()
    code, told = command(capsys, "keys", "new", *at)
    assert code == 0
    assert len(told.splitlines()) == 3, "what was done, the old key, the new one"
    (tmp_path / "usb").mkdir()
    code, told = command(capsys, "backup", tmp_path / "usb", *at)
    assert code == 0
    (file,) = (tmp_path / "usb").iterdir()
    assert file.name in told
    shutil.rmtree(office_folder)
    code, told = command(capsys, "restore", file, *at)
    assert code == 0
    assert (office_folder / KEYS).exists()
    for bad in (("backup",), ("restore",), ("keys", "old"), ("keys", "away")):
        assert command(capsys, *bad, *at)[0] == 1


def test_by_another_process_beside_the_open_office(filled, laptop, office_folder, tmp_path):
    words = [sys.executable, "-m", "outreach_app.cli.main", "office", "backup", str(tmp_path)]
    done = subprocess.run(
        [*words, "--folder", str(office_folder)], env={**os.environ}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert marks(filled)[laptop.feed_id] == 4
    assert joined(*shares(Root(bytes(range(32))), seeded(5))).seed == bytes(range(32))

"""Backups of the office: taken while it works, read back, and only then called safe.

Inside: `ledger.sqlite` from one state of the ledger, the key files without the root, the settings
and every sealed document. Older backups hold sealing keys that were destroyed since: they are to be
destroyed with them.
"""

from __future__ import annotations

import io
import os
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

import zstandard
from sqlalchemy import func, select

from outreach_app.clock import at_office
from outreach_app.errors import EnvironmentProblem, UserProblem
from outreach_app.office.backup_file import ENDING, Opener, Sealer
from outreach_app.office.engine import Database, sqlite_url
from outreach_app.office.file_turn import turn
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.ledger_copy import copy_out, heads
from outreach_app.office.office import Office
from outreach_app.office.safe_marks import raise_safe
from outreach_app.office.tables import entry
from outreach_app.office.verifying import whole_chain
from sync.blob import blob_id

LEDGER, BLOBS = "ledger.sqlite", "blobs"
FILES = ("office.toml", "keys.json", "complaints-key.json", "connectors.toml", "server.pem")
_PART = ".part"
_SCRATCH, _TURN = ".backup-", "backup.turn"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was read back.

    Attributes:
        file: where it lies.
        size: of the file in bytes.
        devices: laptops in it.
        entries: of all laptops.
        documents: sealed scans in it.
        same_disk: it lies on the disk that it is to save.
    """

    file: Path
    size: int
    devices: int
    entries: int
    documents: int
    same_disk: bool


def back_up(office: Office, folder: Path, target: Path) -> Backup:
    """Write a backup, read it back, and raise the `safe` marks to what it holds.

    Args:
        office: open; its server may work meanwhile.
        folder: of the office.
        target: a file to write, or a folder that gets a file named by the minute.

    Raises:
        UserProblem: BACKUP_001 the office has no root, so nothing can be sealed to it.
        EnvironmentProblem: BACKUP_002 it cannot be written; BACKUP_003 what was read back is not
            what was written, the marks stay.
    """
    if not office.keys.recovery_key:
        raise UserProblem("BACKUP_001")
    file = _target(office, target)
    part = file.with_name(file.name + _PART)
    try:
        with turn(folder / _TURN):
            _sweep(folder)
            with tempfile.TemporaryDirectory(prefix=_SCRATCH, dir=folder) as scratch:
                kept = copy_out(office.ledger.database, Path(scratch) / LEDGER)
                key = _write(office, folder, Path(scratch) / LEDGER, part)
            with tempfile.TemporaryDirectory(prefix=_SCRATCH, dir=folder) as scratch:
                entries, blobs = _read_back(part, key, Path(scratch), kept)
        part.replace(file)
        sync_folder(file.parent)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise EnvironmentProblem("BACKUP_002", retry=True, file=file.name) from error
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    raise_safe(office, kept, blobs.__contains__)
    same_disk = file.stat().st_dev == folder.stat().st_dev
    return Backup(file, file.stat().st_size, len(kept), entries, len(blobs), same_disk)


def sweep(folder: Path) -> None:
    """Remove copies in clear that a backup left which was killed; not while one is at work."""
    with turn(folder / _TURN, wait=False) as alone:
        if alone:
            _sweep(folder)


def _sweep(folder: Path) -> None:
    for left in folder.glob(f"{_SCRATCH}*"):
        shutil.rmtree(left, ignore_errors=True)


def unpack(opener: Opener, folder: Path, wanted: Callable[[str], bool] = lambda _: True) -> None:
    """Write what is in a backup into `folder`.

    Raises:
        UserProblem: RESTORE_001 it was changed or cut.
    """
    for name, data in members(opener):
        if not wanted(name):
            continue
        place = folder / name
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            while part := data.read(2**20):
                file.write(part)
            file.flush()
            os.fsync(file.fileno())


def members(opener: Opener) -> Iterator[tuple[str, BinaryIO]]:
    """Return each file's name and bytes, in their order; names other than ours are refused.

    Raises:
        UserProblem: RESTORE_001 it was changed or cut.
    """
    stream = zstandard.ZstdDecompressor().stream_reader(cast(BinaryIO, opener))
    try:
        with tarfile.open(fileobj=cast(BinaryIO, stream), mode="r|") as tar:
            for member in tar:
                data = tar.extractfile(member)
                if data is None or not _is_ours(member.name):
                    raise UserProblem("RESTORE_001")
                yield member.name, cast(BinaryIO, data)
    except (tarfile.TarError, zstandard.ZstdError) as error:
        raise UserProblem("RESTORE_001") from error


def verified(file: Path, kept: dict[bytes, int]) -> int:
    """Return how many entries of laptops a copied ledger holds, every chain walked.

    Raises:
        EnvironmentProblem: BACKUP_003 a page, a head or a chain is not as it must be.
    """
    database = Database(sqlite_url(file))
    try:
        with database.reading() as connection:
            tx = LedgerTransaction(connection, lambda: 0)
            sound = connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            sound = sound and heads(connection) == kept
            if not sound or any(whole_chain(tx, feed_id).why for feed_id in kept):
                raise EnvironmentProblem("BACKUP_003", retry=True)
            return connection.scalar(select(func.count()).select_from(entry)) or 0
    finally:
        database.close()


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    if os.name != "posix":
        return  # Windows keeps a rename without it
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _target(office: Office, target: Path) -> Path:
    if not target.is_dir():
        return target
    at = at_office(office.clock.now_ms())
    return target / f"{at:%Y-%m-%d-%H%M%S}{ENDING}"


def _write(office: Office, folder: Path, ledger: Path, part: Path) -> bytes:
    """Write the sealed file and return the key of its content."""
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        sealer = Sealer(
            file,
            office.keys.recovery_key,
            office.random,
            office_id=office.keys.office_id.hex(),
            office_epoch=office.keys.office_epoch,
            made_ms=office.clock.now_ms(),
        )
        with _packing(sealer) as tar:
            tar.add(ledger, LEDGER)
            for name in FILES:
                if (folder / name).exists():
                    tar.add(folder / name, name)
            for blob in sorted((folder / BLOBS).glob("*")):
                if not blob.suffix:
                    _add_blob(tar, blob)
        sealer.finish()
        file.flush()
        os.fsync(file.fileno())
    return sealer.key


@contextmanager
def _packing(sealer: Sealer) -> Iterator[tarfile.TarFile]:
    with (
        zstandard.ZstdCompressor(level=6).stream_writer(
            cast(BinaryIO, sealer), closefd=False
        ) as packed,
        tarfile.open(fileobj=cast(BinaryIO, packed), mode="w|") as tar,
    ):
        yield tar


def _add_blob(tar: tarfile.TarFile, blob: Path) -> None:
    try:
        data = blob.read_bytes()
    except FileNotFoundError:
        return  # erased meanwhile
    about = tarfile.TarInfo(f"{BLOBS}/{blob.name}")
    about.size = len(data)
    tar.addfile(about, io.BytesIO(data))


def _read_back(
    part: Path, key: bytes, scratch: Path, kept: dict[bytes, int]
) -> tuple[int, frozenset[bytes]]:
    """Check what lies on the disk, byte for byte; return the entries and the ids of documents.

    Raises:
        EnvironmentProblem: BACKUP_003.
    """
    blobs = set[bytes]()
    try:
        with part.open("rb") as file:
            opener = Opener(file, key)
            for name, data in members(opener):
                if name == LEDGER:
                    with (scratch / LEDGER).open("xb") as copy:
                        while some := data.read(2**20):
                            copy.write(some)
                elif name.startswith(BLOBS):
                    found = blob_id(data.read())
                    if found.hex() != Path(name).name:
                        raise EnvironmentProblem("BACKUP_003", retry=True)
                    blobs.add(found)
            while opener.read(2**20):
                pass
    except UserProblem as error:
        raise EnvironmentProblem("BACKUP_003", retry=True) from error
    return verified(scratch / LEDGER, kept), frozenset(blobs)


def _is_ours(name: str) -> bool:
    if name in (LEDGER, *FILES):
        return True
    folder, _, rest = name.partition("/")
    return folder == BLOBS and len(rest) == 64 and set(rest) <= set("0123456789abcdef")

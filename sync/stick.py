"""Files on a USB stick: whole or not there, read back, and nothing that FAT cannot hold.

A file is written under a temporary name, flushed, renamed, and the folder flushed: whoever pulls
the stick at any moment leaves either the whole file or none (a `~….TMP` that nobody reads). Then
it is read again from the medium and compared. No file is ever opened through a link.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sync.courier_errors import (
    CopyDiffers,
    CourierRefused,
    StickFull,
    StickNotWritable,
    StickUnreadable,
    Why,
)
from sync.courier_file import ENDING, MAX_FILE_BYTES

FOLDER = "OUTREACH"
"""Where files stand on a stick, so that a stick with holiday photos stays tidy."""
SPARE_BYTES = 256 * 1024
"""Asked for besides the file: FAT rounds up to clusters and grows its folder."""
_NAME = re.compile(r"[A-Z0-9][A-Z0-9_-]{0,59}" + re.escape(ENDING))
_CHUNK = 64 * 1024
_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def home(chosen: Path) -> Path:
    """Return the folder for our files on a drive or in a folder that a person chose."""
    return chosen if chosen.name.upper() == FOLDER else chosen / FOLDER


def need_mb(size: int) -> int:
    """Return the space to ask a person for, in whole MB."""
    return (size + SPARE_BYTES) // 1_000_000 + 1


def free_bytes(folder: Path) -> int:
    """Return the free space where `folder` is or would be.

    Raises:
        StickUnreadable: the drive does not answer.
    """
    with _translated(1):
        return shutil.disk_usage(folder if folder.exists() else folder.parent).free


def size_of(path: Path) -> int:
    """Return a file's size, 0 when it cannot be told."""
    try:
        return path.lstat().st_size
    except OSError:
        return 0


def remove(path: Path) -> None:
    """Delete a file; that it is gone already is fine.

    Raises:
        StickNotWritable, StickUnreadable.
    """
    with _translated(1):
        path.unlink(missing_ok=True)


def write(folder: Path, name: str, data: bytes) -> Path:
    """Write `data` whole, read it back, and return its path; a file of that name is replaced.

    Raises:
        StickNotWritable, StickFull, StickUnreadable, CopyDiffers: nothing was moved.
        ValueError: a name that FAT or a person could misread.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"not a name for a stick: {name}")
    with _translated(need_mb(len(data))):
        folder.mkdir(parents=True, exist_ok=True)
        if free_bytes(folder) < len(data) + SPARE_BYTES:
            raise StickFull("not enough space", need_mb=need_mb(len(data)))
        temporary = folder / f"~{name.removesuffix(ENDING)}.TMP"
        try:
            _write_through(temporary, data)
            os.replace(temporary, folder / name)  # noqa: PTH105 - the tests count this call
        except BaseException:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
        _flush_folder(folder)
    with _translated(need_mb(len(data))):
        if _read_medium(folder / name) != data:
            raise CopyDiffers("read back differently", name=name)
    return folder / name


def read(path: Path) -> bytes:
    """Return a file's bytes.

    Raises:
        CourierRefused: NO_PLAIN_FILE a link or a folder, TOO_LARGE.
        StickUnreadable: it cannot be read.
    """
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            raise CourierRefused(Why.NO_PLAIN_FILE)
        if path.stat().st_size > MAX_FILE_BYTES:
            raise CourierRefused(Why.TOO_LARGE)
        return _read_medium(path)
    except OSError as error:
        raise StickUnreadable(type(error).__name__) from error


def listed(chosen: Path) -> list[Path]:
    """Return the courier files in a chosen folder and in its `OUTREACH`, by name.

    Raises:
        StickUnreadable: the folder cannot be read.
    """
    found: set[Path] = set()
    for folder in {chosen, home(chosen)}:
        try:
            found |= {p for p in folder.iterdir() if p.name.lower().endswith(ENDING)}
        except FileNotFoundError:
            continue
        except OSError as error:
            raise StickUnreadable(type(error).__name__) from error
    return sorted(found, key=lambda path: path.name)


def sweep(folder: Path, start: str) -> None:
    """Remove what a pulled stick left of our own writing: `~` with names that begin with `start`.

    Other laptops' leftovers are theirs to remove.
    """
    with suppress(OSError):
        for path in folder.glob(f"~{start}*.TMP"):
            with suppress(OSError):
                path.unlink()


def _write_through(path: Path, data: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _NO_LINK
    handle = os.open(path, flags, 0o644)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(handle, view[:_CHUNK]) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _flush_folder(folder: Path) -> None:
    """Make the new name durable; Windows does it by itself and cannot open folders."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno != errno.EINVAL:  # some file systems flush no folders
            raise
    finally:
        os.close(handle)


def _read_medium(path: Path) -> bytes:
    """Read a file, from the medium instead of memory where the system lets us ask for that."""
    handle = os.open(path, os.O_RDONLY | _NO_LINK)
    with os.fdopen(handle, "rb") as file:
        if hasattr(os, "posix_fadvise"):
            with suppress(OSError):
                os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        return file.read(MAX_FILE_BYTES + 1)


@contextmanager
def _translated(need: int) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise StickFull("not enough space", need_mb=need) from error
        if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM, errno.ELOOP, errno.ENOTDIR):
            raise StickNotWritable(type(error).__name__, need_mb=need) from error
        raise StickUnreadable(type(error).__name__, need_mb=need) from error

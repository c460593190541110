"""The only door to SQLite: SQLCipher under sqlite-utils, opened with the settings we promise.

sqlite-utils tries `pysqlite3` before the standard library and catches that module's exceptions.
SQLCipher's are unrelated classes, so it is aliased here before the first import.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as _driver

from outreach_app.errors import EnvironmentProblem

if "sqlite_utils" in sys.modules:  # then it already took the standard library for good
    raise ImportError("sqlite_utils was imported before outreach_app.store.engine")
sys.modules["pysqlite3"] = _driver
sys.modules["pysqlite3.dbapi2"] = _driver

from sqlite_utils import Database, Migrations  # noqa: E402  (the alias has to come first)

__all__ = ["KEY_BYTES", "Database", "Migrations", "open_database", "translated"]

KEY_BYTES = 32
BUSY_MS = 1500
"""How long a second program waits before it is told that the file is in use."""

_PRAGMAS = (
    "journal_mode = WAL",
    # In WAL, NORMAL may lose committed records in a power cut (reliability.md, section 2).
    "synchronous = FULL",
    "fullfsync = ON",
    "secure_delete = ON",
    "foreign_keys = ON",
    "temp_store = MEMORY",
    "trusted_schema = OFF",
    "cell_size_check = ON",
)


def open_database(path: Path, key: bytes, *, create: bool = True) -> Database:
    """Open the encrypted database at `path`; for the thread that calls, and this program only.

    Args:
        path: the file; made with mode 0600 when missing and `create`.
        key: 32 random bytes, used raw.
        create: False when the file must be there already.

    Raises:
        EnvironmentProblem: STORE_001 other key, STORE_002 damaged, STORE_004 in use,
            STORE_005 read-only, STORE_006 missing, STORE_007 disk full, STORE_008 disk error.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("the database key is 32 raw bytes")
    with translated():
        _require_file(path, create=create)
    connection = _connect(path, key)
    try:
        with translated():
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}").fetchall()
            return Database(connection, execute_plugins=False)
    except BaseException:
        connection.close()
        raise


def _require_file(path: Path, *, create: bool) -> None:
    if path.exists():
        return
    if not create:
        raise EnvironmentProblem("STORE_006", retry=False, file=path.name)
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    if sys.platform != "win32":  # a folder cannot be opened for fsync there
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)


def _connect(path: Path, key: bytes) -> Any:
    """Return a keyed connection whose first page was read, because a wrong key shows only then."""
    connection = _driver.connect(str(path), timeout=BUSY_MS / 1000)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        # One program at a time, and the WAL index needs no shared memory file. Before the first
        # read: after it the file would be locked, and a second program refused, only by a write.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        with translated():
            try:
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            except _driver.DatabaseError as error:
                if "not a database" not in str(error):
                    raise
                code = "STORE_002" if _key_fits(connection, path) else "STORE_001"
                raise EnvironmentProblem(code, retry=False) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _key_fits(connection: Any, path: Path) -> bool:
    """Tell a damaged first page from a wrong key: with the right key some page authenticates."""
    failed = len(connection.execute("PRAGMA cipher_integrity_check").fetchall())
    pages: int = -(-path.stat().st_size // 4096)
    return failed < pages


@contextmanager
def translated() -> Iterator[None]:
    """Turn the driver's and the system's errors into problems a person can act on.

    Errors that only a mistake of ours can cause (syntax, constraint) pass through unchanged.
    """
    try:
        yield
    except _driver.DatabaseError as error:
        problem = _problem(error)
        if problem is None:
            raise
        raise problem from error
    except PermissionError as error:
        raise EnvironmentProblem("STORE_005", retry=True) from error
    except OSError as error:
        raise EnvironmentProblem("STORE_008", retry=True) from error


_CODES = (
    ("database or disk is full", "STORE_007", True),
    ("database is locked", "STORE_004", True),
    ("readonly database", "STORE_005", True),
    ("unable to open database file", "STORE_005", True),
    ("disk I/O error", "STORE_008", True),
    ("malformed", "STORE_002", False),
    ("not a database", "STORE_002", False),
)


def _problem(error: Exception) -> EnvironmentProblem | None:
    text = str(error)
    for part, code, retry in _CODES:
        if part in text:
            return EnvironmentProblem(code, retry=retry)
    return None

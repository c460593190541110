"""The one place that opens the office's database: SQLite by default, PostgreSQL when told.

SQLite runs in WAL with synchronous=FULL; writers take the write lock when they begin, so two
never meet half way. One lock in the process keeps writers in a queue instead of polling.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from sync.errors import OfficeBusy

BUSY_TIMEOUT_S = 15.0
_WRITES = "outreach_writes"
_BUSY_SQLITE = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL}
_LOCKED = "55P03"
"""Lock not available in time."""
_COLLIDED = {"40P01", "40001"}
"""Deadlock, serialization failure."""
_AWAY = ("08", "53", "57P")
"""No connection; no disk, memory or connection left; the server stops or starts."""
_TURN = text("SELECT pg_advisory_xact_lock(1804)")
"""Ends with the transaction; any number that is the same in every process of this database."""


class Collided(OfficeBusy):
    """Two transactions were in each other's way; this one wrote nothing and may be tried again."""


def sqlite_url(path: Path) -> str:
    """Return the address of an SQLite file."""
    return f"sqlite:///{path}"


def postgresql_url(address: str) -> str:
    """Return the address with the driver that this office uses, `psycopg`."""
    scheme, mark, rest = address.partition("://")
    return f"postgresql+psycopg{mark}{rest}" if scheme == "postgresql" else address


class Database:
    """Connections to the ledger; its methods may be called from any thread at once.

    Args:
        url: of SQLAlchemy, `sqlite:///…` or `postgresql://…`.
    """

    def __init__(self, url: str) -> None:
        self.engine = _open(url)
        self._queue = threading.Lock() if self.engine.dialect.name == "sqlite" else None

    def migrate(self) -> None:
        """Bring the tables to this version."""
        with self.writing(alone=True) as connection:
            command.upgrade(_alembic(connection), "head")

    @contextmanager
    def writing(self, *, alone: bool = False) -> Iterator[Connection]:
        """Open a transaction that may write: commits at the end, rolls back on an error.

        Args:
            alone: no other such transaction runs meanwhile, in any process; on SQLite it is so
                anyway. Who takes locks on more than one row must be alone, else two may wait for
                each other.

        Raises:
            OfficeBusy: a lock could not be had in time; nothing was written.
        """
        if self._queue is not None and not self._queue.acquire(timeout=BUSY_TIMEOUT_S):
            raise OfficeBusy("the ledger is busy", after_s=5)
        try:
            with _busy_said(), self.engine.connect() as plain:
                connection = plain.execution_options(**{_WRITES: True})
                with connection.begin():
                    if alone and self._queue is None:
                        connection.execute(_TURN)
                    yield connection
        finally:
            if self._queue is not None:
                self._queue.release()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that only reads: every statement sees one state of the ledger."""
        with _busy_said(), self.engine.connect() as plain:
            sqlite = self.engine.dialect.name == "sqlite"
            level = {} if sqlite else {"isolation_level": "REPEATABLE READ"}
            connection = plain.execution_options(**level)
            with connection.begin():
                yield connection

    def scrub(self) -> bool:
        """Write every page anew and empty the log, so that nothing of deleted rows is left.

        `secure_delete` overwrites what is deleted; what moved between pages before, it does not
        know. Tell whether it could be done: not while somebody reads. On PostgreSQL its log of
        writes and the file system's own pages are the administrator's.
        """
        if self._queue is None:
            return self._vacuum_full()
        with self._queue:
            return self._scrub()

    def _vacuum_full(self) -> bool:
        try:
            with _busy_said(), self.engine.connect() as plain:
                plain.execution_options(isolation_level="AUTOCOMMIT")
                plain.exec_driver_sql("VACUUM FULL")
        except OfficeBusy:
            return False
        return True

    def _scrub(self) -> bool:
        raw = self.engine.raw_connection()
        try:
            connection = raw.driver_connection
            if connection is None:
                return False
            connection.execute("VACUUM")
            busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not busy
        except sqlite3.OperationalError:
            return False
        finally:
            raw.close()

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


@contextmanager
def _busy_said() -> Iterator[None]:
    try:
        yield
    except NoConnectionFree as error:
        raise OfficeBusy("the ledger is busy", after_s=5) from error
    except DBAPIError as error:
        if (busy := _busy(error)) is not None:
            raise busy from error
        raise


def _busy(error: DBAPIError) -> OfficeBusy | None:
    """Return what to say of an error that is none of ours and may be over soon."""
    cause = error.orig
    if getattr(cause, "sqlite_errorcode", None) in _BUSY_SQLITE:
        return OfficeBusy("the ledger is busy", after_s=5)
    if not hasattr(cause, "sqlstate"):
        return None
    state = getattr(cause, "sqlstate", None) or ""
    if state in _COLLIDED:
        return Collided("two writers met", after_s=1)
    lost = isinstance(error, OperationalError) and not state
    if state == _LOCKED or lost or state.startswith(_AWAY):
        return OfficeBusy("the ledger is busy", after_s=5)
    return None


def _open(url: str) -> Engine:
    # Parameters are names and NIK; a fault must not print them.
    engine = create_engine(postgresql_url(url), pool_size=8, max_overflow=24, hide_parameters=True)
    if engine.dialect.name == "postgresql":
        event.listen(engine, "connect", _prepare_postgresql)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_postgresql(connection: DBAPIConnection, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute(f"SET lock_timeout = {int(BUSY_TIMEOUT_S * 1000)}")
    connection.commit()


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver must not begin transactions on its own: `_begin_sqlite` does.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        f"busy_timeout={int(BUSY_TIMEOUT_S * 1000)}",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _alembic(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config

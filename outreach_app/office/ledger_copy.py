"""The whole ledger as one SQLite file, from one state of it, whatever engine it runs on.

The way back goes the same way, so a backup of PostgreSQL opens on SQLite and the other way round.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection, MetaData, Table, delete, func, insert, select

from outreach_app.errors import UserProblem
from outreach_app.office.engine import Database, sqlite_url

_ROWS = 500
_VERSION = "alembic_version"


def copy_out(database: Database, file: Path) -> dict[bytes, int]:
    """Write the ledger into a new SQLite file; return device feed -> head number in it."""
    target = Database(sqlite_url(file))
    try:
        target.migrate()
        with database.reading() as source, target.writing() as there:
            _copy(source, there)
        with target.reading() as there:
            return heads(there)
    finally:
        _whole(target)


def copy_in(file: Path, database: Database) -> None:
    """Fill an empty, migrated ledger from the SQLite file of a backup.

    Raises:
        UserProblem: RESTORE_004 there is something in it already.
    """
    source = Database(sqlite_url(file))
    try:
        source.migrate()
        with source.reading() as here, database.writing() as there:
            if there.scalar(select(func.count()).select_from(_tables(here).tables["device"])):
                raise UserProblem("RESTORE_004")
            _copy(here, there)
    finally:
        source.close()


def heads(connection: Connection) -> dict[bytes, int]:
    """Return device feed -> the number up to which a ledger holds it without a gap."""
    rows = connection.exec_driver_sql("SELECT feed_id, head_number FROM device_feed")
    return {bytes(feed_id): number for feed_id, number in rows}


def _copy(source: Connection, target: Connection) -> None:
    tables = _tables(source if source.dialect.name == "sqlite" else target).sorted_tables
    for table in reversed(tables):
        target.execute(delete(table))
    for table in tables:
        rows = source.execution_options(yield_per=_ROWS).execute(select(table))
        for part in rows.mappings().partitions(_ROWS):
            target.execute(insert(table), [dict(row) for row in part])
    if target.dialect.name == "postgresql":
        _count_on(target, tables)


def _count_on(target: Connection, tables: Sequence[Table]) -> None:
    """Let the counters of rows go on after the rows that were copied with their numbers."""
    for table in tables:
        for column in table.primary_key:
            counter = select(func.pg_get_serial_sequence(table.name, column.name))
            if (sequence := target.scalar(counter)) is not None:
                newest = select(func.coalesce(func.max(column), 0) + 1).scalar_subquery()
                target.execute(select(func.setval(sequence, newest, False)))


def _tables(connection: Connection) -> MetaData:
    found = MetaData()
    found.reflect(connection)
    found.remove(found.tables[_VERSION])
    return found


def _whole(target: Database) -> None:
    """Leave one file: without it the newest rows stay in the journal beside it."""
    with target.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    target.close()

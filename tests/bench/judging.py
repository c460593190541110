"""What the office does with a file that arrived: judging, look-alikes, answer, status page.

    python -m tests.bench.judging [FILES] [--postgresql]

Prints own processor time and statements a file, once the files are stored, beside the floor: the
bare rows of the same files put into the same tables again.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import delete, event, insert, select
from sqlalchemy.engine import Engine

from outreach_app.clock import SetClock
from outreach_app.office.case_tables import case_status
from outreach_app.office.projection import project
from outreach_app.office.tables import case_file, office_entry, revision
from tests.postgresql import running
from tests.unit.office.conftest import MORNING_MS, enrol_laptop, made_in

WARM = 50
TABLES = (revision, case_file, case_status, office_entry)


@contextmanager
def _statements() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield seen
    event.remove(Engine, "before_cursor_execute", note)


def measure(files: int, url: str = "") -> None:
    """Let files arrive, take them in, and put their bare rows in again."""
    clock = SetClock(MORNING_MS)
    with tempfile.TemporaryDirectory() as folder:
        office = made_in(Path(folder) / "office", clock, url)
        laptop = enrol_laptop(office, clock)
        day_id = laptop.open_day()
        for count in (WARM, files):
            for _ in range(count):
                laptop.finish(day_id)
            laptop.send(project_now=count == WARM)
        with _statements() as seen:
            cpu, began = time.process_time(), time.perf_counter()
            project(office, laptop.feed_id)
            cpu, wall = time.process_time() - cpu, time.perf_counter() - began
        floor = _floor(office)
        office.close()
    print(
        f"{'PostgreSQL' if url else 'SQLite'}: {files} files, {cpu / files * 1000:.2f} ms own"
        f" processor time, {len(seen) / files:.1f} statements a file, {files / wall:.0f} files/s;"
        f" floor {floor:.3f} ms"
    )


def _floor(office: Any) -> float:
    with office.ledger.reading() as tx:
        rows = {
            table: [dict(row) for row in tx.connection.execute(select(table)).mappings()]
            for table in TABLES
        }
    with office.ledger.transaction() as tx:
        for table in reversed(TABLES):
            tx.connection.execute(delete(table))
    began = time.process_time()
    with office.ledger.transaction() as tx:
        for table in TABLES:
            tx.connection.execute(insert(table), rows[table])
    return (time.process_time() - began) / len(rows[revision]) * 1000


if __name__ == "__main__":
    count = int(next(iter([one for one in sys.argv[1:] if one.isdigit()]), "1000"))
    if "--postgresql" in sys.argv:
        with running() as address:
            measure(count, address)
    else:
        measure(count)

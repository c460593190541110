"""What a laptop gives back after a restore: seconds until it is in force, by number of files.

    python -m tests.bench.returned [FILES] [--postgresql]

Prints the whole time and the longest single transaction, for which others wait.
"""

from __future__ import annotations

import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from outreach_app.clock import SetClock
from outreach_app.office.engine import Database
from outreach_app.office.returned import take_returned
from tests.postgresql import running
from tests.returned_office import returned
from tests.unit.office.conftest import MORNING_MS


def measure(files: int, url: str = "") -> None:
    """Restore, give back, and say how long it took."""

    def work(_office, laptop) -> None:
        for _ in range(files // 100):
            for _ in range(100):
                laptop.finish(f"{laptop.device}-2026-11-24-1")
            laptop.send()

    longest = 0.0
    real = Database.writing

    @contextmanager
    def timed(self, *, alone=False):
        nonlocal longest
        with real(self, alone=alone) as connection:
            began = time.perf_counter()
            yield connection
        longest = max(longest, time.perf_counter() - began)

    with tempfile.TemporaryDirectory() as folder:
        made = returned(Path(folder) / "office", SetClock(MORNING_MS), work, url)
        Database.writing = timed  # type: ignore[method-assign]
        began, cpu = time.perf_counter(), time.process_time()
        entries = take_returned(made.office, made.laptop.feed_id)
        took, used = time.perf_counter() - began, time.process_time() - cpu
        Database.writing = real  # type: ignore[method-assign]
        made.office.close()
    print(
        f"{'PostgreSQL' if url else 'SQLite'}: {files} files, {entries} entries back:"
        f" {took:.1f} s ({used:.1f} s CPU), longest transaction {longest:.1f} s"
    )


if __name__ == "__main__":
    count = int(next(iter([one for one in sys.argv[1:] if one.isdigit()]), "5000"))
    if "--postgresql" in sys.argv:
        with running() as address:
            measure(count, address)
    else:
        measure(count)

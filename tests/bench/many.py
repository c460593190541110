"""Many laptops at once at an office in a process of its own (reliability R15).

    python -m tests.bench.many [DEVICES] [--postgresql]

Each device pushes 50 records; prints the whole time, the 95th percentile of answers, what the
office's process took of memory, and fails unless everything is stored once.
"""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path

import psutil
from sqlalchemy import func, select

from outreach_app.office.engine import sqlite_url
from outreach_app.office.tables import entry
from sync.client import Transport
from sync.errors import LinkProblem
from tests.bench.course import Laptop
from tests.postgresql import running
from tests.scenario.ingest_process import enrol, laptop_in, opened, serve

EACH = 50
BODY = b'{"answers":{"identitas":{"nama":"NGATIYEM"}},"number":"LB-26-D%03d-%05d-X"}'


class _Timed(Transport):
    """Keeps how long each answer took, in seconds."""

    def __init__(self, url: str, times: list[float]) -> None:
        super().__init__(url)
        self._times = times

    def post(self, request: bytes) -> bytes:
        """Post and keep the time."""
        began = time.perf_counter()
        try:
            return super().post(request)
        finally:
            self._times.append(time.perf_counter() - began)


def _push(laptop: Laptop, url: str, times: list[float], busy: list[str]) -> None:
    post = _Timed(url, times)
    while laptop.device.marks().acknowledged < EACH:
        try:
            laptop.engine(post, dictionary=False).run_once()
        except LinkProblem as error:
            busy.append(error.code)
            time.sleep(1)
    post.close()


def measure(devices: int, folder: Path, url: str) -> None:
    """Push from all devices at once and say how it went."""
    ledger = opened(url)
    laptops = [laptop_in(folder / f"laptop{n}", n) for n in range(devices)]
    enrol(ledger, [replace(one.enrolled, device_number=n) for n, one in enumerate(laptops)])
    for n, one in enumerate(laptops):
        one.write([BODY % (n, at) for at in range(EACH)])
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    office = context.Process(target=serve, args=(url, there), daemon=True)
    office.start()
    address = f"http://127.0.0.1:{here.recv()}"
    times: list[float] = []
    busy: list[str] = []
    threads = [threading.Thread(target=_push, args=(one, address, times, busy)) for one in laptops]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    memory = psutil.Process(office.pid).memory_info().rss
    office.kill()
    office.join()
    with ledger.reading() as tx:
        stored = tx.connection.scalar(select(func.count()).select_from(entry))
    if stored != devices * EACH:
        raise SystemExit(f"{stored} entries are stored of {devices * EACH}")
    print(
        f"{ledger.database.engine.dialect.name}: {devices} devices, {stored} entries once in"
        f" {took:.1f} s, p95 {sorted(times)[int(len(times) * 0.95)]:.2f} s of {len(times)}"
        f" answers, {len(busy)} times busy, office {memory / 2**20:.0f} MB"
    )
    for one in laptops:
        one.close()
    ledger.database.close()


if __name__ == "__main__":
    count = int(next(iter([one for one in sys.argv[1:] if one.isdigit()]), "200"))
    with tempfile.TemporaryDirectory() as name:
        if "--postgresql" in sys.argv:
            with running() as postgresql:
                measure(count, Path(name), postgresql)
        else:
            measure(count, Path(name), sqlite_url(Path(name) / "office.sqlite"))

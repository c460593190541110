"""Pushing records over loopback from one process to an office in another, as in real life.

`python -m tests.bench.push RECORDS COUNT` reads JSON lines and prints JSON lines, of the same kind
as other systems' benches print, so that rivals can be run in the same row.
"""

from __future__ import annotations

import gc
import json
import multiprocessing
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from sync.client import Transport
from sync.storage import Device
from tests.bench.course import SEED, Laptop, OfficeSide
from tests.bench.loopback import Loopback


@dataclass(frozen=True)
class Pushed:
    """What a push took; seconds."""

    count: int
    wall_s: float
    laptop_cpu_s: float
    office_cpu_s: float

    @property
    def rate(self) -> float:
        """Return records a second."""
        return self.count / self.wall_s

    @property
    def cpu_ms(self) -> float:
        """Return milliseconds of both processors a record."""
        return (self.laptop_cpu_s + self.office_cpu_s) / self.count * 1000


def push(bodies: Sequence[bytes], count: int) -> Pushed:
    """Push `count` records, taken from `bodies` in turn, and wait until all have a receipt."""
    many = [bodies[n % len(bodies)] for n in range(count)]
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    with tempfile.TemporaryDirectory() as folder:
        office = context.Process(target=_office, args=(there, folder), daemon=True)
        office.start()
        port, keys = here.recv()
        laptop = Laptop(Path(folder), keys, random.Random(SEED + 1).randbytes)
        here.send(laptop.enrolled)
        here.recv()
        laptop.write(many)
        post = Transport(f"http://127.0.0.1:{port}")
        cpu, start = time.process_time(), time.perf_counter()
        laptop.engine(post).run_once()
        wall_s, cpu_s = time.perf_counter() - start, time.process_time() - cpu
        assert laptop.device.marks().acknowledged == count
        post.close()
        here.send(None)
        office_cpu_s = here.recv()
        laptop.close()
        office.join()
    return Pushed(count, wall_s, cpu_s, office_cpu_s)


def _office(pipe: Connection, folder: str) -> None:
    """Be the office until told that it is over; then tell the processor's time."""
    side = OfficeSide(Path(folder), random.Random(SEED).randbytes)
    with Loopback(side.app()) as server:
        pipe.send((server.port, side.keys))
        device: Device = pipe.recv()
        side.enrol(device)
        gc.freeze()  # as the office does when it starts
        start = time.process_time()
        pipe.send(None)
        pipe.recv()
        pipe.send(time.process_time() - start)
    side.close()


def main() -> int:
    """Print what a push of the records in a file takes."""
    file, count = Path(sys.argv[1]), int(sys.argv[2])
    bodies = file.read_bytes().splitlines()
    done = push(bodies, count)
    line = {
        "peer": "outreach",
        "what": "push direct",
        "n": count,
        "seconds": round(done.wall_s, 3),
        "rec_per_s": round(done.rate),
        "client_cpu_s": round(done.laptop_cpu_s, 2),
        "server_cpu_s": round(done.office_cpu_s, 2),
    }
    print(json.dumps(line))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""What syncing costs, beside floors and rivals in the same run: `python -m tests.bench.sync`.

Passport files of synthetic people, made by the real casework (`--entries FILE` keeps them for the
next run). Bytes are of the wire with HTTP heads, both ways, counted by the proxy. The office is a
real server with a durable SQLite ledger, the laptop's store the encrypted one; nothing is judged
here, so this is the exchange alone.
Figures are printed, never asserted.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import zstandard

from outreach_app.domain.record_columns import ColumnCodec
from outreach_app.practice.sample_entries import capture
from sync import quiet
from sync.bad_link import BadLink, Weather
from sync.client import Transport
from sync.errors import LinkProblem
from sync.pace import Pace
from tests.bench.course import SEED, course
from tests.bench.push import push

FILES, PUSHED, ON_BAD_LINK = 500, 10_000, 500
BAD = Weather(rate_bytes_s=8000, delay_s=0.3, loss=0.03)
OUTAGES = Weather(rate_bytes_s=8000, delay_s=0.3, loss=0.03, cut_every_s=20)


@dataclass(frozen=True)
class Line:
    """One line of the table."""

    what: str
    ours: str
    goal: str = ""
    floor: str = ""

    def __str__(self) -> str:
        return f"{self.what:<58} {self.ours:>18} {self.goal:>16} {self.floor:>26}"


def per_record(bodies: Sequence[bytes], pack: Callable[[list[bytes]], int], size: int) -> float:
    """Return bytes a record in batches of `size`."""
    batches = [list(bodies[at : at + size]) for at in range(0, len(bodies), size)]
    return sum(map(pack, batches)) / len(bodies)


def floors(bodies: Sequence[bytes]) -> Iterator[Line]:
    """Yield what compressors alone make of the same records, without salts, keys or signatures."""
    zstd = zstandard.ZstdCompressor(level=19)
    codec = ColumnCodec()
    ways: list[tuple[str, Callable[[list[bytes]], int]]] = [
        ("JSON + gzip, each record", lambda b: sum(len(gzip.compress(x, 6)) for x in b)),
        ("JSON lines + zstd -19", lambda b: len(zstd.compress(b"\n".join(b)))),
        ("columns + zstd -19", lambda b: len(zstd.compress(codec.encode(["r"] * len(b), b)))),
    ]
    for name, pack in ways:
        for size in (1, 10, 100):
            found = per_record(bodies, pack, size)
            yield Line(f"floor: {name}, batches of {size}", "", "", f"{found:.0f} B")


def wire(bodies: Sequence[bytes]) -> Iterator[Line]:
    """Yield bytes a record over real HTTP: batches of 100, of 10, and as the pace has it."""
    for size, named in ((1, "1"), (10, "10"), (100, "100"), (len(bodies), "all at once")):
        found = []
        for dictionary in (False, True):
            with course() as (_, one, port), BadLink(port) as link:
                post = Transport(f"http://127.0.0.1:{link.port}")
                pace = Pace()
                if size == 100:
                    pace.segment_bytes = 64 * 2**10
                count = bodies[:100] if size == 1 else bodies
                for at in range(0, len(count), size):
                    one.write(count[at : at + size])
                    one.engine(post, dictionary=dictionary, pace=pace).run_once()
                assert one.device.marks().acknowledged == len(count)
                found.append((link.count.up + link.count.down) / len(count))
                post.close()
        goal = "<= 260" if size == 100 else ""
        yield Line(
            f"wire, both ways, heads too: a sync each {named}",
            f"{found[1]:.0f} B",
            goal,
            f"no dictionary {found[0]:.0f} B",
        )


def loopback(bodies: Sequence[bytes]) -> Iterator[Line]:
    """Yield the push of 10,000 records between two processes, and its CPU: the median of three."""
    start = time.perf_counter()
    zstandard.ZstdCompressor(level=3).compress(b"\n".join(bodies))
    floor = len(bodies) / (time.perf_counter() - start)
    done = sorted((push(bodies, PUSHED) for _ in range(3)), key=lambda one: one.wall_s)[1]
    yield Line(
        f"loopback push of {PUSHED:,}, verified and durable",
        f"{done.rate:,.0f}/s",
        ">= 13-19 k (Anki)",
        f"zstd -3 alone {floor:,.0f}/s",
    )
    yield Line("the same, CPU of both ends, a record", f"{done.cpu_ms:.3f} ms", "<= 0.1 ms")
    share = done.office_cpu_s / PUSHED * 1000
    yield Line("the office's share, a record", f"{share:.3f} ms")


def bad(bodies: Sequence[bytes]) -> Iterator[Line]:
    """Yield what a bad link takes."""
    for name, weather, goal in (
        ("64 kbit/s, 600 ms, 3 % loss", BAD, "<= 22 s, 150 kB"),
        ("the same, cut every 20 s", OUTAGES, "<= 45 s"),
    ):
        with course() as (_, one, port), BadLink(port, weather, SEED) as link:
            one.write([bodies[n % len(bodies)] for n in range(ON_BAD_LINK)])
            post, pace = Transport(f"http://127.0.0.1:{link.port}"), Pace()
            start = time.perf_counter()
            while True:
                try:
                    one.engine(post, pace=pace).run_once()
                    break
                except LinkProblem:
                    time.sleep(0.5)
            seconds = time.perf_counter() - start
            kb = (link.count.up + link.count.down) / 1000
            post.close()
        yield Line(
            f"{ON_BAD_LINK} records, {name}",
            f"{seconds:.1f} s, {kb:.0f} kB",
            goal,
            f"line alone {kb / 8:.1f} s",
        )


def small(bodies: Sequence[bytes]) -> Iterator[Line]:
    """Yield the cost of no news, and of a cut in the middle."""
    with course() as (_, one, port), BadLink(port) as link:
        one.write(bodies[:1])
        post = Transport(f"http://127.0.0.1:{link.port}")
        engine = one.engine(post)
        engine.run_once()
        before = (link.count.up, link.count.down)
        engine.run_once()
        heads = link.count.up + link.count.down - sum(before)
        post.close()
    payload = quiet.ASK_BYTES + quiet.SAME_BYTES
    yield Line(
        "nothing new, 1 request, heads too", f"{heads} B", "<= 400 B", f"payload {payload} B"
    )
    whole = _bytes_up(bodies, 0)
    for share in (0.25, 0.5, 0.75):
        again = _bytes_up(bodies, int(whole * share)) - whole
        yield Line(
            f"sent again after a cut at {share:.0%} of {whole / 1000:.0f} kB",
            f"{again} B",
            "<= 12 kB",
        )


def _bytes_up(bodies: Sequence[bytes], cut_after: int) -> int:
    with course() as (_, one, port), BadLink(port) as link:
        one.write(bodies)
        post, pace = Transport(f"http://127.0.0.1:{link.port}"), Pace()
        pace.segment_bytes = 8 * 2**10
        pace._careful = 10**6  # the size of a slow link, so that a cut is in the middle of many
        if cut_after:
            link.cut_after("up", cut_after)
        while True:
            try:
                one.engine(post, pace=pace).run_once()
                break
            except LinkProblem:
                continue
        post.close()
        return link.count.up


def records(options: argparse.Namespace) -> list[bytes]:
    """Return bodies of passport files, from the file when it is there."""
    kept: Path | None = options.entries
    if kept and kept.exists():
        return [line.encode() for line in kept.read_text("utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        made = capture(
            Path(folder),
            FILES,
            SEED,
            random.Random(SEED).randbytes,
            lambda p: p.service.startswith("PAS"),
        )
    bodies = [entry.body or b"" for entry in made]
    if kept:
        kept.write_bytes(b"\n".join(bodies))
    return bodies


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=Path, help="keep the records here")
    parser.add_argument("--json", action="store_true", help="lines of JSON instead of a table")
    options = parser.parse_args()
    bodies = records(options)
    raw = sum(map(len, bodies)) / len(bodies)
    print(f"{len(bodies)} passport files of {raw:.0f} B of JSON, seed {SEED}")
    print(Line("what", "ours", "goal", "floor or rival"))
    for lines in (floors, wire, loopback, bad, small):
        for line in lines(bodies):
            print(json.dumps(line.__dict__) if options.json else line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

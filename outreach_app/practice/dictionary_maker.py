"""Make the wire dictionary: `python -m outreach_app.practice.dictionary_maker`.

A development tool: run it when the bundled forms change much, and commit the file. A dictionary of
older forms still works, it only saves less. Each sample is a run as segments carry it, so that it
teaches the shapes of the forms and the columns' first values alike.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from outreach_app import resources
from outreach_app.domain import wire_dictionary
from outreach_app.domain.record_columns import ColumnCodec
from outreach_app.practice.sample_entries import capture
from sync.dictionary import train
from sync.entry import Entry
from sync.run_bytes import pack_run

FILES, SEED, SIZE = 600, 5000, 24 * 2**10
"""A larger dictionary saves little more (perf: 100 files 122 B each, with 64 KiB 118 B)."""
_RUNS, _PASSES = (1, 2, 3, 5, 8, 13), 3


def samples(entries: Sequence[Entry], seed: int) -> Iterator[bytes]:
    """Yield runs of different lengths as segments carry them."""
    chance, codec = random.Random(seed), ColumnCodec()
    for _ in range(_PASSES):
        at = 0
        while at < len(entries):
            size = chance.choice(_RUNS)
            yield pack_run(entries[at : at + size], codec)
            at += size


def main() -> int:
    """Capture, train and write the resource; say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=FILES)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        chance = random.Random(options.seed)
        entries = capture(Path(folder), options.files, options.seed, chance.randbytes)
    trained = train(list(samples(entries, options.seed)), SIZE)
    (resources.root() / wire_dictionary.FILE).write_bytes(trained.data)
    said = f"{len(trained.data)} bytes, version {wire_dictionary.version(trained)}\n"
    sys.stdout.write(said)
    return 0


if __name__ == "__main__":
    sys.exit(main())

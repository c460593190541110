"""The commands behind `./run` and `outreach`."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from importlib import import_module

from outreach_app.cli.asking import told
from outreach_app.errors import OutreachError

COMMANDS = {
    "practice": "a practice day: an office on loopback, an enrolled laptop, the field window",
    "field": "the field window on this laptop's real profile",
    "desk": "the clerk's window",
    "office": "the office's server on a real profile",
    "village-day": "a whole day without a window; exit 0 only if both sides balance",
    "test": "all tests, offscreen (--nightly adds the long lanes)",
    "sync-alone": "the tests of sync with only its own dependencies installed",
}


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    name = words.pop(0) if words and not words[0].startswith("-") else "practice"
    if name not in COMMANDS:
        listing = "\n".join(f"  {n:12} {what}" for n, what in COMMANDS.items())
        sys.stderr.write(f"run: there is no command {name}. Commands:\n{listing}\n")
        return 2
    if name == "test":
        return _test(words)
    module = import_module(f"outreach_app.cli.{name.replace('-', '_')}")
    parser = argparse.ArgumentParser(prog=f"run {name}", description=module.__doc__)
    module.add_arguments(parser)
    try:
        return int(module.run(parser.parse_args(words)))
    except OutreachError as problem:
        told(problem)
        return 1


def _test(words: list[str]) -> int:
    """Run pytest over all cores; `--nightly` adds the long lanes."""
    nightly = "--nightly" in words
    words = [w for w in words if w != "--nightly"]
    marks = [] if nightly or "-m" in words else ["-m", "not nightly"]
    cores = [] if "-n" in words else ["-n", str(os.cpu_count() or 1), "--dist", "worksteal"]
    command = [sys.executable, "-m", "pytest", *cores, *marks, *words]
    return subprocess.run(command, check=False).returncode  # noqa: S603 - our own arguments


if __name__ == "__main__":
    sys.exit(main())

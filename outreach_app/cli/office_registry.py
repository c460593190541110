"""`office registry FILE…`: a population registry to practise with, on loopback or by file."""

from __future__ import annotations

import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from outreach_app.office.connectors.registry_simulator import (
    RegistrySimulator,
    answer_file,
    people_of,
)


def run(files: Sequence[Path], port: int, questions: Path | None = None) -> int:
    """Answer until told to end; with a question file answer that one on standard output."""
    people: dict[str, dict[str, str]] = {}
    for file in files:
        people |= people_of(file.read_text(encoding="utf-8"))
    if questions is not None:
        sys.stdout.write(answer_file(people, questions.read_text(encoding="utf-8-sig")))
        return 0
    simulator = RegistrySimulator(people, port)
    sys.stdout.write(f"{simulator.start()}\n")
    sys.stdout.flush()
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        simulator.stop()
    return 0

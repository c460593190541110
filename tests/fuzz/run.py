"""Fuzz the form engine by hand or by night: `python tests/fuzz/run.py xpath -max_total_time=3600`.

Needs `pip install atheris` (Linux). New finds go to the folder named after the options; keep the
minimised ones in `corpus/`, where the tests replay them.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["outreach_app.forms", "tests.fuzz"]):
    from tests.fuzz.targets import TARGETS

HERE = Path(__file__).parent


def main() -> None:
    """Run one target until it is stopped or something is found."""
    name, *options = sys.argv[1:]
    folder = str(HERE / "corpus" / name)
    words = [f"-dict={HERE / (name + '.dict')}", "-timeout=5", "-rss_limit_mb=900"]
    places = [o for o in options if not o.startswith("-")] or [folder]
    atheris.Setup([sys.argv[0], *words, *(o for o in options if o.startswith("-")), *places],
                  TARGETS[name])  # fmt: skip
    atheris.Fuzz()


if __name__ == "__main__":
    main()

"""The commands behind `./run` and `outreach`."""

from __future__ import annotations

import sys


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    words = sys.argv[1:] if argv is None else argv
    if words and words[0] == "test":
        import pytest

        return int(pytest.main(words[1:]))
    print(__doc__)
    return 0


if __name__ == "__main__":
    sys.exit(main())

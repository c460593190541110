"""`office checkpoint`: once a year every feed is walked, and the office signs what is whole."""

from __future__ import annotations

import sys
from pathlib import Path

from outreach_app.cli.office_folder import opened, signed_in
from outreach_app.i18n import language, translate
from outreach_app.office.checkpoints import make_checkpoint


def run(folder: Path, clerk: str) -> int:
    """Make a checkpoint beside the running server; 1 when a feed had to be left out.

    Raises:
        UserProblem: OFFICE_003 the clerk's passphrase; OFFICE_006 the clerk may not.
    """
    office = opened(folder)
    try:
        done = make_checkpoint(office, signed_in(office, clerk))
    finally:
        office.close()
    say = language()
    text = translate(say, "CHECKPOINT_010", feeds=done.feeds, entries=done.entries)
    sys.stdout.write(f"{text}\n")
    if done.left_out:
        left = translate(say, "CHECKPOINT_011", feeds=", ".join(done.left_out))
        sys.stdout.write(f"{left}\n")
    return 1 if done.left_out else 0

"""`office import FILE…`: courier files taken in on the office's profile, answers written beside.

The office's server may run meanwhile; both wait for each other at the ledger.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from outreach_app.cli.office_folder import opened
from outreach_app.errors import EnvironmentProblem, UserProblem
from outreach_app.i18n import language, translate
from outreach_app.office.courier import import_files
from outreach_app.office.setup import KEYS
from sync.courier_errors import StickProblem


def run(folder: Path, paths: Sequence[Path]) -> int:
    """Import and tell of each file; return 0 when every one was taken in, 1 otherwise.

    Raises:
        UserProblem: COURIER_033 there is no office in `folder`, COURIER_034 nothing to import.
        EnvironmentProblem: the stick; see `sync.courier_errors`.
    """
    if not (folder / KEYS).exists():
        raise UserProblem("COURIER_033", folder=folder)
    office = opened(folder)
    try:
        done = import_files(office, paths)
    except StickProblem as error:
        raise EnvironmentProblem(error.code, retry=error.retry, **error.facts) from error
    finally:
        office.close()
    if not done:
        raise UserProblem("COURIER_034")
    for one in done:
        text = translate(language(), one.seen.code, **one.seen.facts)
        sys.stdout.write(f"{one.seen.name}: {text}\n")
        if one.reply is not None:
            sys.stdout.write(f"  -> {one.reply}\n")
    return 0 if all(one.seen.taken for one in done) else 1

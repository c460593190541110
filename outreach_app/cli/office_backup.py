"""`office backup FILE|FOLDER` and `office restore FILE`: see `office/README.md`, "Backup"."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Sequence
from pathlib import Path

from outreach_app.cli.office_folder import at_work, opened, passphrase_of, root_of, typed_share
from outreach_app.clock import SystemClock, at_office
from outreach_app.errors import UserProblem
from outreach_app.i18n import clock_time, day, language, translate
from outreach_app.office.backups import back_up
from outreach_app.office.restoring import restore
from outreach_app.office.root import joined


def run_backup(folder: Path, paths: Sequence[Path]) -> int:
    """Back the office up while it works, read it back, and raise the safe marks.

    Raises:
        UserProblem: BACKUP_004 no place to write to was named; see `backups.back_up`.
    """
    if len(paths) != 1:
        raise UserProblem("BACKUP_004")
    office = opened(folder)
    try:
        made = back_up(office, folder, paths[0].resolve())
    finally:
        office.close()
    _say(
        "BACKUP_010",
        file=made.file,
        mb=f"{made.size / 1e6:.1f}",
        devices=made.devices,
        entries=made.entries,
        documents=made.documents,
    )
    if made.same_disk:
        _say("BACKUP_011")
    return 0


def run_restore(folder: Path, paths: Sequence[Path]) -> int:
    """Make the office of a backup in `folder` and say what people must look after.

    Raises:
        UserProblem: RESTORE_006 no backup was named; see `restoring.restore`.
    """
    if len(paths) != 1:
        raise UserProblem("RESTORE_006")
    with at_work(folder):
        root = root_of(folder) or joined(typed_share(1), typed_share(2))
        done = restore(
            paths[0],
            folder,
            root,
            clock=SystemClock(),
            random=secrets.token_bytes,
            passphrase=passphrase_of,
        )
    at = at_office(done.backup_ms)
    when = f"{day(at.date())} {clock_time(at)}"
    _say("RESTORE_010", when=when, devices=done.devices, entries=done.entries)
    _say("RESTORE_011", when=when, count=done.taken_back)
    return 0


def _say(code: str, **facts: object) -> None:
    sys.stdout.write(translate(language(), code, **facts) + "\n")

"""An office from a backup: unpacked, checked, given a new epoch, and only then put in its place."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from outreach_app.clock import Clock
from outreach_app.errors import EnvironmentProblem, UserProblem
from outreach_app.office import epochs
from outreach_app.office.backup_file import Opener, header_of, key_of
from outreach_app.office.backups import LEDGER, sync_folder, unpack, verified
from outreach_app.office.engine import Database, sqlite_url
from outreach_app.office.keyfile import is_wrapped, read_keys, write_keys
from outreach_app.office.ledger_copy import copy_in, heads
from outreach_app.office.office import Rules
from outreach_app.office.root import Root
from outreach_app.office.setup import DATABASE, KEYS, SETTINGS, open_office
from sync.keys import OfficeKeys, Random

_STAGE = ".restoring"


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did.

    Attributes:
        backup_ms: when the backup was taken.
        entries: of laptops in it.
        taken_back: decisions that waited at the desk; clerks decide them anew.
    """

    backup_ms: int
    devices: int
    entries: int
    taken_back: int


def restore(
    file: Path,
    folder: Path,
    root: Root,
    *,
    clock: Clock,
    random: Random,
    passphrase: Callable[[], str] = str,
    rules: Rules | None = None,
) -> Restored:
    """Make the office of a backup in `folder`, which must hold none.

    Cut anywhere, `folder` is as it was, and it can be started again. A ledger on PostgreSQL must
    be empty. `passphrase` is called when the keys in the backup are wrapped.

    Raises:
        UserProblem: RESTORE_001 no backup, or damaged; RESTORE_002 shares of another office;
            RESTORE_003 there is an office in `folder`; RESTORE_012 something else is; RESTORE_004
            the ledger is not empty;
            OFFICE_031 the passphrase of the keys is wrong.
        EnvironmentProblem: RESTORE_005 it cannot be read or written.
    """
    if (folder / KEYS).exists():
        raise UserProblem("RESTORE_003", folder=folder.name)
    stage = folder.with_name(folder.name + _STAGE)
    _nothing_goes(folder, stage, file)
    rules = rules or Rules()
    try:
        shutil.rmtree(stage, ignore_errors=True)
        stage.mkdir(mode=0o700, parents=True)
        with file.open("rb") as source:
            header = header_of(source)
            source.seek(0)
            unpack(Opener(source, key_of(header, root.recovery_seed)), stage)
        entries = _ledger(stage)
        said = passphrase() if is_wrapped(stage / KEYS) else ""
        _new_epoch(stage, root, clock, random, said, rules)
        office = open_office(stage, clock=clock, random=random, passphrase=said, rules=rules)
        try:
            begun = epochs.begin(office, header.made_ms)
        finally:
            office.close()
        if folder.exists():
            folder.rmdir()
        stage.replace(folder)
        sync_folder(folder.parent)
    except OSError as error:
        raise EnvironmentProblem("RESTORE_005", retry=True, file=file.name) from error
    return Restored(header.made_ms, begun.devices, entries, begun.taken_back)


def _nothing_goes(folder: Path, stage: Path, file: Path) -> None:
    """Refuse to put an office where something else lies: it might be the backup itself."""
    if folder.exists() and any(folder.iterdir()):
        raise UserProblem("RESTORE_012", folder=folder.name)
    if stage.resolve() in file.resolve().parents:
        raise UserProblem("RESTORE_012", folder=stage.name)


def _ledger(stage: Path) -> int:
    """Check the ledger and put it where the office looks for it; return its entries."""
    ledger = stage / LEDGER
    settings = tomllib.loads((stage / SETTINGS).read_text(encoding="utf-8"))
    copy = Database(sqlite_url(ledger))
    with copy.reading() as connection:
        kept = heads(connection)
    copy.close()
    entries = verified(ledger, kept)
    if address := str(settings["database_url"]):
        database = Database(address)
        database.migrate()
        copy_in(ledger, database)
        database.close()
        ledger.unlink()
    else:
        ledger.replace(stage / DATABASE)
    for left in stage.glob(f"{LEDGER}-*"):
        left.unlink()
    return entries


def _new_epoch(
    stage: Path, root: Root, clock: Clock, random: Random, passphrase: str, rules: Rules
) -> None:
    path = stage / KEYS
    keys = root.rooted(read_keys(path, passphrase))
    epoch = max(clock.now_ms(), keys.office_epoch + 1)
    new = OfficeKeys(
        keys.office_id,
        epoch,
        keys.signing_seed,
        keys.sealing_seeds,
        keys.root_key,
        keys.recovery_key,
    )
    write_keys(path, new, passphrase, random=random, cost=rules.cost)

"""Making an office, and opening one that was made.

folder/
  office.toml     name, address of the database when it is not the SQLite file here
  keys.json       private keys (mode 0600; wrapped when a passphrase was given)
  complaints-key.json   opens who made a secret complaint (decisions B22)
  root-key.json   the root key: to be printed in two shares and taken away (decisions B18)
  office.sqlite   the ledger
  connectors.toml [population_registry] url, user, password, address; only with an agreement
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec

from outreach_app.clock import Clock
from outreach_app.domain import bundled
from outreach_app.errors import UserProblem
from outreach_app.office import blob_quota, erasure
from outreach_app.office.backups import sweep
from outreach_app.office.clerks import SignedIn, add_clerk
from outreach_app.office.clock_state import seen_ms
from outreach_app.office.connectors.settings import registry_of
from outreach_app.office.engine import Database, sqlite_url
from outreach_app.office.form_publishing import publish_bundled_forms
from outreach_app.office.key_ring import KeyRing
from outreach_app.office.keyfile import read_seed, write_keys, write_seed
from outreach_app.office.ledger import Ledger
from outreach_app.office.office import ALL, Office, Rules
from outreach_app.office.opening import open_all
from outreach_app.office.projection import project_all
from outreach_app.office.publications import publish_complaints_key, publish_resource
from outreach_app.office.publishing import publish_bundled
from outreach_app.office.returned import take_all_returned
from outreach_app.office.root import Root, write_root
from outreach_app.office.sealing_keys import announce_first, destroy_old
from outreach_app.office.steady_clock import SteadyClock
from outreach_app.office.wire_dictionaries import publish_bundled_dictionary
from outreach_app.officeapi import messages as m
from sync.blob_folder import BlobFolder
from sync.keys import KEY_SIZE, OfficeKeys, Random

CONNECTORS = "connectors.toml"
KEYS, SETTINGS, DATABASE = "keys.json", "office.toml", "office.sqlite"
COMPLAINTS, BLOBS = "complaints-key.json", "blobs"


def create_office(
    folder: Path,
    *,
    clock: Clock,
    random: Random,
    name: str,
    first_clerk: m.NewClerk,
    passphrase: str = "",
    database_url: str = "",
    rules: Rules | None = None,
) -> Office:
    """Make an office in `folder` and return it open.

    Args:
        folder: made if it is not there; must not hold an office.
        clock: the office's clock.
        random: unguessable bytes.
        name: for people, e.g. `Kantor Imigrasi Kotabumi`.
        first_clerk: normally with role `kepala`.
        passphrase: wraps the private keys; empty leaves them in clear, mode 0600.
        database_url: of SQLAlchemy; empty for the SQLite file in the folder.
        rules: durations and costs, the usual ones when None.

    Raises:
        UserProblem: OFFICE_032 there is an office already; OFFICE_018..020 of the first clerk.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if (folder / KEYS).exists():
        raise UserProblem("OFFICE_032", folder=folder.name)
    for left_over in folder.glob(f"{DATABASE}*"):
        left_over.unlink()  # of a set-up that was cut short: without keys it is of no use
    rules = rules or Rules()
    root = Root(random(KEY_SIZE))
    keys = root.rooted(OfficeKeys.generate(random, clock.now_ms()))
    settings = f"name = {_toml(name)}\ndatabase_url = {_toml(database_url)}\n"
    (folder / SETTINGS).write_text(settings, encoding="utf-8")
    write_root(folder, root, keys.office_id)
    seed = random(KEY_SIZE)
    write_seed(folder / COMPLAINTS, seed, passphrase, random=random, cost=rules.cost)
    ring = KeyRing(folder / KEYS, keys, passphrase, rules.cost)
    office = _open(folder, name, database_url, ring, clock, random, rules, seed)
    _furnish(office, first_clerk)
    announce_first(office, root)
    # Last, so that a set-up that was cut short can be started again.
    write_keys(folder / KEYS, keys, passphrase, random=random, cost=rules.cost)
    return office


def open_office(
    folder: Path,
    *,
    clock: Clock,
    random: Random,
    passphrase: str = "",
    rules: Rules | None = None,
) -> Office:
    """Open the office in `folder`, bring its tables up to date and take in what was left over.

    Raises:
        UserProblem: OFFICE_030 there is no office; OFFICE_031 the passphrase is wrong.
    """
    rules = rules or Rules()
    ring = KeyRing.read(folder / KEYS, passphrase, rules.cost)
    settings = tomllib.loads((folder / SETTINGS).read_text(encoding="utf-8"))
    office = _open(
        folder,
        str(settings["name"]),
        str(settings["database_url"]),
        ring,
        clock,
        random,
        rules,
        read_seed(folder / COMPLAINTS, passphrase),
    )
    sweep(folder)
    project_all(office)
    erasure.clean(office)
    blob_quota.purge(office)
    publish_bundled_dictionary(office)
    take_all_returned(office)
    open_all(office)
    destroy_old(office)
    return office


def _open(
    folder: Path,
    name: str,
    database_url: str,
    ring: KeyRing,
    clock: Clock,
    random: Random,
    rules: Rules,
    complaints_seed: bytes,
) -> Office:
    database = Database(database_url or sqlite_url(folder / DATABASE))
    database.migrate()
    blobs = BlobFolder(folder / BLOBS)
    steady = SteadyClock(clock)
    ledger = Ledger(database, steady)
    with ledger.reading() as tx:
        steady.begin(seen_ms(tx.connection))
    registry = registry_of(folder / CONNECTORS)
    return Office(
        name, ledger, ring, steady, random, rules, complaints_seed, blobs, registry=registry
    )


def _furnish(office: Office, first_clerk: m.NewClerk) -> None:
    with office.ledger.transaction() as tx:
        tx.add_office_feed(office.feed_for(ALL), ALL)
    clerk = add_clerk(office, first_clerk, None)
    by = SignedIn(clerk.clerk, clerk.name, "kepala")
    for name in bundled.NAMES:
        wanted = m.PublishResource(name=name, version=bundled.version(), text=bundled.text(name))
        publish_resource(office, wanted, by)
    publish_complaints_key(office, by)
    publish_bundled_dictionary(office)
    publish_bundled_forms(office, by)
    publish_bundled(office, by)


def _toml(text: str) -> str:
    # A JSON string is a TOML basic string.
    return msgspec.json.encode(text).decode()

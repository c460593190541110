"""The office's server on a real profile; makes the office on first use. Also its upkeep."""

from __future__ import annotations

import argparse
import os
import secrets
import sys
from pathlib import Path

from outreach_app.cli import (
    office_backup,
    office_checkpoint,
    office_import,
    office_keys,
    office_recover,
    office_registry,
)
from outreach_app.cli.asking import new_secret
from outreach_app.cli.office_folder import PASSPHRASE, at_work, opened
from outreach_app.clock import SystemClock
from outreach_app.office.clerks import long_enough
from outreach_app.office.office import Office
from outreach_app.office.serve import serve_forever
from outreach_app.office.server_key import server_pem
from outreach_app.office.setup import KEYS, create_office
from outreach_app.officeapi import messages as m
from outreach_app.settings import data_home
from sync.tls import fingerprint


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "action",
        nargs="?",
        choices=(
            "serve",
            "import",
            "registry",
            "backup",
            "restore",
            "keys",
            "recover",
            "checkpoint",
        ),
        default="serve",
        help="serve (the default), import courier files, registry to practise, "
        "backup FILE|FOLDER, restore FILE, keys [new|print FILE|open|away], "
        "recover LAPTOP [TEXT OF ITS SCREEN], checkpoint",
    )
    parser.add_argument("files", nargs="*", type=Path, help="what the action works on")
    parser.add_argument("--questions", type=Path, help="registry: answer this question file")
    parser.add_argument("--folder", type=Path, default=data_home() / "office")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8017)
    parser.add_argument(
        "--plain", action="store_true", help="HTTP without TLS also on a real network address"
    )
    parser.add_argument(
        "--database", default="", help="of a new office: a PostgreSQL by its SQLAlchemy address"
    )
    parser.add_argument("--name", default="Kantor Imigrasi Kotabumi")
    parser.add_argument(
        "--clerk",
        default="kepala",
        help="first clerk of a new office; who makes a code or checkpoint",
    )


def run(options: argparse.Namespace) -> int:
    """Serve until told to end, or import."""
    if options.action == "import":
        return office_import.run(options.folder, options.files)
    if options.action == "registry":
        return office_registry.run(options.files, options.port, options.questions)
    if options.action == "backup":
        return office_backup.run_backup(options.folder, options.files)
    if options.action == "restore":
        return office_backup.run_restore(options.folder, options.files)
    if options.action == "keys":
        return office_keys.run(options.folder, [str(word) for word in options.files])
    if options.action == "checkpoint":
        return office_checkpoint.run(options.folder, options.clerk)
    if options.action == "recover":
        words = [str(word) for word in options.files]
        return office_recover.run(options.folder, options.clerk, words)
    with at_work(options.folder):
        return _serve(options)


def _made(options: argparse.Namespace) -> Office:
    """Make the office, with what is asked for in the terminal."""
    sys.stderr.write(f"office: making a new office in {options.folder}\n")
    question = f"Frasa sandi {options.clerk} / passphrase of the first clerk"
    passphrase = new_secret(question, long_enough)
    keys = os.environ.get(PASSPHRASE)
    if keys is None:
        question = (
            "Frasa sandi kunci kantor (kosong: tanpa) / passphrase of the office's keys"
            f" (empty: none). A service needs it in {PASSPHRASE}"
        )
        keys = new_secret(question, long_enough, empty=True)
    return create_office(
        options.folder,
        clock=SystemClock(),
        random=secrets.token_bytes,
        name=options.name,
        first_clerk=m.NewClerk(
            clerk=options.clerk, name=options.clerk, role="kepala", passphrase=passphrase
        ),
        passphrase=keys,
        database_url=options.database,
    )


def _serve(options: argparse.Namespace) -> int:
    known = (options.folder / KEYS).exists()
    office = opened(options.folder) if known else _made(options)
    loopback = options.host in ("localhost", "127.0.0.1", "::1")
    pem = None if options.plain or loopback else server_pem(office, options.folder)
    scheme = "https" if pem else "http"
    sys.stderr.write(f"office: answering on {scheme}://{options.host}:{options.port}\n")
    sys.stderr.write(f"office: key {fingerprint(office.keys.card.signing_key)}\n")
    try:
        serve_forever(office, options.host, options.port, pem)
    finally:
        office.close()
    return 0

"""The clerk's window; on a practice day it finds the practice office by itself."""

from __future__ import annotations

import argparse

from outreach_app.cli.practice import ADDRESS_FILE, accounts, has_screen, say_no_screen
from outreach_app.settings import data_home


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--office", help="address of the office, e.g. http://127.0.0.1:8017")
    parser.add_argument("--office-key", default="", help="the key that the office's server prints")


def run(options: argparse.Namespace) -> int:
    """Show the window."""
    if not has_screen():
        return say_no_screen()
    from outreach_app.desk.main import run_desk

    practice = data_home() / ADDRESS_FILE
    if options.office is None and practice.exists():
        return run_desk(practice.read_text(encoding="utf-8").strip(), accounts())
    office = options.office or "http://127.0.0.1:8017"
    return run_desk(office, office_key=options.office_key.strip().upper())

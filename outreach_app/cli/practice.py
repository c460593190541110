"""A practice day: an office on loopback in a throw-away profile, an enrolled laptop, its window."""

from __future__ import annotations

import argparse
import os
import secrets
import shutil
import sys
import tempfile
from pathlib import Path

from outreach_app.clock import SystemClock, office_date
from outreach_app.practice import office_day as practice
from outreach_app.practice.people import People
from outreach_app.practice.registry import registered
from outreach_app.practice.village_day import PEKON
from outreach_app.settings import Profile, data_home

ADDRESS_FILE = "practice-office.txt"
_SEED, _REGISTERED = 1, 200
"""The practice registry knows the people of `village-day --seed 1`."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--keep", type=Path, help="keep the practice profile in this folder")


def accounts() -> str:
    """Return the practice accounts in words, for the first page."""
    return (
        f"Latihan / practice: {practice.OFFICER.name}: {practice.OFFICER_PASSPHRASE}\n"
        f"Meja / desk: {practice.CLERK}: {practice.CLERK_PASSPHRASE}"
    )


def has_screen() -> bool:
    """Tell whether a window can be shown here."""
    if os.environ.get("QT_QPA_PLATFORM") or sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def say_no_screen() -> int:
    """Say that there is no screen and what works without one; return the exit code."""
    sys.stderr.write(
        "Tidak ada layar di sini, jadi jendela tidak bisa dibuka. Coba: ./run village-day\n"
        "There is no screen here, so no window can open. Try: ./run village-day\n"
    )
    return 3


def run(options: argparse.Namespace) -> int:
    """Start the office, enrol the laptop once, show the field window."""
    if not has_screen():
        return say_no_screen()
    from outreach_app.desk.main import open_desk
    from outreach_app.field.main import run_field

    folder: Path = options.keep or Path(tempfile.mkdtemp(prefix="practice-"))
    sys.stderr.write(f"practice: office and laptop in {folder}\n")
    clock = SystemClock()
    people = registered(People(_SEED, office_date(clock.now_ms()), PEKON).draw(_REGISTERED))
    office = practice.start_office(folder / "office", clock, secrets.token_bytes, people=people)
    address = data_home() / ADDRESS_FILE
    address.parent.mkdir(parents=True, exist_ok=True)
    address.write_text(office.url, encoding="utf-8")
    profile = Profile(folder / "laptop")
    try:
        _enrol(profile, office.url)
        return run_field(
            profile,
            office_url=office.url,
            practice=accounts(),
            desk=lambda: open_desk(office.url, accounts()),
        )
    finally:
        address.unlink(missing_ok=True)
        office.stop()
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)


def _enrol(profile: Profile, url: str) -> None:
    if profile.keys_file.exists():
        return
    code = practice.new_code(url)
    clock = SystemClock()
    practice.enrol_laptop(profile, url, code, clock=clock, random=secrets.token_bytes).lock()

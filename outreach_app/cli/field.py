"""The field window on this laptop's real profile; enrols the laptop on first use."""

from __future__ import annotations

import argparse
import secrets
import sys
from functools import partial
from pathlib import Path

from outreach_app import identity
from outreach_app.cli.asking import asked, new_secret, told
from outreach_app.cli.practice import has_screen, say_no_screen
from outreach_app.clock import SystemClock
from outreach_app.errors import UserProblem
from outreach_app.officeapi.client import OfficeClient
from outreach_app.officeapi.codes import is_of_office
from outreach_app.settings import Profile, data_home

ADDRESS = "office-address.txt"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--folder", type=Path, default=data_home() / "field")
    parser.add_argument("--office", help="address of the office; kept after the first time")


def run(options: argparse.Namespace) -> int:
    """Enrol if needed, then show the window."""
    if not has_screen():
        return say_no_screen()
    from outreach_app.field.main import run_field

    profile = Profile(options.folder).create()
    kept = profile.folder / ADDRESS
    url = options.office or (kept.read_text(encoding="utf-8").strip() if kept.exists() else "")
    url = url or asked("Alamat kantor / office address")
    if not identity.enrolled(profile):
        _enrol(profile, url)
    kept.write_text(url, encoding="utf-8")
    return run_field(profile, office_url=url)


def _enrol(profile: Profile, url: str) -> None:
    sys.stderr.write("Laptop ini belum terdaftar / this laptop is not enrolled yet.\n")
    name = asked("Nama ketua tim / name of the team lead")
    initials = "".join(word[0] for word in name.split()).upper()[:3]
    officer = identity.officer_named(name, initials, "ketua_tim")
    laptop_name = asked("Nama laptop / laptop name")
    question = "Frasa sandi baru, empat atau lima kata / new passphrase, four or five words"
    passphrase = new_secret(question, identity.accepted)
    cost = identity.calibrated(identity.measured(SystemClock()))
    while True:
        code = asked("Kode pendaftaran / enrolment code")
        try:
            identity.enrol(
                profile,
                OfficeClient(url, is_ours=partial(is_of_office, code)),
                code=code,
                laptop_name=laptop_name,
                officer=officer,
                passphrase=passphrase,
                cost=cost,
                random=secrets.token_bytes,
            )
        except UserProblem as problem:
            told(problem)
        else:
            return

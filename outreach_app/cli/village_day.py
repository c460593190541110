"""`village-day`: a whole outreach day without a window; exit 0 only if both sides balance."""

from __future__ import annotations

import argparse
import json
import secrets
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from outreach_app.casework import Laptop
from outreach_app.clock import SystemClock, office_date
from outreach_app.officeapi.client import OfficeClient
from outreach_app.practice import office_day as practice
from outreach_app.practice.areas import AREAS
from outreach_app.practice.day_report import Report
from outreach_app.practice.people import People
from outreach_app.practice.poor_link import PoorLink
from outreach_app.practice.registry import registered
from outreach_app.practice.stick_trip import StickTrip
from outreach_app.practice.village_day import PEKON, VillageDay, Way
from outreach_app.settings import Profile
from sync.client import Transport


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--applications", type=int, default=40, help="how many people apply")
    parser.add_argument("--seed", type=int, default=1, help="the same seed, the same people")
    parser.add_argument("--office", help="address of a running office; else one is started here")
    parser.add_argument("--enrolment", help="enrolment code of that office")
    parser.add_argument("--clerk", default=practice.CLERK, help="clerk's account at the office")
    parser.add_argument("--passphrase", default=practice.CLERK_PASSPHRASE, help="of the clerk")
    parser.add_argument("--slips", type=Path, help="folder for the slips; kept when given")
    way = parser.add_mutually_exclusive_group()
    way.add_argument(
        "--courier", action="store_true", help="by files only: the laptop never calls the office"
    )
    way.add_argument(
        "--link",
        choices=("good", "poor"),
        default="good",
        help="poor: 64 kbit/s, 600 ms, 3 %% loss and a cut every 20 s, with an office on loopback",
    )
    parser.add_argument(
        "--areas", action="store_true", help="drive every service area through the real code"
    )
    parser.add_argument(
        "--scans",
        type=int,
        default=0,
        help="scan a paper of so many files; publishes services with scans switched on",
    )
    parser.add_argument("--json", type=Path, help="write the report here")


def run(options: argparse.Namespace) -> int:
    """Run the day; return 0 when balanced, 1 when not."""
    folder = Path(tempfile.mkdtemp(prefix="village-day-"))
    try:
        report = _day(options, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    text = json.dumps(report.as_json(), indent=2)
    if options.json:
        options.json.write_text(text + "\n", encoding="utf-8")
    sys.stdout.write(text + "\n")
    return 1 if report.differences else 0


def _day(options: argparse.Namespace, folder: Path) -> Report:
    clock, random = SystemClock(), secrets.token_bytes
    office = None
    if not options.office:
        office = practice.start_office(folder / "office", clock, random, people=_people(options))
    url = office.url if office else options.office
    try:
        clerk = OfficeClient(url)
        clerk.sign_in(options.clerk, options.passphrase)
        code = options.enrolment or clerk.new_enrolment_code("Tim Liwa").code
        return _on_laptop(options, folder, url, code, clerk, office)
    finally:
        if office:
            office.stop()


def _people(options: argparse.Namespace) -> dict[str, dict[str, str]]:
    """Return the registry of the people whom this day draws."""
    today = office_date(SystemClock().now_ms())
    return registered(People(options.seed, today, PEKON).draw(options.applications))


def _on_laptop(
    options: argparse.Namespace,
    folder: Path,
    url: str,
    code: str,
    clerk: OfficeClient,
    office: practice.PracticeOffice | None,
) -> Report:
    slips: Path = options.slips or folder / "slips"
    slips.mkdir(parents=True, exist_ok=True)
    post = Transport(url)
    laptop = practice.enrol_laptop(
        Profile(folder / "laptop"), url, code, clock=SystemClock(), random=secrets.token_bytes
    )
    try:
        areas = [make() for make in AREAS] if options.areas else []
        with _way(options, laptop, url, clerk, folder) as way:
            day = VillageDay(laptop, post, clerk, options.seed, slips, way, areas, office)
            day.scans = options.scans
            return day.run(options.applications)
    finally:
        laptop.lock()
        post.close()


@contextmanager
def _way(
    options: argparse.Namespace, laptop: Laptop, url: str, clerk: OfficeClient, folder: Path
) -> Iterator[Way | None]:
    if options.courier:
        yield StickTrip(laptop, clerk, folder / "stick")
    elif options.link == "poor":
        with PoorLink(laptop, url, seed=options.seed) as link:
            yield link
    else:
        yield None

"""Is the laptop ready for a day? One sentence each; offline is normal (ux L2, flow a)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtPrintSupport import QPrinterInfo

from outreach_app.casework import Laptop
from outreach_app.i18n import tr
from outreach_app.ui.dates import shown_version

_POWER = Path("/sys/class/power_supply")
_LOW_PERCENT = 60


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the list: a sentence, and whether it is as it should be."""

    good: bool
    text: str


def checks(laptop: Laptop, folder: Path) -> list[Check]:
    """Return the list, what needs a look first.

    Args:
        laptop: unlocked.
        folder: where the profile lies, for the space left.
    """
    found = [
        _space(folder),
        *_power(_POWER),
        *_office(laptop),
        *_rules(laptop),
        _printer(),
    ]
    return sorted(found, key=lambda check: check.good)


def _space(folder: Path) -> Check:
    free_gb = shutil.disk_usage(folder).free / 1e9
    return Check(free_gb > 1, tr("Space {gb} GB", gb=int(free_gb)))


def _power(supplies: Path) -> Iterator[Check]:
    """Tell the battery where the system does; a machine without one says nothing."""
    for battery in sorted(supplies.glob("BAT*")):
        try:
            percent = int((battery / "capacity").read_text(encoding="ascii"))
            status = (battery / "status").read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            continue
        charging = status != "Discharging"
        text = tr("Power {percent} %, plugged in") if charging else tr("Power {percent} %")
        yield Check(charging or percent >= _LOW_PERCENT, text.format(percent=percent))


def _office(laptop: Laptop) -> Iterator[Check]:
    state = laptop.sync_state()
    offset = abs(state.offset_s)
    yield Check(offset < 120, tr("Clock differs from the office by {s} s", s=offset))
    if state.standing != "active":
        yield Check(False, tr("The office has stopped this laptop. Phone the office."))
    waiting = state.unsent_entries
    text = tr("{n} notes not sent yet; they are safe", n=waiting) if waiting else tr("All sent")
    yield Check(True, text)


def _rules(laptop: Laptop) -> Iterator[Check]:
    has_forms, rules, today = laptop.has_forms(), laptop.place.rules, laptop.place.today()
    forms = tr("Forms are on this laptop") if has_forms else tr("No forms yet: send once")
    yield Check(has_forms, forms)
    yield Check(
        True, tr("Services and fees {version}", version=shown_version(rules.catalogue.version))
    )
    covered = rules.calendar.covers(today)
    yield Check(covered, tr("Holidays known") if covered else tr("Holidays of this year missing"))


def _printer() -> Check:
    there = not QPrinterInfo.defaultPrinter().isNull()
    text = tr("Printer {name}", name=QPrinterInfo.defaultPrinter().printerName())
    return Check(there, text if there else tr("No printer: slips are saved as files"))

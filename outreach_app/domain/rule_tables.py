"""Tables of rules that an office replaces whole: what is wrong in a text before it is published.

A table is in order when its own reader takes it, no day stands twice in the calendar, and every
tariff and service names its legal basis. What is wrong is told with its line and what to do.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from outreach_app.domain.calendar import KINDS, Calendar
from outreach_app.domain.complaint_rules import ComplaintRules
from outreach_app.domain.fees import Fees
from outreach_app.domain.machines import Machines
from outreach_app.domain.papers import Papers
from outreach_app.domain.satisfaction import Rules as SatisfactionRules
from outreach_app.domain.services import Catalogue
from outreach_app.i18n import Language, translate

CALENDAR, FEES, SERVICES = "calendar", "fees", "services"
COMPLAINTS, SATISFACTION = "complaints", "satisfaction"
DATED = (COMPLAINTS, SATISFACTION)
"""Tables of `[[version]]`: a later decree is a further one, those begun stay as they are."""
READERS: dict[str, Callable[[str], object]] = {
    CALENDAR: lambda text: Calendar.load(text, ""),
    FEES: Fees.load,
    SERVICES: Catalogue.load,
    "documents": Papers.load,
    "machines": Machines.load,
    COMPLAINTS: ComplaintRules.load,
    SATISFACTION: SatisfactionRules.load,
}
"""Tables that are replaced from a file; the alert level has a way of its own."""
_NO_BASIS = re.compile(r"""^\s*legal_basis\s*=\s*(""|'')""")
_HEAD = re.compile(r"^\s*\[\[?\s*\"?([^\]\".]+)")


@dataclass(frozen=True, slots=True)
class Fault:
    """What stops a table, in words.

    Attributes:
        line: of the text, from 1; 0 when it is about the whole table.
    """

    line: int
    text: str


def suffix(name: str) -> str:
    """Return how a table's file ends."""
    return ".csv" if name == CALENDAR else ".toml"


def faults(name: str, text: str, language: Language) -> tuple[Fault, ...]:
    """Return what must be mended before the table `name` can be published.

    Raises:
        KeyError: no table of that name is replaced from a file.
    """
    found = _days_twice(text, language) if name == CALENDAR else _no_basis(name, text, language)
    try:
        READERS[name](text)
    except tomllib.TOMLDecodeError as error:
        return (_syntax(str(error), text, language),)
    except (ValueError, TypeError) as error:
        return (_refused(name, str(error), text, language), *found)
    return found


def versions_changed(name: str, former: str, later: str, today: date) -> tuple[date, ...]:
    """Return the days of versions in force that a later text of a dated table changes or drops.

    What was received under them keeps its rule: only versions of days to come may change.
    """
    if name not in DATED:
        return ()
    stays = tomllib.loads(later)["version"]
    begun = (one for one in tomllib.loads(former)["version"] if one["valid_from"] <= today)
    return tuple(one["valid_from"] for one in begun if one not in stays)


def _syntax(why: str, text: str, language: Language) -> Fault:
    place = re.search(r"line (\d+)", why)
    line = int(place[1]) if place else len(text.splitlines())
    said = translate(
        language,
        "This line cannot be read as TOML. Check quotes, brackets and = here and in the line "
        "above; compare with a saved copy.",
    )
    return Fault(line, said)


def _refused(name: str, why: str, text: str, language: Language) -> Fault:
    twice = re.match(r"(.+): two versions hold on (.+)", why)
    row = re.match(r"row (\d+): ", why)
    if twice:
        said = translate(
            language,
            "{name}: two versions hold on {day}. Give the older one a valid_to before that day.",
            name=twice[1],
            day=twice[2],
        )
        return Fault(_line_of(twice[2], text), said)
    if row:
        said = translate(
            language,
            "Write a date like 2026-12-25 and one of these types: {kinds}.",
            kinds=", ".join(KINDS),
        )
        return Fault(int(row[1]), said)
    if name == CALENDAR:
        said = translate(
            language,
            "The first line must be date,type,name,status with commas, and holidays below it.",
        )
        return Fault(1, said)
    said = translate(
        language, "Not readable as this table: {why}. Compare with a saved copy.", why=why[:160]
    )
    return Fault(_line_of(why.partition(":")[0], text), said)


def _line_of(name: str, text: str) -> int:
    """Return the line that begins the part `name`, else the first that holds it, else 0."""
    lines = list(enumerate(text.splitlines(), start=1))
    heads = (at for at, line in lines if (head := _HEAD.match(line)) and head[1].strip() == name)
    return next(heads, next((at for at, line in lines if name in line), 0))


def _no_basis(name: str, text: str, language: Language) -> tuple[Fault, ...]:
    if name not in (FEES, SERVICES, *DATED):
        return ()
    said = translate(language, 'Write the regulation between the quotes: legal_basis = "…".')
    lines = enumerate(text.splitlines(), start=1)
    return tuple(Fault(at, said) for at, line in lines if _NO_BASIS.match(line))


def _days_twice(text: str, language: Language) -> tuple[Fault, ...]:
    seen: dict[str, int] = {}
    found = []
    for at, line in enumerate(text.splitlines(), start=1):
        day = line.partition(",")[0].strip()
        if day in seen:
            said = translate(
                language,
                "{day} stands in line {line} already. Keep one of the two.",
                day=day,
                line=seen[day],
            )
            found.append(Fault(at, said))
        seen.setdefault(day, at) if day else None
    return tuple(found)

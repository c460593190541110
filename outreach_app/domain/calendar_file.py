"""Days as a calendar file that phones and mail programs take (RFC 5545).

Lines end with CR LF and are folded at 75 octets; times stand in WIB with their own time zone
rule, so that no calendar has to know Asia/Jakarta. A moved day keeps its UID with a higher
SEQUENCE, a cancelled one is sent as cancelled.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from outreach_app.domain import plans
from outreach_app.domain.day_entries import DayPlanned
from outreach_app.domain.regions import label_of
from outreach_app.i18n import Language, translate

_LINE = 75
_ZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:Asia/Jakarta",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0700",
    "TZOFFSETTO:+0700",
    "TZNAME:WIB",
    "END:STANDARD",
    "END:VTIMEZONE",
)


def calendar_file(
    days: Iterable[DayPlanned], stamp_ms: int, office: str, language: Language
) -> bytes:
    """Return the days as one `.ics`.

    Args:
        days: published plans.
        stamp_ms: when the file is made, milliseconds UTC.
        office: name of the office, the organiser in words.
        language: of the texts.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Outreach Lampung Barat//Schedule//ID",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        *_ZONE,
    ]
    for plan in days:
        lines += _event(plan, _utc(stamp_ms), office, language)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(plan: DayPlanned, stamp: str, office: str, language: Language) -> list[str]:
    kind = plans.kind_title(plan.kind, language)
    where = ", ".join(filter(None, (plan.place, label_of(plan.pekon))))
    return [
        "BEGIN:VEVENT",
        f"UID:{plan.day_id}@outreach.lampungbarat",
        f"DTSTAMP:{stamp}",
        f"SEQUENCE:{plan.version}",
        f"DTSTART;TZID=Asia/Jakarta:{_local(plan.date, plan.start)}",
        f"DTEND;TZID=Asia/Jakarta:{_local(plan.date, plan.end)}",
        f"SUMMARY:{_text(f'{kind}: {label_of(plan.pekon)}')}",
        f"LOCATION:{_text(where)}",
        f"DESCRIPTION:{_text(_words(plan, office, language))}",
        f"STATUS:{'CANCELLED' if plan.cancelled else 'CONFIRMED'}",
        "END:VEVENT",
    ]


def _words(plan: DayPlanned, office: str, language: Language) -> str:
    told = [office]
    if plan.state != "terjadwal":
        told.append(f"{plans.state_title(plan.state, language)}: {plan.reason}")
    if plan.former_date:
        told.append(translate(language, "Before: {date}", date=plan.former_date))
    told.append(translate(language, "Bring KTP, KK and birth certificate."))
    return "\n".join(told)


def _text(value: str) -> str:
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        value = value.replace(plain, escaped)
    return value.replace("\r", "")


def _utc(ms: int) -> str:
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)
    return at.strftime("%Y%m%dT%H%M%SZ")


def _local(day: str, at: str) -> str:
    moment = datetime.combine(date.fromisoformat(day), time.fromisoformat(at))
    return moment.strftime("%Y%m%dT%H%M%S")


def _folded(line: str) -> bytes:
    """Return a line with its end, folded so that no character is cut in two."""
    parts, part = [], b""
    for letter in line:
        data = letter.encode()
        if len(part) + len(data) > _LINE:
            parts.append(part)
            part = b" "
        part += data
    return b"\r\n".join([*parts, part]) + b"\r\n"

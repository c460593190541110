"""The schedule as a file that a calendar takes, read back by an independent reader."""

from datetime import datetime, timedelta

import icalendar
import pytest

from outreach_app.clock import WIB
from outreach_app.domain.calendar_file import calendar_file
from outreach_app.domain.day_entries import DayPlanned

PLAN = DayPlanned(
    day_id="H-2026-0001",
    version=3,
    kind="layanan",
    pekon="18.04.04.2002",
    place="Balai pekon; dekat pasar, lantai 2 \\ kiri",
    date="2026-11-26",
    start="08:00",
    end="14:00",
)
LONG = DayPlanned(
    day_id="H-2026-0002",
    version=1,
    kind="kampanye",
    pekon="18.04.23.2001",
    place="Gedung Serba Guna – “Sekuting Terpadu” " * 4,
    date="2026-12-01",
    start="09:30",
    end="11:00",
    state="batal",
    reason="Jalan longsor",
)


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_calendar_reads_time_place_and_standing(language: str) -> None:
    data = calendar_file([PLAN, LONG], 1_795_500_000_000, "Kantor Imigrasi Kotabumi", language)
    first, second = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert first["UID"] == "H-2026-0001@outreach.lampungbarat"
    start = first["DTSTART"].dt
    assert start == datetime(2026, 11, 26, 8, 0, tzinfo=WIB)
    assert start.utcoffset() == timedelta(hours=7)
    assert first["LOCATION"].startswith("Balai pekon; dekat pasar, lantai 2 \\ kiri, Pekon Kubu")
    assert (first["SEQUENCE"], first["STATUS"]) == (3, "CONFIRMED")
    assert second["STATUS"] == "CANCELLED"
    assert "Jalan longsor" in second["DESCRIPTION"]
    assert second["LOCATION"].startswith(LONG.place)


def test_lines_end_with_cr_lf_and_are_folded_without_cutting_a_character() -> None:
    data = calendar_file([LONG], 1_795_500_000_000, "Kantor", "id")
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # every line by itself is whole UTF-8
    assert any(line.startswith(b" ") for line in data.split(b"\r\n"))


def test_the_time_of_making_is_said_in_utc() -> None:
    data = calendar_file([PLAN], 1_795_500_000_000, "Kantor", "id")
    assert b"DTSTAMP:20261124T060000Z" in data

"""What a GPS receiver says: sentences of NMEA 0183, believed only when their check sum is right.

Source: NMEA 0183, sentences GGA (fix data) and RMC (recommended minimum).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SENTENCE = re.compile(r"\$([A-Z]{2}[A-Z]{3}(?:,[^*$]*)?)\*([0-9A-Fa-f]{2})")
_RANGE_ERROR_M = 5.0
"""Accuracy is the dilution (HDOP) times this usual range error of cheap receivers."""


@dataclass(frozen=True, slots=True)
class Fix:
    """A position: decimal degrees; metres, 0 where the receiver does not say."""

    latitude: float
    longitude: float
    altitude: float = 0.0
    accuracy: float = 0.0

    def lexical(self) -> str:
        """Return it as forms write a geopoint: `lat lon alt accuracy`."""
        degrees = f"{self.latitude:.7f} {self.longitude:.7f}"
        return f"{degrees} {self.altitude:.1f} {self.accuracy:.1f}"


def fields(line: str) -> tuple[str, ...] | None:
    """Return the fields of a sentence, the first without its talker; None when it is damaged."""
    found = _SENTENCE.fullmatch(line.strip())
    if found is None:
        return None
    check = 0
    for byte in found[1].encode():
        check ^= byte
    if check != int(found[2], 16):
        return None
    name, *rest = found[1].split(",")
    return (name[2:], *rest)


def fix(line: str) -> Fix | None:
    """Return the position that a sentence tells, None when it tells none."""
    parts = fields(line)
    if parts is None:
        return None
    try:
        if parts[0] == "GGA" and parts[6] != "0":
            return _fix(*parts[2:6], altitude=parts[9], dilution=parts[8])
        if parts[0] == "RMC" and parts[2] == "A":
            return _fix(*parts[3:7])
    except (IndexError, ValueError):
        return None
    return None


def _fix(
    lat: str, north: str, lon: str, east: str, *, altitude: str = "", dilution: str = ""
) -> Fix | None:
    latitude, longitude = _degrees(lat, 2), _degrees(lon, 3)
    if not (north in "NS" and east in "EW" and north and east):
        return None
    if latitude > 90 or longitude > 180:
        return None
    return Fix(
        -latitude if north == "S" else latitude,
        -longitude if east == "W" else longitude,
        float(altitude or 0),
        float(dilution or 0) * _RANGE_ERROR_M,
    )


def _degrees(text: str, whole: int) -> float:
    """Return decimal degrees of `ddmm.mmmm`; `whole` digits are degrees."""
    if not re.fullmatch(r"\d{4,5}(\.\d+)?", text):
        raise ValueError(text)
    minutes = float(text[whole:])
    if minutes >= 60:
        raise ValueError(text)
    return int(text[:whole]) + minutes / 60

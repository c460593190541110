"""Area, distance and containment of geographic shapes.

Source: ODK XForms specification (functions); sphere of R = 6,378,100 m, two decimals (D17).
"""

from __future__ import annotations

import itertools
import math
import re

from outreach_app.forms.xpath import values as v
from outreach_app.forms.xpath.scope import MANY, EvaluationError, plain

RADIUS = 6_378_100
"""Metres; what phones use."""

Point = tuple[float, float]
_NUMBER = re.compile(r"-?\d+(?:\.\d*)?")


def read_point(text: str) -> Point | None:
    """Return (latitude, longitude) of `lat lon [alt [acc]]`, None when it is no point."""
    parts = text.split()
    if not 2 <= len(parts) <= 4 or not all(_NUMBER.fullmatch(p) for p in parts):
        return None
    lat, lon = float(parts[0]), float(parts[1])
    return (lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None


def points(*found: v.Value) -> list[Point] | None:
    """Return the points of texts or nodes, None when something is no point."""
    result: list[Point] = []
    for text in v.texts(*found):
        for part in text.strip().strip(";").split(";"):
            if part.strip():
                point = read_point(part)
                if point is None:
                    return None
                result.append(point)
    return result


@plain("area", 1)
def _area(value: v.Value) -> float:
    corners = points(value)
    if corners is None:
        return math.nan
    if len(corners) < 3:
        return 0.0
    total = 0.0
    for (lat1, lon1), (lat2, lon2) in zip(corners, [*corners[1:], corners[0]], strict=True):
        width = math.radians(lon2 - lon1)
        total += width * (2 + math.sin(math.radians(lat1)) + math.sin(math.radians(lat2)))
    return round(abs(total * RADIUS * RADIUS / 2), 2)


@plain("distance", 1, MANY)
def _distance(*found: v.Value) -> float:
    corners = points(*found)
    if corners is None:
        raise EvaluationError("FORMS_018", function="distance")
    pairs = itertools.pairwise(corners)
    return round(math.fsum(_arc(a, b) for a, b in pairs), 2)


def _arc(start: Point, end: Point) -> float:
    lat1, lat2 = math.radians(start[0]), math.radians(end[0])
    turn = math.radians(end[1] - start[1])
    cosine = math.sin(lat1) * math.sin(lat2) + math.cos(lat1) * math.cos(lat2) * math.cos(turn)
    return RADIUS * math.acos(max(-1.0, min(1.0, cosine)))


@plain("geofence", 2)
def _geofence(point: v.Value, shape: v.Value) -> bool:
    """Even-odd ray casting; a blank or open shape holds nothing."""
    here, corners = points(point), points(shape)
    if not here or not corners or len(corners) < 4 or corners[0] != corners[-1]:
        return False
    lat, lon = here[0]
    inside = False
    for (lat1, lon1), (lat2, lon2) in itertools.pairwise(corners):
        if (lon1 > lon) != (lon2 > lon):
            inside ^= lat < (lat2 - lat1) * (lon - lon1) / (lon2 - lon1) + lat1
    return inside


@plain("intersects", 1)
def _intersects(shape: v.Value) -> bool:
    corners = points(shape) or []
    if len(corners) < 3:
        return False
    sides = list(itertools.pairwise(corners))
    closed = corners[0] == corners[-1]
    for i, one in enumerate(sides):
        for j in range(i + 2, len(sides)):
            neighbours = closed and i == 0 and j == len(sides) - 1
            if not neighbours and _cross(*one, *sides[j]):
                return True
    return False


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _on(a: Point, b: Point, c: Point) -> bool:
    return min(a[0], b[0]) <= c[0] <= max(a[0], b[0]) and min(a[1], b[1]) <= c[1] <= max(a[1], b[1])


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    one, two, three, four = _turn(c, d, a), _turn(c, d, b), _turn(a, b, c), _turn(a, b, d)
    if one * two < 0 and three * four < 0:
        return True
    ends = ((one, c, d, a), (two, c, d, b), (three, a, b, c), (four, a, b, d))
    return any(turn == 0 and _on(p, q, r) for turn, p, q, r in ends)

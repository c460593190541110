"""Kecamatan and pekon of Lampung Barat; the kecamatan is always shown, because names repeat.

Source: domain.md 4 (Kepmendagri 300.2.2-2430/2025).
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import cache

from outreach_app import resources
from outreach_app.domain.names import fold


@dataclass(frozen=True, slots=True)
class Pekon:
    """A pekon or kelurahan.

    Attributes:
        code: `18.04.04.2001`.
        level: `pekon` or `kelurahan`.
        postal: five digits from a community list, empty when unknown.
    """

    code: str
    name: str
    level: str
    kecamatan: str
    postal: str = ""

    @property
    def label(self) -> str:
        """Return `Kubu Perahu, Balik Bukit`."""
        return f"{self.name}, {self.kecamatan}"

    @property
    def full_label(self) -> str:
        """Return `Pekon Kubu Perahu, Kecamatan Balik Bukit`, the same in both languages.

        A name that begins with its own level (`Pekon Balak`) does not repeat it.
        """
        level = self.level.capitalize()
        name = self.name if self.name.startswith(f"{level} ") else f"{level} {self.name}"
        return f"{name}, Kecamatan {self.kecamatan}"

    @property
    def kecamatan_code(self) -> str:
        """Return `18.04.04`."""
        return self.code.rpartition(".")[0]


@cache
def pekon_list() -> tuple[Pekon, ...]:
    """Return all 136, by kecamatan and name."""
    rows = _rows("regions/regions-18.04.csv")
    postal = {row["code"]: row["postal_code"] for row in _rows("regions/postal-18.04.csv")}
    names = {row["code"]: row["name"] for row in rows}
    found = [
        Pekon(
            row["code"],
            row["name"],
            row["level"],
            names[row["parent"]],
            postal.get(row["code"], ""),
        )
        for row in rows
        if row["level"] in ("pekon", "kelurahan")
    ]
    return tuple(sorted(found, key=lambda p: (p.kecamatan, p.name)))


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(resources.text(name))))


@cache
def _by_code() -> dict[str, Pekon]:
    return {p.code: p for p in pekon_list()}


def pekon(code: str) -> Pekon | None:
    """Return the pekon of a code, None when it lies outside Lampung Barat."""
    return _by_code().get(code)


@cache
def districts() -> frozenset[str]:
    """Return today's district codes as a NIK writes them: `180404`."""
    return frozenset(p.code.replace(".", "")[:6] for p in pekon_list())


@cache
def kecamatan() -> dict[str, str]:
    """Return the 15 kecamatan, code -> name, by name."""
    found = {p.kecamatan_code: p.kecamatan for p in pekon_list()}
    return dict(sorted(found.items(), key=lambda pair: pair[1]))


def label_of(code: str) -> str:
    """Return the full label of a region code, the code itself when it lies outside."""
    found = pekon(code)
    return found.full_label if found else code


def search(text: str) -> tuple[Pekon, ...]:
    """Return pekon found by name, kecamatan, both, or code; best first.

    Spaces, marks, case and P/F do not matter: `fajarbulan` finds Pajar Bulan, `sukarame belalau`
    the one of the two that lies in Belalau.
    """
    wanted = fold(text)
    ranked = ((_rank(p, wanted), p) for p in pekon_list())
    return tuple(p for rank, p in sorted(ranked, key=lambda pair: pair[0]) if rank < _NOT_FOUND)


_NOT_FOUND = 5


def _rank(place: Pekon, wanted: str) -> int:
    """Return how well a pekon fits: 0 is its whole name, `_NOT_FOUND` not at all."""
    name, district = fold(place.name), fold(place.kecamatan)
    fits = (
        name == wanted,
        name.startswith(wanted),
        (name + district).startswith(wanted) or (district + name).startswith(wanted),
        wanted in name or fold(place.code).startswith(wanted),
        wanted in district,
    )
    return next((rank for rank, fit in enumerate(fits) if fit), _NOT_FOUND)

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


def search(text: str) -> tuple[Pekon, ...]:
    """Return pekon whose name or kecamatan begins with or contains `text`, best first.

    Spaces, case and P/F do not matter: `fajarbulan` finds Pajar Bulan.
    """
    wanted = fold(text)
    ranked = [
        (not fold(p.name).startswith(wanted), p)
        for p in pekon_list()
        if wanted in fold(p.name) or wanted in fold(p.kecamatan)
    ]
    return tuple(p for _, p in sorted(ranked, key=lambda pair: pair[0]))

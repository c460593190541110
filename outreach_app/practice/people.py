"""Believable synthetic people: nobody real, every edge the rules know.

NIK serials are 9900-9999, which Dukcapil does not reach, so no real person is hit. A seed gives
the same people on every machine. Source: domain.md 13.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from outreach_app import resources
from outreach_app.domain import needs

LONG_NAME = "Ida Bagus Made Wiratama Adnyana Putra"
"""37 letters: longer than the 34 that a passport holds."""
LONGEST_NAME = "Raden Ayu Kusumaningtyas Purnamasari Wulandari Sekar Kencana"
"""60 characters, the most that Permendagri 73/2022 allows."""


_HELPS = (("JALUR", "KURSI"), ("BACAKAN",), ("AKSES", "JALUR"), ("HURUF_BESAR",))
"""What some people ask for; the lane only when they ask for it."""


@dataclass(frozen=True, slots=True)
class Person:
    """One synthetic applicant.

    Attributes:
        sex: `L` or `P`.
        nik: 16 digits; women have 40 added to the day.
        phone: as spoken, `0812…`; empty when there is none.
        pekon: region code of the address; empty when it lies outside 18.04.
        service: code of the service asked for.
        needs: what helps, by self-declaration; codes of `needs.toml`.
        edge: which edge case this person stands for, empty for an ordinary one.
    """

    name: str
    sex: str
    birth_date: date
    birth_place: str
    nik: str
    kk: str
    phone: str
    pekon: str
    street: str
    marital: str
    occupation: str
    father: str
    mother: str
    spouse: str = ""
    service: str = "PAS-BARU"
    needs: tuple[str, ...] = ()
    edge: str = ""

    def age_on(self, day: date) -> int:
        """Return full years on `day`."""
        before = (day.month, day.day) < (self.birth_date.month, self.birth_date.day)
        return day.year - self.birth_date.year - before

    def lane_on(self, day: date) -> str:
        """Return the lane of the queue, by the one rule of the field."""
        return needs.lane(self.age_on(day), self.needs)


@cache
def _parts() -> dict[str, Any]:
    return resources.toml("practice/people.toml")


def nik_of(region6: str, birth: date, sex: str, serial: int) -> str:
    """Return a NIK `PPRRCC DDMMYY SSSS` without spaces (domain.md 3.1)."""
    day = birth.day + (40 if sex == "P" else 0)
    return f"{region6}{day:02d}{birth:%m%y}{serial:04d}"


class People:
    """Draws people for one outreach day.

    Args:
        seed: the same seed gives the same people.
        today: the outreach day; ages are counted on it.
        pekon: region code of the day's pekon, `18.04.04.2001`.
    """

    def __init__(self, seed: int, today: date, pekon: str) -> None:
        self._random = random.Random(seed)
        self._today = today
        self._pekon = pekon
        self._region6 = pekon.replace(".", "")[:6]
        self._seen: set[str] = set()

    def draw(self, count: int) -> list[Person]:
        """Return `count` people; the edge cases come first, then are shuffled in."""
        edges = self._edges()[:count]
        ordinary = [self._ordinary() for _ in range(count - len(edges))]
        people = edges + ordinary
        self._random.shuffle(people)
        twice = next((p for p in people if not p.edge), None)
        if twice is not None and count >= 10:
            people[-1:] = [replace(twice, edge="asks twice")]
        return people

    def _years_ago(self, years: int, days: int = 0) -> date:
        born = self._today.replace(year=self._today.year - years, day=min(self._today.day, 28))
        return born - timedelta(days=days)

    def _ordinary(self) -> Person:
        pick = self._random
        age = pick.choices((5, 12, 19, 25, 34, 45, 58, 66), (1, 1, 3, 4, 4, 3, 2, 2))[0]
        person = self._adult(self._years_ago(age, pick.randrange(1, 330)))
        return self._with_service(person)

    def _with_service(self, person: Person) -> Person:
        age = person.age_on(self._today)
        if age < 17:
            return replace(person, service="PAS-ANAK", marital="BELUM_KAWIN", spouse="")
        codes = ("PAS-BARU", "PAS-GANTI", "PAS-HILANG", "PAS-RUSAK")
        service = self._random.choices(codes, (7, 3, 1, 1))[0]
        helps = _HELPS[self._random.randrange(len(_HELPS))] if self._random.random() < 0.15 else ()
        return replace(person, service=service, needs=helps)

    def _adult(self, birth: date, sex: str | None = None) -> Person:
        pick, parts = self._random, _parts()
        sex = sex or pick.choice("LP")
        names = parts["laki" if sex == "L" else "perempuan"]["nama"]
        married = pick.random() < 0.6
        partner = parts["perempuan" if sex == "L" else "laki"]["nama"]
        return Person(
            name=pick.choice(names),
            sex=sex,
            birth_date=birth,
            birth_place=pick.choice(parts["umum"]["tempat_lahir"]),
            nik=self._fresh_nik(birth, sex),
            kk=f"{self._region6}{pick.randrange(1, 29):02d}0115{pick.randrange(9900, 9999)}",
            phone=f"08{pick.randrange(1200000000, 1399999999)}",
            pekon=self._pekon,
            street=pick.choice(parts["umum"]["jalan"]),
            marital="KAWIN" if married else "BELUM_KAWIN",
            occupation=pick.choice(parts["umum"]["pekerjaan"]),
            father=pick.choice(parts["orang_tua"]["ayah"]),
            mother=pick.choice(parts["orang_tua"]["ibu"]),
            spouse=pick.choice(partner) if married else "",
        )

    def _fresh_nik(self, birth: date, sex: str) -> str:
        while True:
            nik = nik_of(self._region6, birth, sex, self._random.randrange(9900, 10000))
            if nik not in self._seen:
                self._seen.add(nik)
                return nik

    def _edges(self) -> list[Person]:
        adult = self._adult(self._years_ago(30, 40))
        old_district = nik_of("180401", adult.birth_date, adult.sex, 9901)
        twin = self._adult(self._years_ago(8), "L")
        cases = [
            replace(self._adult(self._years_ago(41), "P"), name="Ngatiyem", edge="one-word name"),
            replace(self._adult(self._years_ago(22)), name=LONG_NAME, edge="name over 34"),
            replace(self._adult(self._years_ago(35)), name=LONGEST_NAME, edge="60 characters"),
            replace(self._adult(self._years_ago(28)), name="Ai'nun", edge="apostrophe"),
            replace(
                adult, birth_date=adult.birth_date + timedelta(days=1), edge="NIK date differs"
            ),
            replace(adult, nik=old_district, name="Hendra Saputra", edge="old district code"),
            replace(self._adult(date(2000, 2, 29), "P"), edge="born 29 February"),
            replace(self._adult(self._years_ago(60, -1)), edge="59 years 364 days"),
            replace(self._adult(self._years_ago(60)), needs=("HURUF_BESAR",), edge="60 today"),
            replace(self._adult(self._years_ago(17, -1)), edge="16 years 364 days"),
            replace(self._adult(self._years_ago(17)), edge="17 today"),
            replace(self._adult(self._years_ago(30)), father="", edge="unknown father"),
            replace(twin, name="Dede Kurniawan", edge="twin"),
            replace(
                twin, name="Deni Kurniawan", nik=self._fresh_nik(twin.birth_date, "L"), edge="twin"
            ),
            replace(self._adult(self._years_ago(52)), phone="", edge="no phone"),
            replace(self._adult(self._years_ago(44)), phone=adult.phone, edge="shared phone"),
            replace(self._adult(self._years_ago(39)), pekon="", edge="address outside 18.04"),
            replace(
                self._adult(self._years_ago(33)), service="ITAS", name="Tenzin", edge="foreigner"
            ),
            replace(self._adult(self._years_ago(31)), service="PAS-HILANG", edge="lost"),
            replace(self._adult(self._years_ago(26)), service="PAS-CPMI", edge="migrant worker"),
        ]
        return [self._fit(p) for p in cases]

    def _fit(self, person: Person) -> Person:
        if person.age_on(self._today) < 17:
            return replace(person, service="PAS-ANAK", marital="BELUM_KAWIN", spouse="")
        return person

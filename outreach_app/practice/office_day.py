"""A practice office on loopback in a throw-away profile, and a laptop enrolled with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from outreach_app import identity
from outreach_app.casework import Laptop, furnished
from outreach_app.casework.slips import HOST
from outreach_app.clock import Clock
from outreach_app.identity import CHEAP, Argon2Cost, Officer
from outreach_app.office.connectors.registry_simulator import RegistrySimulator
from outreach_app.office.office import Office, Rules
from outreach_app.office.serve import OfficeServer
from outreach_app.office.setup import CONNECTORS, create_office, open_office
from outreach_app.officeapi import messages as m
from outreach_app.officeapi.client import OfficeClient
from outreach_app.practice import registry
from outreach_app.settings import Profile

PRACTICE_HOST = "status.latihan.example"
"""A host that never exists (RFC 2606): practice slips point nowhere real."""
CLERK, CLERK_PASSPHRASE = "maria", "kopi robusta pagi liwa"
OFFICER = Officer("rina", "Rina Yulianti", "RY", "ketua_tim")
OFFICER_PASSPHRASE = "hujan turun di kubu perahu"  # noqa: S105 - printed on the practice screen
"""Practice accounts, shown on the practice day's first screen; they protect nothing real."""


@dataclass(slots=True)
class PracticeOffice:
    """An office that answers on loopback.

    Attributes:
        url: e.g. `http://127.0.0.1:41234`.
        registry: the population registry beside it, None when it has none.
    """

    office: Office
    server: OfficeServer
    url: str
    registry: RegistrySimulator | None = None

    def stop(self) -> None:
        """Stop answering and close the ledger."""
        self.server.stop()
        if self.registry is not None:
            self.registry.stop()
        self.office.close()


def start_office(
    folder: Path,
    clock: Clock,
    random: Callable[[int], bytes],
    port: int = 0,
    people: registry.People | None = None,
    database_url: str = "",
) -> PracticeOffice:
    """Make the practice office in `folder` (or open it again) and start it.

    With `people` a population registry that knows them starts beside it, as
    `outreach office registry` does, and the office asks it through its connector.
    """
    simulator = RegistrySimulator(people) if people is not None else None
    if simulator is not None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        text = registry.settings(simulator.start())
        (folder / CONNECTORS).write_text(text, encoding="utf-8")
    rules = Rules(cost=Argon2Cost(memory_kib=64, passes=1, lanes=1))
    if (folder / "keys.json").exists():
        office = open_office(folder, clock=clock, random=random, rules=rules)
    else:
        office = create_office(
            folder,
            clock=clock,
            random=random,
            name="Kantor Imigrasi Kotabumi (latihan)",
            first_clerk=m.NewClerk(
                clerk=CLERK, name="Maria S.", role="kepala", passphrase=CLERK_PASSPHRASE
            ),
            rules=rules,
            database_url=database_url,
        )
    server = OfficeServer(office, port=port)
    return PracticeOffice(office, server, server.start(), simulator)


def enrol_laptop(
    profile: Profile,
    url: str,
    code: str,
    *,
    clock: Clock,
    random: Callable[[int], bytes],
    cost: Argon2Cost = CHEAP,
) -> Laptop:
    """Enrol a laptop with a code, for the practice officer, and return it unlocked."""
    unlocked = identity.enrol(
        profile.create(),
        OfficeClient(url),
        code=code,
        laptop_name="Laptop latihan",
        officer=OFFICER,
        passphrase=OFFICER_PASSPHRASE,
        cost=cost,
        random=random,
    )
    laptop = furnished(profile, unlocked, clock=clock, random=random)
    laptop.place.run(lambda store: store.settings.put(HOST, PRACTICE_HOST))
    return laptop


def new_laptop(
    profile: Profile, url: str, *, clock: Clock, random: Callable[[int], bytes]
) -> Laptop:
    """Enrol a laptop with a code of its own, and return it unlocked."""
    return enrol_laptop(profile, url, new_code(url), clock=clock, random=random)


def new_code(url: str) -> str:
    """Return an enrolment code of the practice office."""
    client = OfficeClient(url)
    client.sign_in(CLERK, CLERK_PASSPHRASE)
    return client.new_enrolment_code("Tim Liwa").code

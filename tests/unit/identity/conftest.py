"""An office that enrols, and a laptop that is enrolled there; cheap Argon2id throughout."""

import hashlib
from dataclasses import dataclass, field

import pytest

from outreach_app.identity import CHEAP, Officer, enrol
from outreach_app.officeapi.codes import code_text
from outreach_app.officeapi.messages import EnrolAnswer
from outreach_app.settings import Profile
from sync.keys import OfficeKeys

LEAD = Officer("yulia", "Yulia Ningsih", "YN", "ketua_tim")
PASSPHRASE = "kopi robusta di pagi hari"


class Seeded:
    """Random bytes that are the same in every run and never repeat within one."""

    def __init__(self, seed="identity"):
        self.seed, self.count = seed, 0

    def __call__(self, size):
        self.count += 1
        out, block = b"", 0
        while len(out) < size:
            out += hashlib.sha256(f"{self.seed}/{self.count}/{block}".encode()).digest()
            block += 1
        return out[:size]


@dataclass
class PaperOffice:
    """Signs whatever keys it is shown; may lose its answer once."""

    keys: OfficeKeys
    asked: list = field(default_factory=list)
    lose_answer: bool = False

    @property
    def code(self):
        return code_text(bytes(12), self.keys.card.signing_key)

    def enrol(self, wanted):
        self.asked.append(wanted)
        if self.lose_answer:
            self.lose_answer = False
            raise ConnectionError("the answer was lost")
        public = (wanted.signing_key, wanted.sealing_key)
        signed = self.keys.certify(public, device_number=7, unit="Liwa", issued_ms=1)
        return EnrolAnswer(
            certificate=signed.encode(),
            office_card=self.keys.card.encode(),
            device="D007",
            unit="Liwa",
            follows=(b"o" * 32, b"b" * 32),
        )


@pytest.fixture
def random():
    return Seeded()


@pytest.fixture
def office():
    return PaperOffice(OfficeKeys.generate(Seeded("office"), 1))


@pytest.fixture
def other_office():
    return PaperOffice(OfficeKeys.generate(Seeded("other office"), 1))


@pytest.fixture
def profile(tmp_path):
    return Profile(tmp_path / "profile")


@pytest.fixture
def lead():
    return LEAD


@pytest.fixture
def passphrase():
    return PASSPHRASE


@pytest.fixture
def do_enrol(profile, office, random):
    """Enrol; every argument may be replaced."""

    def do(**changed):
        facts = {"code": office.code, "laptop_name": "Laptop Liwa", "officer": LEAD}
        facts |= {"passphrase": PASSPHRASE, "cost": CHEAP, "random": random}
        return enrol(profile, changed.pop("at", office), **(facts | changed))

    return do


@pytest.fixture
def unlocked(do_enrol):
    return do_enrol()

"""Shared by all tests."""

import random
import shutil
from pathlib import Path

import pytest

SEED = 20261124


@pytest.fixture
def chance():
    """Unguessable enough for a test, the same every time; the seed is printed."""
    print(f"seed {SEED}")
    return random.Random(SEED).randbytes


@pytest.fixture(scope="session")
def enrolled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice office and a laptop just enrolled with it, made once; tests open copies."""
    import secrets

    from outreach_app.clock import SystemClock
    from outreach_app.practice import office_day
    from outreach_app.settings import Profile

    folder, clock = tmp_path_factory.mktemp("practice"), SystemClock()
    office = office_day.start_office(folder / "office", clock, secrets.token_bytes)
    profile = Profile(folder / "laptop")
    laptop = office_day.new_laptop(profile, office.url, clock=clock, random=secrets.token_bytes)
    laptop.lock()
    office.stop()
    return folder


@pytest.fixture
def practice(tmp_path: Path, enrolled: Path):
    """A practice office on loopback and an enrolled laptop: (office, laptop, post, profile)."""
    import secrets

    from outreach_app.casework import open_laptop
    from outreach_app.clock import SystemClock
    from outreach_app.practice import office_day
    from outreach_app.settings import Profile
    from sync.client import Transport

    clock = SystemClock()
    shutil.copytree(enrolled, tmp_path, dirs_exist_ok=True)
    office = office_day.start_office(tmp_path / "office", clock, secrets.token_bytes)
    profile = Profile(tmp_path / "laptop")
    post = Transport(office.url)
    laptop = open_laptop(
        profile,
        office_day.OFFICER.officer_id,
        office_day.OFFICER_PASSPHRASE,
        clock=clock,
        random=secrets.token_bytes,
    )
    yield office, laptop, post, profile
    laptop.lock()
    post.close()
    office.stop()


@pytest.fixture
def second_laptop(practice, tmp_path: Path):
    """Another laptop of the practice office."""
    import secrets

    from outreach_app.clock import SystemClock
    from outreach_app.practice import office_day
    from outreach_app.settings import Profile

    office = practice[0]
    made = office_day.new_laptop(
        Profile(tmp_path / "second"), office.url, clock=SystemClock(), random=secrets.token_bytes
    )
    yield made
    made.lock()


@pytest.fixture(scope="session")
def postgresql():
    """The address of a real PostgreSQL; empty the tables before use."""
    from tests.postgresql import running

    with running() as url:
        yield url

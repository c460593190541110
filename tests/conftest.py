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
def practice_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a practice office made once; tests open a copy, as after a restart."""
    import secrets

    from outreach_app.clock import SystemClock
    from outreach_app.practice import office_day

    folder = tmp_path_factory.mktemp("practice") / "office"
    office_day.start_office(folder, SystemClock(), secrets.token_bytes).stop()
    return folder


@pytest.fixture
def practice(tmp_path: Path, practice_office: Path):
    """A practice office on loopback and an enrolled laptop: (office, laptop, post, profile)."""
    import secrets

    from outreach_app.clock import SystemClock
    from outreach_app.practice import office_day
    from outreach_app.settings import Profile
    from sync.client import Transport

    clock = SystemClock()
    folder = shutil.copytree(practice_office, tmp_path / "office")
    office = office_day.start_office(folder, clock, secrets.token_bytes)
    profile = Profile(tmp_path / "laptop")
    post = Transport(office.url)
    laptop = office_day.new_laptop(profile, office.url, clock=clock, random=secrets.token_bytes)
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

"""Worlds of `world.py` as fixtures, for the tests of sync."""

import pytest

from tests.sync.world import Served, World


def pytest_configure(config):
    """Name the marker here too, since `sync-alone` has no pyproject.toml."""
    config.addinivalue_line("markers", "nightly: long lanes")


@pytest.fixture
def new_world():
    """Return the class, to make worlds from."""
    return World


@pytest.fixture
def serve():
    """Put worlds behind HTTP until the test ends."""
    served = []

    def start(world):
        served.append(Served(world))
        return served[-1].port

    yield start
    for one in served:
        one.stop()

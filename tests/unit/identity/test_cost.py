"""Calibration, passphrase rule and PIN."""

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from outreach_app.clock import SystemClock
from outreach_app.errors import UserProblem
from outreach_app.identity import (
    CHEAP,
    START,
    Argon2Cost,
    calibrated,
    has_pin,
    measured,
    pin_fits,
    set_pin,
    unlock,
)
from outreach_app.identity.cost import FLOOR_KIB
from outreach_app.identity.passphrase import accepted


def laptop(seconds_per_gib_pass):
    """Return how long Argon2id takes on a laptop of this speed."""
    return lambda cost: cost.memory_kib / 2**20 * cost.passes * seconds_per_gib_pass


@pytest.mark.parametrize("speed", [0.01, 0.1, 0.5, 0.7, 1.0, 1.3, 2.0, 4.0, 5.0])
def test_calibration_ends_between_half_a_second_and_one(speed):
    cost = calibrated(laptop(speed))
    assert 0.5 <= laptop(speed)(cost) <= 1.0
    assert cost.passes >= 3
    assert cost.memory_kib >= FLOOR_KIB


def test_very_slow_laptop_keeps_the_floor():
    assert calibrated(laptop(100)) == Argon2Cost(FLOOR_KIB, 3, START.lanes)


def test_quick_laptop_keeps_the_memory():
    assert calibrated(laptop(0.1)).memory_kib == START.memory_kib


def test_derivation_is_argon2id_of_the_library():
    expected = Argon2id(salt=b"s" * 16, length=32, iterations=1, lanes=1, memory_cost=32)
    assert CHEAP.derive("frasa", b"s" * 16) == expected.derive(b"frasa")
    assert measured(SystemClock())(CHEAP) >= 0


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("empat belas 14", "IDENTITY_004"),
        ("              ", "IDENTITY_004"),
        ("a b c d", "IDENTITY_004"),
        ("aaaaaaaaaaaaaaaaaaaa", "IDENTITY_005"),
        ("121212121212121212", "IDENTITY_005"),
    ],
)
def test_weak_passphrase_is_refused(typed, code):
    with pytest.raises(UserProblem) as caught:
        accepted(typed)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "typed", ["kopi di pagi hari", "x" * 3 + "panjang sekali " * 10, "ꦥꦥꦤ꧀ꦏꦱꦸꦫ ꦲꦤ ꦏ ꦒ"]
)
def test_long_passphrase_needs_no_digits_or_signs(typed):
    assert accepted(typed)


def test_pin_raises_the_curtain_for_its_officer_only(profile, unlocked, passphrase):
    assert not has_pin(profile, "yulia")
    assert not pin_fits(profile, unlocked, "")
    set_pin(profile, unlocked, "4711")
    assert has_pin(profile, "yulia")
    assert pin_fits(profile, unlocked, "4711")
    assert not pin_fits(profile, unlocked, "4712")
    assert pin_fits(profile, unlock(profile, "yulia", passphrase), "4711")


@pytest.mark.parametrize("pin", ["", "123", "123456789", "12a4", "١٢٣٤"])
def test_pin_is_four_to_eight_digits(profile, unlocked, pin):
    with pytest.raises(UserProblem) as caught:
        set_pin(profile, unlocked, pin)
    assert caught.value.code == "IDENTITY_016"

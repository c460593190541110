"""Who may do what; unlisted is denied."""

import pytest

from outreach_app.domain import roles
from outreach_app.i18n import LANGUAGES

ALL = (*roles.roles("laptop"), *roles.roles("office"))


def test_the_roles_of_the_field_and_of_the_office() -> None:
    assert set(roles.roles("laptop")) == {"petugas", "ketua_tim", "tiket"}
    assert {"petugas_meja", "kepala", "auditor"} <= set(roles.roles("office"))


def test_the_ticket_keeper_sees_the_queue_only() -> None:
    assert roles.permissions("tiket") == ("queue",)


@pytest.mark.parametrize(
    ("role", "permission", "allowed"),
    [
        ("petugas", "intake", True),
        ("petugas", "officer.add", False),
        ("petugas", "day.reopen", False),
        ("ketua_tim", "officer.add", True),
        ("ketua_tim", "day.reopen", True),
        ("petugas_meja", "case.decide", True),
        ("petugas_meja", "publish", False),
        ("petugas_meja", "device.enrol", False),
        ("auditor", "case.read", True),
        ("auditor", "case.decide", False),
        ("kepala", "device.revoke", True),
        ("tamu", "queue", False),
        ("", "", False),
    ],
)
def test_the_table(role: str, permission: str, allowed: bool) -> None:
    assert roles.may(role, permission) is allowed


def test_an_auditor_changes_nothing_but_findings() -> None:
    may = set(roles.permissions("auditor"))
    assert all(p.endswith(".read") for p in may - {"audit"})


def test_no_field_role_decides_and_no_office_role_takes_in() -> None:
    for role in roles.roles("laptop"):
        assert not roles.may(role, "case.decide")
    for role in roles.roles("office"):
        assert not roles.may(role, "intake")


@pytest.mark.parametrize("role", ALL)
def test_roles_have_names_in_both_languages(role: str) -> None:
    assert all(roles.title(role, language) for language in LANGUAGES)

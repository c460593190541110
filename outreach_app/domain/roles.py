"""Roles and what they may do, from `resources/roles/roles.toml`; unlisted is denied."""

from __future__ import annotations

from functools import cache
from typing import Any

from outreach_app import resources
from outreach_app.i18n import Language


@cache
def _table() -> dict[str, dict[str, Any]]:
    return resources.toml("roles/roles.toml")


def roles(where: str) -> tuple[str, ...]:
    """Return the roles of people who work at `where`: `laptop` or `office`."""
    return tuple(role for role, row in _table().items() if row["where"] == where)


def permissions(role: str) -> tuple[str, ...]:
    """Return what `role` may do; nothing for an unknown role."""
    return tuple(_table().get(role, {}).get("may", ()))


def may(role: str, permission: str) -> bool:
    """Tell whether `role` may do `permission`."""
    return permission in permissions(role)


def title(role: str, language: Language) -> str:
    """Return the role's name for people."""
    return str(_table()[role][f"title_{language}"])

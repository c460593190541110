"""Which connectors an office has, by its `connectors.toml` (mode 0600: it holds a login)."""

from __future__ import annotations

import tomllib
from pathlib import Path

from outreach_app.office.connectors.registry import NoRegistry, Registry
from outreach_app.office.connectors.registry_http import HttpRegistry


def registry_of(file: Path) -> Registry:
    """Return the way to the population registry; none without the file or its table."""
    table = tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    settings = table.get("population_registry")
    if not isinstance(settings, dict) or not settings.get("url"):
        return NoRegistry()
    login = {
        "USER_ID": str(settings.get("user", "")),
        "PASSWORD": str(settings.get("password", "")),
        "IP_USER": str(settings.get("address", "")),
    }
    return HttpRegistry(str(settings["url"]), login)

"""The one door for packaged data: forms, services, regions, calendars, translations, fonts, icons.

Works from a checkout, from an installed wheel and from a frozen build.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def root() -> Path:
    """Return the folder that holds the data."""
    packaged = Path(__file__).parent / "_resources"
    return packaged if packaged.is_dir() else Path(__file__).parent.parent / "resources"


def path(name: str) -> Path:
    """Return the path of a resource such as `fonts/OFL.txt`.

    Raises:
        FileNotFoundError: no such resource; a bug or a broken installation.
    """
    found = root() / name
    if not found.exists():
        raise FileNotFoundError(f"resource {name} is missing under {root()}")
    return found


def names(folder: str, suffix: str) -> list[str]:
    """Return resource names in `folder` that end in `suffix`, sorted."""
    return sorted(f"{folder}/{p.name}" for p in path(folder).iterdir() if p.name.endswith(suffix))


def text(name: str) -> str:
    """Return a resource as text (UTF-8)."""
    return path(name).read_text(encoding="utf-8")


def data(name: str) -> bytes:
    """Return a resource as bytes."""
    return path(name).read_bytes()


def toml(name: str) -> dict[str, Any]:
    """Return a TOML resource as a dictionary."""
    return tomllib.loads(text(name))


def tables(folder: str) -> dict[str, Any]:
    """Return the tables of all TOML resources in `folder` as one dictionary.

    Raises:
        ValueError: a table stands in two of them.
    """
    found: dict[str, Any] = {}
    for name in names(folder, ".toml"):
        own = toml(name)
        if twice := found.keys() & own.keys():
            raise ValueError(f"{name}: {min(twice)} stands in another file of {folder}, too")
        found |= own
    return found

"""The tables that the product comes with; what the office published later wins over them.

The catalogue of services stands in several files, so that each area keeps its own:
`services.toml` is the head (version, defaults, conditions, applications), every file in
`catalogue/` adds services. What is published is still one text.
"""

from __future__ import annotations

import tomllib
from collections import Counter

from outreach_app import resources

SERVICES = "services"
_HEAD, _MORE = "services/services.toml", "services/catalogue"
_FILES = {
    "fees": "services/fees.toml",
    "documents": "services/documents.toml",
    "machines": "services/machines.toml",
    "alert": "services/alert.toml",
    "calendar": "calendars/holidays-id.csv",
    "complaints": "citizen/complaints.toml",
    "satisfaction": "citizen/satisfaction.toml",
}
NAMES = (SERVICES, *_FILES)
"""Tables that an office publishes when it starts."""
_SHARED = ("default", "conditions")
"""Tables that every file of the catalogue may add to."""


def text(name: str) -> str:
    """Return a bundled table as one text.

    Raises:
        KeyError: there is no such table.
        ValueError: a service stands in two files of the catalogue.
    """
    return _catalogue() if name == SERVICES else resources.text(_FILES[name])


def version() -> str:
    """Return the version of the bundled catalogue; the other tables are published under it."""
    return str(resources.toml(_HEAD)["version"])


def joined(texts: list[str]) -> str:
    """Return the files of a catalogue as one text.

    Raises:
        ValueError: a service stands in two of them, or a text is no TOML.
    """
    codes = Counter(code for text in texts for code in tomllib.loads(text).keys() - {*_SHARED})
    twice = sorted(code for code, count in codes.items() if count > 1)
    if twice:
        raise ValueError(f"{', '.join(twice)}: stands in two files of the catalogue")
    return "\n".join(texts)


def _catalogue() -> str:
    return joined([resources.text(name) for name in (_HEAD, *resources.names(_MORE, ".toml"))])

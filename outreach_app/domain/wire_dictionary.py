"""The dictionary that segments are compressed with: published by the office, made of no real data.

It comes with the product as data, trained on synthetic people's files of the bundled forms
(`outreach_app.practice.dictionary_maker`); the office publishes it in its signed broadcast feed,
and a laptop uses only what came that way. Source: decisions A11.
"""

from __future__ import annotations

import base64
import binascii
from functools import lru_cache

from outreach_app import resources
from sync.dictionary import Dictionary

NAME = "wire_dictionary"
"""Its name among the published tables."""
FILE = "services/wire.zdict"


@lru_cache(maxsize=1)
def bundled() -> Dictionary:
    """Return the one that this version comes with."""
    return Dictionary(resources.data(FILE))


def version(dictionary: Dictionary) -> str:
    """Return its id as eight hexadecimal digits; equal bytes have an equal version."""
    return f"{dictionary.dictionary_id:08x}"


def as_text(dictionary: Dictionary) -> str:
    """Return it as the text of a publication."""
    return base64.b85encode(dictionary.data).decode()


@lru_cache(maxsize=4)
def from_text(text: str) -> Dictionary | None:
    """Return a published dictionary; None when it is none, which costs bytes and nothing else."""
    try:
        return Dictionary(base64.b85decode(text))
    except (ValueError, binascii.Error):
        return None

"""How a question and an answer look on the registry's wire (domain.md 12: CALL_VERIFY_BY_ELEMEN).

Source: the shape that public client code shows; the field `TRESHOLD` is written like that there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from outreach_app.office.connectors.registry import (
    BAD_FORMAT,
    DECEASED,
    DUPLICATE,
    INACTIVE,
    MATCH,
    MISMATCH,
    NOT_FOUND,
    UNAVAILABLE,
    Person,
    Verdict,
)

NAMES = {
    "nik": "NIK",
    "kk": "NO_KK",
    "name": "NAMA_LGKP",
    "birth_place": "TMPT_LHR",
    "birth_date": "TGL_LHR",
    "sex": "JENIS_KLMIN",
}
CODES = {
    "11": DECEASED,
    "12": DUPLICATE,
    "13": NOT_FOUND,
    "14": INACTIVE,
    "15": BAD_FORMAT,
}
SAME, OTHER = "Sesuai", "Tidak Sesuai"
_SEX = {"L": "LAKI-LAKI", "P": "PEREMPUAN"}
NAME_MATCH_PERCENT = "90"


def question(person: Person, login: Mapping[str, str]) -> bytes:
    """Return the body of a request; `login` holds USER_ID, PASSWORD and IP_USER."""
    asked = {NAMES[name]: written(name, getattr(person, name)) for name in person.fields()}
    return msgspec.json.encode({**login, "TRESHOLD": NAME_MATCH_PERCENT, **asked})


def answer(body: bytes) -> Verdict:
    """Return what an answer says; one that cannot be read counts as none."""
    try:
        content: Any = msgspec.json.decode(body)["content"][0]
    except (msgspec.DecodeError, KeyError, IndexError, TypeError):
        return Verdict(UNAVAILABLE)
    if not isinstance(content, dict):
        return Verdict(UNAVAILABLE)
    if code := str(content.get("RESPONSE_CODE", "")):
        return Verdict(CODES.get(code, UNAVAILABLE))
    said = {name: str(content[wire]) for name, wire in NAMES.items() if wire in content}
    if not said:
        return Verdict(UNAVAILABLE)
    differs = tuple(name for name, text in said.items() if not _is_same(text))
    return Verdict(MISMATCH, differs) if differs else Verdict(MATCH)


def _is_same(text: str) -> bool:
    return re.fullmatch(r"Sesuai( \(\d+\))?", text) is not None


def written(name: str, value: str) -> str:
    """Return a value as the wire writes it: day first, sex in words."""
    if name == "birth_date":
        return date.fromisoformat(value).strftime("%d-%m-%Y")
    return _SEX.get(value, value) if name == "sex" else value

"""Functions of texts. Source: ODK XForms specification (functions), XPath 1.0 4.2."""

from __future__ import annotations

import base64
import binascii
import hashlib
import math
import re as _re
import time
from collections.abc import Callable
from datetime import date
from functools import lru_cache

import regex
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from outreach_app.forms.xpath import values as v
from outreach_app.forms.xpath.moments import read_moment
from outreach_app.forms.xpath.scope import (
    MANY,
    MAX_RESULT,
    MAX_STEPS,
    EvaluationError,
    Run,
    Scope,
    call,
    plain,
)

text, number = v.to_text, v.to_number
_EPOCH = date(1970, 1, 1)
_BLANKS = _re.compile("[ \t\r\n]+")
MAX_PATTERN, MAX_SUBJECT, PATTERN_SECONDS = 2_000, 20_000, 0.2
"""What a pattern may cost (R28); a longer one is an evaluation error."""

plain("concat", 0, MANY)(lambda *a: _joined("", v.texts(*a)))
plain("join", 1, MANY)(lambda sign, *a: _joined(text(sign), v.texts(*a)))
plain("contains", 2)(lambda a, b: text(b) in text(a))
plain("starts-with", 2)(lambda a, b: text(a).startswith(text(b)))
plain("ends-with", 2)(lambda a, b: text(a).endswith(text(b)))
plain("substring-before", 2)(
    lambda a, b: text(a).partition(text(b))[0] if text(b) and text(b) in text(a) else ""
)
plain("upper-case", 1)(lambda a: text(a).upper())
plain("lower-case", 1)(lambda a: text(a).lower())
plain("selected", 2)(lambda a, b: text(b).strip() in text(a).split())
plain("is-selected", 2)(lambda a, b: text(b).strip() in text(a).split())
plain("count-selected", 1)(lambda a: float(len(text(a).split())))


def _joined(sign: str, parts: list[str]) -> str:
    """Join; the length is known before anything is put together."""
    if sum(map(len, parts)) + len(sign) * len(parts) > MAX_RESULT:
        raise EvaluationError("FORMS_024")
    return sign.join(parts)


def _squeezed(value: v.Value) -> str:
    return _BLANKS.sub(" ", text(value)).strip(" ")


def _number(value: v.Value) -> float:
    """Return the number; of a date in plain text its whole days (D2)."""
    found = read_moment(value) if type(value) is str and value[4:5] == "-" else None
    return float((found.date() - _EPOCH).days) if found and "T" not in str(value) else number(value)


def _of_context(name: str, function: Callable[[v.Value], v.Value]) -> None:
    """Register a function whose missing argument is the context node (XPath 1.0)."""

    @call(name, 0, 1)
    def build(*runs: Run) -> Run:
        if runs:
            return lambda c: function(runs[0](c))
        return lambda c: function([c.node])


_of_context("string", text)
_of_context("number", _number)
_of_context("string-length", lambda a: float(len(text(a))))
_of_context("normalize-space", _squeezed)


@plain("substring-after", 2)
def _after(value: v.Value, sign: v.Value) -> str:
    whole, mark = text(value), text(sign)
    return whole.partition(mark)[2] if mark else whole


@plain("substr", 2, 3)
def _substr(value: v.Value, start: v.Value, end: v.Value | None = None) -> str:
    whole = text(value)
    first = _index(start, 0)
    last = len(whole) if end is None else _index(end, 0)
    return whole[first:last]


def _index(value: v.Value, otherwise: int) -> int:
    found = number(value)
    return int(max(-1e9, min(found, 1e9))) if not math.isnan(found) else otherwise


@plain("substring", 2, 3)
def _substring(value: v.Value, start: v.Value, length: v.Value | None = None) -> str:
    first = _half_up(number(start))
    last = math.inf if length is None else first + _half_up(number(length))
    return "".join(ch for at, ch in enumerate(text(value), 1) if first <= at < last)


def _half_up(value: float) -> float:
    return math.floor(value + 0.5) if math.isfinite(value) else value


@plain("translate", 3)
def _translate(value: v.Value, these: v.Value, those: v.Value) -> str:
    target = text(those)
    table: dict[int, str | None] = {}
    for at, ch in enumerate(text(these)):
        table.setdefault(ord(ch), target[at] if at < len(target) else None)
    return text(value).translate(table)


@plain("selected-at", 2)
def _selected_at(value: v.Value, at: v.Value) -> str:
    chosen, place = text(value).split(), _index(at, -1)
    return chosen[place] if 0 <= place < len(chosen) else ""


@lru_cache(maxsize=512)
def _pattern(source: str) -> regex.Pattern[str]:
    return regex.compile(source)


@call("regex", 2)
def _regex(value: Run, pattern: Run) -> Run:
    def run(c: Scope) -> v.Value:
        begun = time.perf_counter()
        found = matches(text(value(c)), text(pattern(c)))
        c.around.spend((time.perf_counter() - begun) / PATTERN_SECONDS * MAX_STEPS / 5)
        return found

    return run


def matches(subject: str, source: str) -> bool:
    """Search anywhere (D11); a pattern that takes too long is an error, never a hang."""
    if len(source) > MAX_PATTERN or len(subject) > MAX_SUBJECT:
        raise EvaluationError("FORMS_019")
    try:
        return _pattern(source).search(subject, timeout=PATTERN_SECONDS) is not None
    except (regex.error, TimeoutError, RecursionError) as error:
        raise EvaluationError("FORMS_019") from error


_DIGESTS = {"MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256"} | {
    f"SHA-{n}": f"sha{n}" for n in (384, 512)
}


@plain("digest", 2, 3)
def _digest(value: v.Value, kind: v.Value, encoding: v.Value = "base64") -> str:
    name, form = _DIGESTS.get(text(kind)), text(encoding)
    if name is None or form not in ("base64", "hex"):
        raise EvaluationError("FORMS_018", function="digest")
    found = hashlib.new(name, text(value).encode(), usedforsecurity=False).digest()
    return found.hex() if form == "hex" else base64.b64encode(found).decode()


@plain("base64-decode", 1)
def _decode(value: v.Value) -> str:
    # Blanks and missing padding are forgiven, as browsers do.
    given = "".join(text(value).split()).rstrip("=")
    try:
        padded = given + "=" * (-len(given) % 4)
        return base64.b64decode(padded, validate=True).decode(errors="replace")
    except (binascii.Error, ValueError):
        return ""


@plain("extract-signed", 2)
def _signed(value: v.Value, key: v.Value) -> str:
    """The message of `signature message` in base64, empty when Ed25519 does not verify it."""
    try:
        whole = base64.b64decode(text(value), validate=True)
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(text(key), validate=True))
        public.verify(whole[:64], whole[64:])
        return whole[64:].decode()
    except (binascii.Error, ValueError, InvalidSignature):
        return ""

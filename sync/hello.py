"""A device introduces itself to an office that lost it: enrolled after the backup it lives from.

    hello = "outreach/hello/1" ‖ certificate        answer = "w"

The certificate carries the office's own signature, so it proves itself; whether the office takes it
back is the application's word. Nothing secret is in it, and the answer needs no trust: what follows
is an exchange like any other.
"""

from __future__ import annotations

from sync.keys import DeviceCertificate

_HELLO = b"outreach/hello/1"
WELCOME = b"w"


def hello(certificate: DeviceCertificate) -> bytes:
    """Return the bytes that travel."""
    return _HELLO + certificate.encode()


def introduced(data: bytes) -> DeviceCertificate | None:
    """Return who introduces itself, None when `data` is something else; nothing is checked yet."""
    if not data.startswith(_HELLO):
        return None
    try:
        return DeviceCertificate.decode(data[len(_HELLO) :])
    except ValueError:
        return None

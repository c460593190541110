"""The key and certificate of the office's web server: one file, signed by the office itself.

A reverse proxy that stands in front uses the same file.
"""

from __future__ import annotations

from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from outreach_app.office.keyfile import write_secret
from outreach_app.office.office import Office
from sync import tls

FILE = "server.pem"


def server_pem(office: Office, folder: Path) -> Path:
    """Return the file with key and certificate, made when it is missing or of another office."""
    file = folder / FILE
    if not (file.exists() and _is_ours(office, file.read_bytes())):
        private, certificate = tls.issue(office.keys, now_ms=office.clock.now_ms())
        write_secret(file, private + certificate)
    return file


def _is_ours(office: Office, pem: bytes) -> bool:
    try:
        certificate = x509.load_pem_x509_certificate(pem)
    except ValueError:
        return False
    return tls.office_of(certificate.public_bytes(Encoding.DER)) == office.keys.card.signing_key

"""TLS that trusts one office and no calendar (decisions A17).

The office's signing key, which every laptop holds since its enrolment, signs the certificate of the
web server. So the pin is the office itself: a server's key may change any day, and a laptop's clock
that is wrong by a year blocks nothing, because dates and names of a certificate are not looked at.

    issue(keys, ...)            at the office: a key and a certificate for a web server
    office_of(certificate)      on the laptop: whose certificate this is, None when nobody's
"""

from __future__ import annotations

import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.x509.oid import NameOID, SignatureAlgorithmOID

from sync.keys import KEY_SIZE, OfficeKeys

_YEARS_VALID = 30
_SUBJECT = "Outreach office"


def issue(keys: OfficeKeys, *, now_ms: int) -> tuple[bytes, bytes]:
    """Return private key and certificate for a web server of the office, both PEM.

    Args:
        keys: of the office; its signing key signs the certificate.
        now_ms: the office's clock; the dates are there for other readers of the certificate.
    """
    server = ec.generate_private_key(ec.SECP256R1())
    office = Ed25519PrivateKey.from_private_bytes(keys.signing_seed)
    start = datetime.datetime.fromtimestamp(now_ms / 1000, tz=datetime.UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, _SUBJECT)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(server.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start - datetime.timedelta(days=1))
        .not_valid_after(start + datetime.timedelta(days=365 * _YEARS_VALID))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(
            x509.AuthorityKeyIdentifier(office.public_key().public_bytes_raw(), None, None),
            critical=False,
        )
        .sign(office, None)
    )
    private = server.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return private, certificate.public_bytes(serialization.Encoding.PEM)


def office_of(certificate: bytes) -> bytes | None:
    """Return the signing key of the office that signed a web server's certificate (DER).

    The certificate names the key itself; whether that office is ours is for the caller to say. That
    the server holds the certificate's private key, the handshake has shown.
    """
    try:
        read = x509.load_der_x509_certificate(certificate)
        named = read.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier)
        key = named.value.key_identifier or b""
        if len(key) != KEY_SIZE or read.signature_algorithm_oid != SignatureAlgorithmOID.ED25519:
            return None
        Ed25519PublicKey.from_public_bytes(key).verify(read.signature, read.tbs_certificate_bytes)
    except (ValueError, x509.ExtensionNotFound, InvalidSignature):
        return None
    return key


def fingerprint(signing_key: bytes) -> str:
    """Return a name of an office's key for people: eight groups of four digits and letters."""
    digest = hashes.Hash(hashes.SHA256())
    digest.update(b"outreach/office-name/1" + signing_key)
    text = digest.finalize()[:16].hex().upper()
    return "-".join(text[at : at + 4] for at in range(0, len(text), 4))

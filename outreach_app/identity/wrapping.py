"""Wrapping of keys: one AEAD, one HPKE suite, and a name for every use.

Every use has its own prefix, so nothing wrapped for one purpose opens as another.
"""

from __future__ import annotations

import hashlib
import hmac

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from outreach_app.identity.keyfile import Wrapped
from sync.keys import Random

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_NONCE_BYTES = 12


class DoesNotOpen(Exception):
    """The key is another one, or the bytes were changed."""


def derived(key: bytes, use: bytes) -> bytes:
    """Return 32 bytes of `key` for one use (HKDF-SHA256)."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=use).derive(key)


def wrap(key: bytes, secret: bytes, bound_to: bytes, random: Random) -> Wrapped:
    """Return `secret` wrapped by a 32-byte key; it opens only with the same `bound_to`."""
    nonce = random(_NONCE_BYTES)
    return Wrapped(nonce, ChaCha20Poly1305(key).encrypt(nonce, secret, bound_to))


def unwrap(key: bytes, wrapped: Wrapped, bound_to: bytes) -> bytes:
    """Return what `wrap` was given.

    Raises:
        DoesNotOpen: another key, or changed bytes.
    """
    try:
        return ChaCha20Poly1305(key).decrypt(wrapped.nonce, wrapped.sealed, bound_to)
    except (InvalidTag, ValueError) as error:
        raise DoesNotOpen from error


def seal(public: bytes, secret: bytes, use: bytes) -> bytes:
    """Return `secret` sealed with HPKE to an X25519 key (its randomness is the system's)."""
    return _SUITE.encrypt(secret, X25519PublicKey.from_public_bytes(public), info=use)


def unseal(private: bytes, sealed: bytes, use: bytes) -> bytes:
    """Return what `seal` was given.

    Raises:
        DoesNotOpen: another key, or changed bytes.
    """
    try:
        return _SUITE.decrypt(sealed, X25519PrivateKey.from_private_bytes(private), info=use)
    except (InvalidTag, ValueError) as error:
        raise DoesNotOpen from error


def public_of(private: bytes) -> bytes:
    """Return the public half of an X25519 key."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def keyed_check(key: bytes, use: bytes, text: str) -> bytes:
    """Return a check value of `text` that nobody can test without `key`."""
    return hmac.digest(derived(key, use), text.encode(), hashlib.sha256)

"""Keys of a device and of the office, and the two cards by which they know each other.

    DeviceKeys + OfficeCard        on the laptop
    OfficeKeys + DeviceCertificate at the office

Ed25519 signs, X25519 receives what is sealed. Every use of a signing key has a prefix of its
own, so a signature never means two things (decisions A4). Source: decisions A7, B18.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from sync.entry import feed_start
from sync.wire import Reader, label

Random = Callable[[int], bytes]
"""Gives so many unguessable bytes; `secrets.token_bytes` where a program is composed."""

OFFICE_ID_SIZE = 16
KEY_ID_SIZE = 8
KEY_SIZE = 32
SIGNATURE_SIZE = 64

_CERTIFICATE = b"outreach/device/1"
_CARD = b"outreach/office-card/1"
_ROOTED_CARD = b"outreach/office-card/2"
_KEY_ID = b"outreach/key/1"


def key_id(sealing_key: bytes) -> bytes:
    """Return the 8 bytes by which a segment names the key it is sealed to."""
    return hashlib.sha256(_KEY_ID + sealing_key).digest()[:KEY_ID_SIZE]


def verify(signing_key: bytes, signature: bytes, message: bytes) -> bool:
    """Tell whether `signature` is that of `signing_key` (32 bytes) over `message`."""
    try:
        Ed25519PublicKey.from_public_bytes(signing_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class DeviceKeys:
    """The private keys of one laptop; kept wrapped by the application.

    Attributes:
        signing_seed: Ed25519 private key, 32 bytes.
        sealing_seed: X25519 private key, 32 bytes.
    """

    signing_seed: bytes = field(repr=False)
    sealing_seed: bytes = field(repr=False)

    @classmethod
    def generate(cls, random: Random) -> DeviceKeys:
        """Return new keys."""
        return cls(random(KEY_SIZE), random(KEY_SIZE))

    @classmethod
    def decode(cls, data: bytes) -> DeviceKeys:
        """Return the keys that `encode` wrote.

        Raises:
            ValueError: not 64 bytes.
        """
        if len(data) != 2 * KEY_SIZE:
            raise ValueError("device keys have 64 bytes")
        return cls(data[:KEY_SIZE], data[KEY_SIZE:])

    def encode(self) -> bytes:
        """Return both private keys, 64 bytes, to be wrapped by the caller."""
        return self.signing_seed + self.sealing_seed

    @property
    def signing_key(self) -> bytes:
        """Return the public signing key, 32 bytes."""
        return _signing_public(self.signing_seed)

    @property
    def sealing_key(self) -> bytes:
        """Return the public sealing key, 32 bytes."""
        return _sealing_public(self.sealing_seed)

    def sign(self, message: bytes) -> bytes:
        """Return 64 bytes; `message` starts with the prefix of its use."""
        return Ed25519PrivateKey.from_private_bytes(self.signing_seed).sign(message)


@dataclass(frozen=True, slots=True)
class DeviceCertificate:
    """The office's signed word on whose keys these are; ends by revocation only.

    Attributes:
        office_id: 16 bytes.
        device_number: 7 for D007.
        unit: the team or office it belongs to, at most 255 bytes of UTF-8.
        signing_key: Ed25519 public.
        sealing_key: X25519 public.
        issued_ms: the office's clock, for people; never decides anything.
        signature: of the office.
    """

    office_id: bytes
    device_number: int
    unit: str
    signing_key: bytes
    sealing_key: bytes
    issued_ms: int
    signature: bytes = b""

    @property
    def feed_id(self) -> bytes:
        """Return the id of this device's feed."""
        return feed_start(self.office_id, self.signing_key, self.device_number)

    def signed_part(self) -> bytes:
        """Return the bytes that the office signs."""
        return b"".join(
            (
                _CERTIFICATE,
                self.office_id,
                struct.pack(">I", self.device_number),
                self.signing_key,
                self.sealing_key,
                struct.pack(">q", self.issued_ms),
                label(self.unit),
            )
        )

    def encode(self) -> bytes:
        """Return the certificate with its signature."""
        return self.signed_part() + self.signature

    @classmethod
    def decode(cls, data: bytes) -> DeviceCertificate:
        """Return the certificate in `data`; its signature is not yet checked.

        Raises:
            ValueError: not a certificate.
        """
        reader = Reader(data)
        reader.expect(_CERTIFICATE)
        office_id, number = reader.take(OFFICE_ID_SIZE), reader.u32()
        signing, sealing = reader.take(KEY_SIZE), reader.take(KEY_SIZE)
        issued, unit = reader.i64(), reader.label()
        signature = reader.take(SIGNATURE_SIZE)
        reader.end()
        return cls(office_id, number, unit, signing, sealing, issued, signature)

    def is_from(self, office: OfficeCard) -> bool:
        """Tell whether this office signed it."""
        return self.office_id == office.office_id and verify(
            office.signing_key, self.signature, self.signed_part()
        )


@dataclass(frozen=True, slots=True)
class OfficeCard:
    """What a laptop must know of its office; handed over at enrolment, public.

    Attributes:
        office_id: 16 bytes.
        office_epoch: at the time of the card; receipts tell the newest.
        signing_key: Ed25519 public.
        sealing_key: X25519 public to which segments are sealed, until the root announces another.
        root_key: Ed25519 public of the root, which announces sealing keys; empty without one.
        recovery_key: X25519 public; what is sealed to it only the root's holders can open.
    """

    office_id: bytes
    office_epoch: int
    signing_key: bytes
    sealing_key: bytes
    root_key: bytes = b""
    recovery_key: bytes = b""

    @property
    def sealing_key_id(self) -> bytes:
        """Return the 8 bytes that name the sealing key."""
        return key_id(self.sealing_key)

    def encode(self) -> bytes:
        """Return the card as bytes (it carries no signature: it is where trust starts)."""
        epoch = struct.pack(">Q", self.office_epoch)
        start = _ROOTED_CARD if self.root_key else _CARD
        first = start + self.office_id + epoch + self.signing_key + self.sealing_key
        return first + self.root_key + self.recovery_key

    @classmethod
    def decode(cls, data: bytes) -> OfficeCard:
        """Return the card in `data`.

        Raises:
            ValueError: not a card.
        """
        reader = Reader(data)
        rooted = data.startswith(_ROOTED_CARD)
        reader.expect(_ROOTED_CARD if rooted else _CARD)
        office_id, epoch = reader.take(OFFICE_ID_SIZE), reader.u64()
        keys = [reader.take(KEY_SIZE) for _ in range(4 if rooted else 2)]
        reader.end()
        return cls(office_id, epoch, *keys)


@dataclass(frozen=True, slots=True)
class OfficeKeys:
    """The office's private keys.

    Attributes:
        office_id: 16 bytes, random, for the life of the office.
        office_epoch: milliseconds UTC at set-up or at the last restore; must rise.
        signing_seed: Ed25519 private.
        sealing_seeds: X25519 private keys, newest last; the older ones open what was sealed
            before a rotation.
        root_key: Ed25519 public; its private half is kept away from the office's machine.
        recovery_key: X25519 public, whose private half is kept with the root's.
    """

    office_id: bytes
    office_epoch: int
    signing_seed: bytes = field(repr=False)
    sealing_seeds: tuple[bytes, ...] = field(repr=False)
    root_key: bytes = b""
    recovery_key: bytes = b""

    @classmethod
    def generate(cls, random: Random, office_epoch: int) -> OfficeKeys:
        """Return the keys of a new office, without a root."""
        return cls(random(OFFICE_ID_SIZE), office_epoch, random(KEY_SIZE), (random(KEY_SIZE),))

    @property
    def card(self) -> OfficeCard:
        """Return the public card."""
        return OfficeCard(
            self.office_id,
            self.office_epoch,
            _signing_public(self.signing_seed),
            _sealing_public(self.sealing_seeds[-1]),
            self.root_key,
            self.recovery_key,
        )

    @property
    def sealing_by_id(self) -> Mapping[bytes, bytes]:
        """Return the private sealing keys by the id of their public half."""
        return {key_id(_sealing_public(seed)): seed for seed in self.sealing_seeds}

    def sign(self, message: bytes) -> bytes:
        """Return 64 bytes; `message` starts with the prefix of its use."""
        return Ed25519PrivateKey.from_private_bytes(self.signing_seed).sign(message)

    def certify(
        self,
        keys: DeviceKeys | tuple[bytes, bytes],
        *,
        device_number: int,
        unit: str,
        issued_ms: int,
    ) -> DeviceCertificate:
        """Return a signed certificate.

        Args:
            keys: the device's keys, or its two public ones (signing, sealing).
            device_number: 7 for D007; unique in the office and never given twice.
            unit: the team it belongs to.
            issued_ms: the office's clock.
        """
        public = (keys.signing_key, keys.sealing_key) if isinstance(keys, DeviceKeys) else keys
        body = DeviceCertificate(self.office_id, device_number, unit, *public, issued_ms)
        signature = self.sign(body.signed_part())
        return DeviceCertificate(self.office_id, device_number, unit, *public, issued_ms, signature)


def _signing_public(seed: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def _sealing_public(seed: bytes) -> bytes:
    return X25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def sealing_public_key(data: bytes) -> X25519PublicKey:
    """Return the X25519 public key in 32 bytes.

    Raises:
        ValueError: not 32 bytes.
    """
    return X25519PublicKey.from_public_bytes(data)

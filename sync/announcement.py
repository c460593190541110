"""The office's sealing keys come and go; its root, kept offline, says which is the newest.

    announcement = "outreach/key-announcement/1" ‖ office_id 16 ‖ u64 serial ‖ sealing_key 32
                   ‖ i64 from_ms ‖ i64 until_ms ‖ signature 64 (Ed25519 by the root)

A device that pinned the root believes the announcement with the highest serial, whoever brought
it. A date that has passed makes no key useless: an old key is better than an entry that cannot go.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from sync.keys import KEY_SIZE, OFFICE_ID_SIZE, SIGNATURE_SIZE, OfficeCard, key_id, verify
from sync.wire import Reader

_PREFIX = b"outreach/key-announcement/1"


@dataclass(frozen=True, slots=True)
class KeyAnnouncement:
    """The root's word on a sealing key (decisions B18).

    Attributes:
        office_id: 16 bytes.
        serial: rises with every announcement; milliseconds UTC of its making.
        sealing_key: X25519 public.
        from_ms: when it is taken into use, for people.
        until_ms: when the next one is due, for people.
        signature: of the root.
    """

    office_id: bytes
    serial: int
    sealing_key: bytes
    from_ms: int
    until_ms: int
    signature: bytes = b""

    @property
    def key_id(self) -> bytes:
        """Return the 8 bytes that name the key."""
        return key_id(self.sealing_key)

    def signed_part(self) -> bytes:
        """Return the bytes that the root signs."""
        times = struct.pack(">qq", self.from_ms, self.until_ms)
        serial = struct.pack(">Q", self.serial)
        return _PREFIX + self.office_id + serial + self.sealing_key + times

    def signed(self, sign: Callable[[bytes], bytes]) -> KeyAnnouncement:
        """Return it with the root's signature."""
        return replace(self, signature=sign(self.signed_part()))

    def encode(self) -> bytes:
        """Return it as bytes."""
        return self.signed_part() + self.signature

    @classmethod
    def decode(cls, data: bytes) -> KeyAnnouncement:
        """Return the announcement in `data`; its signature is not yet checked.

        Raises:
            ValueError: not an announcement.
        """
        reader = Reader(data)
        reader.expect(_PREFIX)
        office_id, serial = reader.take(OFFICE_ID_SIZE), reader.u64()
        key, from_ms, until_ms = reader.take(KEY_SIZE), reader.i64(), reader.i64()
        signature = reader.take(SIGNATURE_SIZE)
        reader.end()
        return cls(office_id, serial, key, from_ms, until_ms, signature)

    def is_for(self, card: OfficeCard) -> bool:
        """Tell whether the root of this office signed it."""
        ours = bool(card.root_key) and self.office_id == card.office_id
        return ours and verify(card.root_key, self.signature, self.signed_part())


def newest(card: OfficeCard, announced: Iterable[KeyAnnouncement]) -> OfficeCard:
    """Return the card with the sealing key that its root announced last; unchanged without one."""
    ours = [one for one in announced if one.is_for(card)]
    if not ours:
        return card
    return replace(card, sealing_key=max(ours, key=lambda one: one.serial).sealing_key)

"""The device's next segment: as many of its entries as the link can carry well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sync.codec import Codec, PlainCodec
from sync.dictionary import Dictionary
from sync.entry import Entry
from sync.keys import DeviceKeys, OfficeCard
from sync.pace import Pace
from sync.segment import FROM_DEVICE, pack
from sync.storage import DeviceStorage

_MOST_ENTRIES = 1500
"""So that the office works on one while the next is made."""
_FIXED_BYTES = 64  # of an entry besides its body: salt, labels, times
_FIRST_GUESS = 0.25, 400.0
_TOO_LARGE = 1.5


@dataclass(frozen=True, slots=True)
class Packed:
    """A segment ready to go.

    Attributes:
        last: number of its last entry.
    """

    data: bytes
    last: int


class Outbound:
    """Packs own entries; learns how well they compress.

    Args:
        pace: says how large a segment should be and how hard to compress.
        codec: of the bodies, until `plain` is called.
        dictionary: that the office published, until `plain` is called.
    """

    def __init__(
        self,
        storage: DeviceStorage,
        keys: DeviceKeys,
        office: OfficeCard,
        pace: Pace,
        codec: Codec,
        dictionary: Dictionary | None = None,
    ) -> None:
        self._storage, self._keys, self._office = storage, keys, office
        self._pace, self._codec, self._dictionary = pace, codec, dictionary
        self._ratio, self._entry_bytes = _FIRST_GUESS

    def plain(self) -> None:
        """Use the plain codec and no dictionary from now on: the office could not read it."""
        self._codec, self._dictionary = PlainCodec(), None

    @property
    def key_id(self) -> bytes:
        """Return the id of the key that it seals to."""
        return self._office.sealing_key_id

    def seal_to(self, office: OfficeCard) -> None:
        """Seal to another key of the office from now on."""
        self._office = office

    def next(self, after: int, before: int | None = None) -> Packed | None:
        """Return the segment that follows entry `after`, None when there is nothing.

        Args:
            after: number of the last entry that went.
            before: number of an entry that the office holds already.
        """
        entries = self._take(after, before)
        if not entries:
            return None
        data = self._pack(entries)
        while len(entries) > 1 and len(data) > _TOO_LARGE * self._pace.next_bytes:
            entries = entries[: len(entries) // 2]
            data = self._pack(entries)
        return Packed(data, entries[-1].number)

    def _take(self, after: int, before: int | None) -> list[Entry]:
        budget = self._pace.next_bytes / self._ratio
        limit = min(_MOST_ENTRIES, 8 + int(2 * budget / self._entry_bytes))
        run: list[Entry] = []
        for entry in self._storage.entries_after(after, limit):
            budget -= _raw(entry)
            if (run and budget < 0) or (before is not None and entry.number >= before):
                break
            run.append(entry)
        return run

    def _pack(self, entries: Sequence[Entry]) -> bytes:
        raw = sum(map(_raw, entries))
        data = pack(
            entries,
            office_id=self._office.office_id,
            seal_to=self._office.sealing_key,
            sign=self._keys.sign,
            prefix=FROM_DEVICE,
            codec=self._codec,
            level=self._pace.level(raw),
            dictionary=self._dictionary,
        )
        self._ratio = (self._ratio + min(1.0, len(data) / raw)) / 2
        self._entry_bytes = (self._entry_bytes + raw / len(entries)) / 2
        return data


def _raw(entry: Entry) -> int:
    return len(entry.body or b"") + _FIXED_BYTES

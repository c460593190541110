"""What a device does with what the office said, whichever way it came: by link or by file.

Nothing here believes the messenger: a receipt counts with the office's signature and the device's
own hash, a segment with the office's signature and unbroken hashes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sync.codec import Codec
from sync.entry import Head
from sync.errors import (
    AnswerRefused,
    ChainBroken,
    DeviceSetBack,
    OfficeFeedRewritten,
    ReceiptRefused,
)
from sync.keys import DeviceKeys, OfficeCard, key_id, verify
from sync.message import Answer
from sync.receipt import Receipt
from sync.segment import FROM_OFFICE, check_signature, parse, unpack
from sync.storage import DeviceStorage, Evidence, Standing


class Arrivals:
    """Checks and stores answers of one office for one device.

    Args:
        storage: of the device.
        keys: of the device.
        office: pinned card.
        codecs: by number, the plain one among them.
    """

    def __init__(
        self,
        storage: DeviceStorage,
        keys: DeviceKeys,
        office: OfficeCard,
        codecs: Mapping[int, Codec],
    ) -> None:
        self._storage, self._keys, self._office, self._codecs = storage, keys, office, codecs

    def take(self, answer: Answer, clock_offset_s: int) -> int:
        """Store what an answer brought; return how many entries of office feeds were new.

        Args:
            answer: its signature checked, and that it answers our question.
            clock_offset_s: office minus device, as learnt from it.

        Raises:
            ReceiptRefused: its receipt is not for us or names a hash that is not ours.
            DeviceSetBack: it names more than we have: an older state of us was restored.
            SegmentRefused, CodecFailed, TooLarge, AnswerRefused: a segment of it.
            OfficeFeedRewritten: one does not follow what is here; all others are stored.
        """
        receipt, storage = answer.receipt, self._storage
        self._check_signature(receipt)
        ours = storage.hash_at(receipt.number) == receipt.hash
        if answer.standing is Standing.FROZEN:
            # The office may be on the other branch, so its receipt may not be ours.
            storage.record_contact(answer.standing, clock_offset_s)
            if ours:
                storage.record_receipt(receipt)
            return 0
        if ours:
            storage.record_receipt(receipt)
        elif not answer.seal_anew or receipt.number > storage.head().number:
            self._refuse(receipt, clock_offset_s)
        # Else it could not open our branch, so it cannot know that there are two: with the key
        # that it tells now, the branch comes there and the fork is noticed.
        storage.record_contact(answer.standing, clock_offset_s)
        return self._store_all(answer.segments)

    def _refuse(self, receipt: Receipt, clock_offset_s: int) -> None:
        """Refuse a receipt for what is not here (decisions A6).

        More than is here: an older state of this device was restored, and it may not go on.
        """
        if receipt.number > self._storage.head().number:
            self._storage.record_contact(Standing.FROZEN, clock_offset_s)
            raise DeviceSetBack("the office has more of this feed than we have")
        raise ReceiptRefused("it names a hash that is not ours")

    def _check_signature(self, receipt: Receipt) -> None:
        office = self._office
        if receipt.office_id != office.office_id or receipt.feed_id != self._storage.feed_id:
            raise ReceiptRefused("for another feed or from another office")
        if not verify(office.signing_key, receipt.signature, receipt.signed_part()):
            raise ReceiptRefused("not signed by our office")

    def _store_all(self, segments: Sequence[bytes]) -> int:
        new, rewritten = 0, None
        for data in segments:
            try:
                new += self._store(data)
            except OfficeFeedRewritten as error:
                rewritten = error
        if rewritten is not None:
            raise rewritten
        return new

    def _store(self, data: bytes) -> int:
        segment = parse(data)
        check_signature(segment, self._office.signing_key, FROM_OFFICE)
        seeds = {key_id(self._keys.sealing_key): self._keys.sealing_seed}
        entries = unpack(segment, seeds, self._codecs)
        feed_id = segment.outer.feed_id
        known = {f.feed_id: f.head for f in self._storage.followed()}
        cursor = known.get(feed_id, Head(0, feed_id))
        if segment.outer.first > cursor.number + 1:
            raise AnswerRefused("a feed of the office has a gap")
        proof = Evidence(segment.outer_bytes, segment.sealed_digest, segment.signature)
        try:
            return self._storage.store_incoming(feed_id, entries, proof)
        except ChainBroken as error:
            raise OfficeFeedRewritten(error.reason, feed_id) from error

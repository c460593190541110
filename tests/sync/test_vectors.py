"""The test vectors of sync/README.md: any other implementation must give these bytes."""

import json
from pathlib import Path

from sync import segment as seg
from sync.codec import PlainCodec
from sync.entry import Head, commit, feed_start, next_entry, office_feed_start
from sync.keys import DeviceKeys, OfficeKeys, key_id
from sync.receipt import Receipt

FILE = Path(__file__).with_name("vectors.json")
OFFICE = bytes(range(16))


def computed():
    device = DeviceKeys(bytes([1]) * 32, bytes([2]) * 32)
    feed = feed_start(OFFICE, device.signing_key, 7)
    one = next_entry(
        feed,
        Head(0, feed),
        time_ms=1_795_000_000_000,
        clock_offset_s=-3,
        author="rina",
        kind="record.finished",
        body=b'{"a":"1"}',
        salt=bytes([3]) * 16,
    )
    broadcast = seg.pack(
        [one],
        office_id=OFFICE,
        seal_to=None,
        sign=device.sign,
        prefix=seg.FROM_OFFICE,
        codec=PlainCodec(),
    )
    receipt = Receipt(OFFICE, 1, feed, 1, one.hash, 0)
    return {
        "device_signing_key": device.signing_key.hex(),
        "device_sealing_key": device.sealing_key.hex(),
        "sealing_key_id": key_id(device.sealing_key).hex(),
        "feed_id": feed.hex(),
        "office_feed_id": office_feed_start(OFFICE, 1, b"").hex(),
        "commitment": commit(bytes([3]) * 16, b'{"a":"1"}').hex(),
        "entry_hash": one.hash.hex(),
        "outer": broadcast[: seg.OUTER_BYTES].hex(),
        "receipt_signed_part": receipt.signed_part().hex(),
    }


def test_the_vectors_hold():
    assert computed() == json.loads(FILE.read_text())


def test_a_sealed_segment_made_earlier_still_opens():
    kept = json.loads(FILE.with_name("sealed.json").read_text())
    office = OfficeKeys(**{k: _restored(v) for k, v in kept["office"].items()})
    segment = seg.parse(bytes.fromhex(kept["segment"]))
    seg.check_signature(segment, bytes.fromhex(kept["signing_key"]), seg.FROM_DEVICE)
    (entry,) = seg.unpack(segment, office.sealing_by_id, {0: PlainCodec()})
    assert entry.body == b'{"a":"1"}'


def _restored(value):
    if isinstance(value, list):
        return tuple(bytes.fromhex(v) for v in value)
    return bytes.fromhex(value) if isinstance(value, str) else value

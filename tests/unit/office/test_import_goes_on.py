"""One bad file on a stick does not keep the others from being taken in."""

import hashlib
import struct

import pytest
import zstandard

from outreach_app.office.courier import import_files
from sync import segment
from sync.codec import PlainCodec
from sync.courier import file_name
from sync.courier_file import CourierFile, Way
from sync.message import Request


@pytest.fixture
def stick(office, tmp_path):
    """Write files of laptops as they would."""
    folder, card = tmp_path / "OUTREACH", office.keys.card
    folder.mkdir()

    def put(laptop, serial, sealed, last, said=0):
        asks = tuple(
            Request(laptop.feed_id, card.office_id, laptop.head, 0, {}, bytes(16), part).encode(
                laptop.keys.sign
            )
            for part in (sealed, b"")
        )
        file = CourierFile(
            Way.TO_OFFICE,
            card.office_id,
            laptop.feed_id,
            said or serial,
            bytes([serial]) * 16,
            1,
            1,
            last,
            asks,
        )
        (folder / file_name(file).replace("KIRIM", f"KIRIM{serial}")).write_bytes(file.encode())

    put.folder = folder
    return put


def that_swells(laptop, card):
    """A signed segment that unpacks to 40 MiB."""
    swollen = zstandard.ZstdCompressor(level=3).compress(bytes(40 * 2**20))
    framed = struct.pack(">I", len(swollen)) + swollen
    padded = framed + bytes(-len(framed) % 256)
    head = (laptop.feed_id, bytes(32), len(padded) + 48)
    outer = segment.Outer(
        laptop.feed_id, card.office_id, card.sealing_key_id, 1, 0, 0, 1, 1, *head
    ).encode()
    key = segment.sealing_public_key(card.sealing_key)
    sealed = segment._SUITE.encrypt(padded, key, info=hashlib.sha256(outer).digest())
    said = segment.FROM_DEVICE + outer + hashlib.sha256(sealed).digest()
    return outer + sealed + laptop.keys.sign(said)


def honest(laptop, card):
    laptop.finish(laptop.open_day())
    return segment.pack(
        laptop.unsent,
        office_id=card.office_id,
        seal_to=card.sealing_key,
        sign=laptop.keys.sign,
        prefix=segment.FROM_DEVICE,
        codec=PlainCodec(),
    )


def test_a_file_that_swells_is_named_and_the_next_one_taken(office, laptop, another_laptop, stick):
    evil, good = sorted((laptop, another_laptop), key=lambda one: one.feed_id)
    card = office.keys.card
    stick(evil, 1, that_swells(evil, card), 1)
    stick(good, 2, honest(good, card), 2)
    seen = [one.seen for one in import_files(office, [stick.folder])]
    assert [(one.device, one.taken) for one in seen] == [(evil.device, False), (good.device, True)]
    with office.ledger.reading() as tx:
        assert len(tx.entries_after(good.feed_id, 0, 10)) == 2


def test_the_way_back_goes_by_the_ledger_not_by_the_head_of_the_file(
    office, laptop, another_laptop, stick
):
    """A file that says to be another laptop's takes nobody's answer away."""
    card = office.keys.card
    for serial, one in enumerate((laptop, another_laptop), start=1):
        stick(one, serial, honest(one, card), 2, said=2)
    done = import_files(office, [stick.folder])
    assert sorted(one.seen.device for one in done) == [laptop.device, another_laptop.device]
    assert all(one.reply is not None for one in done)

"""The dictionary in the product: published by the office, used by laptops, never a reason to lose.

Real office, real laptop, real HTTP; what was asked of the office is read from its outer header.
"""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from outreach_app.domain import entries as e
from outreach_app.domain import wire_dictionary as wire
from outreach_app.domain.record_columns import ColumnCodec
from outreach_app.office import wire_dictionaries
from outreach_app.office.exchange import exchange
from outreach_app.office.office import ALL
from outreach_app.office.publications import take
from outreach_app.office.tables import publication
from outreach_app.practice.answers import fill
from outreach_app.practice.people import People
from outreach_app.practice.village_day import PEKON
from sync.codec import PlainCodec
from sync.dictionary import Dictionary, train
from sync.entry import Head, next_entry
from sync.keys import DeviceKeys, OfficeKeys
from sync.message import decode_request
from sync.quiet import ASK_BYTES
from sync.segment import FROM_DEVICE, pack, parse, unpack

SEED = 20261124
OTHER = train([b'{"lain":"%d","isi":"%s"}' % (n, b"kata " * (n % 9)) * 9 for n in range(300)], 4096)


class Watch:
    """Posts to the office's end and notes (codec, dictionary) of each segment."""

    def __init__(self, handle):
        self.handle, self.outers, self.stored_bytes = handle, [], 0

    def post(self, request):
        if len(request) != ASK_BYTES:
            asked, _, _ = decode_request(request)
            if asked.segment:
                outer = parse(asked.segment).outer
                self.outers.append((outer.codec, outer.dictionary))
        return self.handle(request)


@pytest.fixture
def files(practice):
    """Return what makes one finished file a call."""
    _, laptop, post, _ = practice
    laptop.sync_now(post)
    laptop.open_day(PEKON)
    people = iter(People(3, laptop.place.today(), PEKON).draw(9))

    def one():
        person = next(people)
        file = laptop.start_file(person.service)
        fill(file, person, laptop.place.today())
        return file.finish(similar_reason="Sudah dibandingkan").number

    return one


def sent(laptop, office):
    watch = Watch(exchange(office.office).handle)
    laptop.sync_now(watch)
    assert laptop.sync_state().unsent_entries == 0
    return watch.outers


def publish(office, text, version):
    with office.office.ledger.transaction() as tx:
        body = e.ResourcePublished(name=wire.NAME, version=version, text=text)
        kind = e.SERVICES_PUBLISHED
        take(tx, office.office.write(tx, ALL, author="office", kind=kind, body=body))


def test_a_laptop_uses_it_once_it_came_in_the_signed_feed(practice):
    office, laptop, _, _ = practice
    laptop.open_day(PEKON)
    assert sent(laptop, office) == [(1, 0)], "a laptop that has none yet, as an older version"
    laptop.close_day()
    assert sent(laptop, office) == [(1, wire.bundled().dictionary_id)]


def test_an_office_that_does_not_know_it_asks_for_plain(practice, files):
    """As after a restore of a backup that is older than the dictionary."""
    office, laptop, _, _ = practice
    with office.office.ledger.transaction() as tx:
        tx.connection.execute(delete(publication).where(publication.c.name == wire.NAME))
    number = files()
    first, *again = sent(laptop, office)
    assert first == (1, wire.bundled().dictionary_id)
    assert set(again) == {(0, 0)}
    assert laptop.file(number).intake_state == "diterima"


def test_a_new_one_in_the_middle_of_traffic_follows_the_old(practice, files):
    office, laptop, _, _ = practice
    files()
    publish(office, wire.as_text(OTHER), wire.version(OTHER))
    assert {one[1] for one in sent(laptop, office)} == {wire.bundled().dictionary_id}
    files()
    assert {one[1] for one in sent(laptop, office)} == {OTHER.dictionary_id}


@pytest.mark.parametrize("text", ["", "not base 85 \x7f", wire.as_text(OTHER)[:4]])
def test_a_published_one_that_cannot_be_read_is_passed_over(practice, files, text):
    office, laptop, _, _ = practice
    publish(office, text, "00000000")
    sent(laptop, office)
    files()
    assert {one[1] for one in sent(laptop, office)} == {0}


def test_it_is_published_once_and_by_an_office_of_before_too(practice):
    office = practice[0].office
    assert not wire_dictionaries.publish_bundled_dictionary(office)
    with office.ledger.transaction() as tx:
        tx.connection.execute(delete(publication).where(publication.c.name == wire.NAME))
    assert wire_dictionaries.publish_bundled_dictionary(office)
    assert wire.bundled().dictionary_id in wire_dictionaries.known(office)()


def test_it_is_small_and_of_the_bundled_forms():
    data = wire.bundled().data
    assert len(data) <= 24 * 2**10
    assert b"paspor" in data


KEYS = OfficeKeys.generate(random.Random(SEED).randbytes, 1)
DEVICE = DeviceKeys.generate(random.Random(SEED + 1).randbytes)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.binary(max_size=400), min_size=1, max_size=8),
    st.sampled_from([None, wire.bundled(), OTHER]),
    st.sampled_from([ColumnCodec(), PlainCodec()]),
    st.integers(1, 19),
)
def test_any_bytes_come_back_with_any_dictionary_and_codec(bodies, dictionary, codec, level):
    feed, head, entries = bytes(32), Head(0, bytes(32)), []
    for body in bodies:
        one = next_entry(
            feed,
            head,
            time_ms=1,
            clock_offset_s=0,
            author="ry",
            kind="k",
            body=body,
            salt=bytes(16),
        )
        entries.append(one)
        head = one.head
    data = pack(
        entries,
        office_id=KEYS.office_id,
        seal_to=KEYS.card.sealing_key,
        sign=DEVICE.sign,
        prefix=FROM_DEVICE,
        codec=codec,
        level=level,
        dictionary=dictionary,
    )
    known = {d.dictionary_id: d for d in (wire.bundled(), OTHER)}
    codecs = {0: PlainCodec(), 1: ColumnCodec()}
    assert unpack(parse(data), KEYS.sealing_by_id, codecs, known) == entries


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_text_is_a_dictionary_or_none(data):
    found = wire.from_text(data.decode("latin-1"))
    assert found is None or isinstance(found, Dictionary)

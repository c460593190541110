"""A carried file opens at its office only, and nothing in it can be changed or passed off."""

import dataclasses

import pytest

from outreach_app.domain.carried_entries import is_carried
from outreach_app.identity.carried_file import (
    Content,
    Envelope,
    envelope_of,
    opened,
    pack,
)
from sync.courier_errors import CourierRefused, Why
from sync.entry import Head, next_entry
from sync.keys import DeviceKeys

BODY = b'{"nama":"Ngatiyem"}'


@pytest.fixture
def entry(unlocked, random):
    feed = unlocked.certificate.feed_id
    facts = {"time_ms": 1, "clock_offset_s": 0, "author": "yulia", "kind": "record.finished"}
    return next_entry(feed, Head(0, feed), body=BODY, salt=random(16), **facts)


@pytest.fixture
def packed(unlocked, office, entry):
    def made(entries=(entry,), keys=unlocked.device_keys):
        content = Content("LB-1", "ditahan", "INTAKE_006", {"number": "LB-2"}, "yulia", ())
        feed = unlocked.certificate.feed_id
        envelope = Envelope(office.keys.office_id, b"", feed, 7, 5, b"")
        return pack(content, entries, keys, office.keys.card, envelope)

    return made


def open_at(office, data, unlocked):
    return opened(data, office.keys.sealing_by_id, unlocked.certificate.signing_key)


def why(call):
    with pytest.raises(CourierRefused) as caught:
        call()
    return caught.value.why


def test_the_office_reads_the_very_entries(packed, office, unlocked, entry):
    data = packed()
    assert is_carried(data)
    assert BODY not in data
    found = open_at(office, data, unlocked)
    assert found.entries == (entry,)
    assert (found.content.number, found.content.reason) == ("LB-1", "INTAKE_006")
    assert found.envelope.device_number == 7


def test_every_changed_byte_is_noticed(packed, office, unlocked):
    data = packed()
    for at in range(0, len(data), 3):
        bad = data[:at] + bytes((data[at] ^ 1,)) + data[at + 1 :]
        assert why(lambda bad=bad: open_at(office, bad, unlocked)) in (
            Why.NOT_OURS,
            Why.NEWER,
            Why.DAMAGED,
        )
    for size in range(0, len(data), 7):
        with pytest.raises(CourierRefused):
            envelope_of(data[:size])


def test_another_office_and_another_laptop(packed, office, other_office, unlocked, random):
    assert why(lambda: open_at(other_office, packed(), unlocked)) is Why.CANNOT_BE_OPENED
    stranger = DeviceKeys.generate(random)
    assert why(lambda: open_at(office, packed(keys=stranger), unlocked)) is Why.NOT_SIGNED


def test_an_entry_that_is_not_what_its_hash_says(packed, office, unlocked, entry):
    forged = dataclasses.replace(entry, body=b'{"nama":"Lain"}')
    assert why(lambda: open_at(office, packed((forged,)), unlocked)) is Why.OTHER_HISTORY
    assert why(lambda: open_at(office, packed(()), unlocked)) is Why.OTHER_HISTORY

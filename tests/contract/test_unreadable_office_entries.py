"""What the office signed and this laptop cannot read never closes the laptop."""

import secrets

import pytest

from outreach_app.casework import news, open_laptop
from outreach_app.clock import SystemClock
from outreach_app.domain import entries as e
from outreach_app.domain.erasure_entries import RECORD_ERASED
from outreach_app.practice import office_day
from sync.office import append_to_feed

DEEP = b'{"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
BEYOND_64_BIT = (
    b'{"erasure_id":"x","number":"LB-26-D001-00001-K","basis":"b","asked_on":"2026-01-01",'
    b'"clerk":"c","erased_ms":9223372036854775808}'
)
BODIES = {"deep": (e.INTAKE_JUDGED, DEEP), "huge": (RECORD_ERASED, BEYOND_64_BIT)}


@pytest.fixture
def told(practice):
    """Let the office write one entry for the laptop."""
    server, laptop, post, _ = practice
    laptop.sync_now(post)

    def tell(kind, body):
        office = server.office
        feed_id = office.feed_for(laptop.place.unlocked.certificate.feed_id)
        with office.ledger.transaction() as tx:
            append_to_feed(
                tx, feed_id, time_ms=1, author="x", kind=kind, body=body, random=secrets.token_bytes
            )

    return tell


@pytest.mark.parametrize("name", sorted(BODIES))
def test_the_laptop_syncs_and_opens(practice, told, name):
    _, laptop, post, profile = practice
    told(*BODIES[name])
    laptop.sync_now(post)
    told(e.INTAKE_JUDGED, b"{}")
    laptop.sync_now(post)
    laptop.lock()
    again = open_laptop(
        profile,
        office_day.OFFICER.officer_id,
        office_day.OFFICER_PASSPHRASE,
        clock=SystemClock(),
        random=secrets.token_bytes,
    )
    assert again.place.run(lambda store: store.news.pending(10)) == []
    again.lock()


def test_twin_that_passes_over_nothing_is_stuck(practice, told, monkeypatch):
    _, laptop, post, _ = practice
    monkeypatch.setattr(news, "_OF_THE_ENTRY", ())
    told(*BODIES["huge"])
    with pytest.raises(OverflowError):
        laptop.sync_now(post)

"""One stuck file, written to a stick by itself: sealed to the office, signed by this laptop.

Its entries go as they stand in the feed, so the office can compare them with what came. It stays
where it is here, held until the office answers.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from outreach_app.casework import office_life
from outreach_app.casework.workplace import Workplace
from outreach_app.domain.carried_entries import RECORD_CARRIED, RecordCarried
from outreach_app.errors import EnvironmentProblem, UserProblem
from outreach_app.identity.carried_file import Content, Envelope, pack
from outreach_app.store import Store
from outreach_app.store.rows import Record
from sync import stick
from sync.courier_errors import StickProblem
from sync.courier_file import ENDING
from sync.entry import Entry


def file_name(device: str, number: str) -> str:
    """Return a name that FAT can hold: laptop, that it is one file, its number."""
    return f"{device}-BERKAS-{number}{ENDING}"


def carry(place: Workplace, number: str, folder: Path) -> Path:
    """Write one file to a drive or folder, read it back, and note that it was written.

    Raises:
        UserProblem: CASEWORK_008 no such file, or it was purged or erased here.
        EnvironmentProblem: COURIER_001 to 004; nothing was moved.
    """
    record, entries = place.run(lambda store: _told(store, number))
    data = _packed(place, record, entries)
    try:
        written = stick.write(stick.home(folder), file_name(place.device, number), data)
    except StickProblem as error:
        raise EnvironmentProblem(error.code, retry=error.retry, **error.facts) from error
    body = RecordCarried(
        number=number, instance_id=record.instance_id, file_id=hashlib.sha256(data).hexdigest()
    )

    def note(store: Store) -> None:
        with store.transaction():
            place.append(store, RECORD_CARRIED, body)

    place.run(note)
    return written


def _told(store: Store, number: str) -> tuple[Record, tuple[Entry, ...]]:
    """Return a file with the entries that tell its revisions; those of the office have none."""
    found = [
        entry
        for row, one in store.records.with_feeds(number)
        if (entry := store.own_feeds.entry(row, one.entry_number)) and not entry.erased
    ]
    record = store.records.get(number)
    if record is None or not found:
        raise UserProblem("CASEWORK_008", number=number)
    return record, tuple(found)


def _packed(place: Workplace, record: Record, entries: tuple[Entry, ...]) -> bytes:
    card, unlocked = office_life.office_card(place), place.unlocked
    content = Content(
        record.number,
        record.intake_state,
        record.intake_reason,
        dict(record.intake_facts),
        place.author,
        (),
    )
    envelope = Envelope(
        card.office_id,
        b"",
        unlocked.certificate.feed_id,
        place.device_number,
        place.clock.now_ms(),
        b"",
    )
    return pack(content, entries, unlocked.device_keys, card, envelope)

"""Make the database of the version checked out: `python tests/golden/make.py v1`.

Done once at each release, never again for that version; `test_golden.py` upgrades all of them. The
people in it are invented, and its key is no secret: 32 bytes of 0x0B.
"""

import sys
from pathlib import Path

from outreach_app.domain.entries import CaseDecided
from outreach_app.domain.publishing_entries import PublicationPublished
from outreach_app.store import Store
from outreach_app.store.rows import Day, Draft, Record, Resource, StoredForm
from sync.entry import Entry, Head, next_entry
from sync.receipt import Receipt
from sync.storage import Standing

KEY = b"\x0b" * 32
FEED, OFFICE = b"\x07" * 32, b"\x0f" * 32
START_MS = 1_795_500_000_000
DAY = "D007-2026-11-24-1"
NAMES = ("Fajar Bulan", "Ngatiyem", "Siti Ma'rifah", "I Wayan Sudarma")
FILE = {"service": "PAS-BARU", "form_id": "paspor", "form_version": "1", "day_id": DAY}
FILE |= {"pekon": "18.04.04.2001", "officer": "YN"}


def entry(feed_id: bytes, head: Head, kind: str, body: bytes) -> Entry:
    """Return the next entry of a feed, the same in every run."""
    return next_entry(
        feed_id,
        head,
        time_ms=START_MS + head.number,
        clock_offset_s=2,
        author="yulia",
        kind=kind,
        body=body,
        salt=(head.number + 1).to_bytes(16),
    )


def append(store: Store, kind: str) -> Entry:
    """Append an entry to the own feed."""
    made = entry(FEED, store.feed.head(), kind, f'{{"kind":"{kind}"}}'.encode())
    store.feed.append(made)
    return made


def finish(store: Store, serial: int, name: str) -> None:
    """Finish a file as casework does."""
    with store.transaction():
        assert store.numbers.next_serial() == serial
        made = append(store, "record.finished")
        store.records.add(
            Record(
                number=f"LB-26-D007-{serial:05d}-X",
                instance_id=f"uuid:{serial}",
                entry_number=made.number,
                head=made.hash.hex(),
                check_code="7Q2MABCD",
                ticket=f"A-{serial:03d}",
                name=name,
                nik=f"180404170890{9900 + serial}",
                answers=f'{{"nama":"{name}"}}',
                warnings=("/data/nik",),
                documents_missing=("KK",),
                finished_ms=START_MS + serial,
                **FILE,
            )
        )


def fill(store: Store) -> None:
    """Put something into every table."""
    store.feed.begin(FEED)
    with store.transaction():
        opened = append(store, "day.opened")
        store.days.add(
            Day(
                day_id=DAY,
                pekon="18.04.04.2001",
                date="2026-11-24",
                officers=("yulia", "budi"),
                opened_ms=START_MS,
                first_entry=opened.number,
            )
        )
    for lane in "AAP":
        store.tickets.issue(DAY, lane, "PAS-BARU", START_MS)
    for serial, name in enumerate(NAMES, 1):
        finish(store, serial, name)
    store.drafts.save(Draft(draft_id="d-1", answers='{"nama":"Sukardi"}', **FILE))
    store.slips.add("LB-26-D007-00001-X", "58mm", DAY, START_MS)
    store.feed.record_receipt(Receipt(b"\x01" * 16, 5, FEED, 3, store.feed.hash_at(3) or b"", 2))
    store.feed.record_contact(Standing.ACTIVE, 2)
    news = entry(OFFICE, Head(0, OFFICE), "intake.judged", b"{}")
    store.feed.store_incoming(OFFICE, [news, entry(OFFICE, news.head, "case.decided", b"{}")])
    store.news.applied(OFFICE, 1)
    store.records.judge("LB-26-D007-00001-X", "uuid:1", "diterima")
    store.records.decide(
        CaseDecided(
            decision_id="c-1",
            number="LB-26-D007-00001-X",
            instance_id="uuid:1",
            state="perlu_dilengkapi",
            clerk="rina",
            reason="KK",
            paths=("/data/kk",),
            due="2026-12-28",
        )
    )
    store.forms.put(
        StoredForm(form_id="paspor", form_version="1", xform="<h/>", attachments={"a.csv": "x"})
    )
    store.resources.put(Resource(name="fees", version="1", text="a = 1"))
    store.materials.put(
        PublicationPublished(
            publication_id="notice-n",
            version=1,
            kind="notice",
            audience="officers",
            title={"id": "a", "en": "b"},
            text={"id": "c", "en": "d"},
            valid_from="2026-11-01",
            published_on="2026-11-01",
        )
    )
    store.settings.put("printer", "58mm")


if __name__ == "__main__":
    target = Path(__file__).parent / f"{sys.argv[1]}.sqlite"
    if target.exists():
        sys.exit(f"{target.name} is there already; a released database is never made anew")
    store = Store(target, KEY)
    fill(store)
    store.close()

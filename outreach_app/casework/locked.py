"""Sending while locked (decisions B20): sealed before, sent without keys, applied after.

Entries first, then scans. The office's card and the outbox are all that is needed in between;
neither opens anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from outreach_app.casework import link, news, office_life
from outreach_app.casework.scans import ScanQueue
from outreach_app.casework.workplace import Workplace
from outreach_app.domain.record_columns import ColumnCodec
from outreach_app.store import device_storage
from sync.arrivals import Arrivals
from sync.blob_sender import BlobPost
from sync.codec import PLAIN, PlainCodec
from sync.courier import DeviceCourier
from sync.engine import Outcome, Post, Progress, Stop
from sync.keys import OfficeCard
from sync.outbox import Outbox
from sync.outbox_blobs import BlobOutbox, sealed_pieces
from sync.storage import Standing

_RUN_BYTES = 16 * 2**10  # of bodies: some 2 kB sealed, half a second at 64 kbit/s
_DOWN_BYTES = 64 * 2**10  # eight seconds there; what is more comes after unlocking


def seal(place: Workplace, folder: Path) -> None:
    """Put the unsent tail, sealed and signed, into the outbox; called before the keys go."""
    # Asking for the pieces first: a scan that is lost here is told by an entry of this very tail.
    documents = list(_scans(place))
    state = link.state(place)
    outbox = Outbox(folder)
    outbox.empty()
    if state.standing == Standing.FROZEN:
        return
    if state.unsent_entries:
        _seal_entries(place, outbox, state)
    BlobOutbox(folder).fill(documents)


def _scans(place: Workplace) -> Iterator[bytes]:
    unlocked = place.unlocked
    queue, feed_id = ScanQueue(place, place.scans_folder), unlocked.certificate.feed_id
    return sealed_pieces(queue, feed_id, unlocked.device_keys, unlocked.office_card)


def _seal_entries(place: Workplace, outbox: Outbox, state: link.SyncState) -> None:
    courier = DeviceCourier(
        device_storage(place.thread),
        place.unlocked.device_keys,
        office_life.office_card(place),
        device_number=place.device_number,
        now_ms=place.clock.now_ms,
        random=place.random,
        codec=ColumnCodec(),
        dictionary=place.run(link.dictionary),
    )
    counts = {"files": state.places.unsent, "entries": state.unsent_entries}
    outbox.fill(courier.requests(_RUN_BYTES, _DOWN_BYTES), counts)


def take_in(place: Workplace, folder: Path) -> None:
    """Apply what the office answered while the laptop was locked."""
    storage, card = device_storage(place.thread), place.unlocked.office_card
    arrivals = Arrivals(storage, place.unlocked.device_keys, card, {PLAIN: PlainCodec()})
    BlobOutbox(folder).take_in(ScanQueue(place, place.scans_folder), card.signing_key)
    Outbox(folder).take_in(storage, arrivals, card.signing_key)
    office_life.apply(place)


def job(folder: Path, post: Post, card: OfficeCard) -> Callable[..., link.Synced]:
    """Return what the runner does while the laptop is locked."""

    def send(report: Callable[[Progress], None], stop: Stop) -> link.Synced:
        outbox = Outbox(folder)
        entries = outbox.counts().get("entries", 0)
        with stop.calling(getattr(post, "abort", lambda: None)):
            up = outbox.send(post, card.signing_key)
            if isinstance(post, BlobPost):
                up += BlobOutbox(folder).send(post, card.signing_key, stop)
        report(Progress(0, entries, 0, up, 0))
        outcome = Outcome(entries, 0, 0, 1, up, 0, Standing.ACTIVE)
        return link.Synced(outcome, news.Applied())

    return send


def waiting(folder: Path) -> tuple[int, bool]:
    """Return how many files waited when the laptop was locked, and whether they are sent."""
    outbox = Outbox(folder)
    return outbox.counts().get("files", 0), outbox.all_sent

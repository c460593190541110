"""Scans of papers: off unless the service has them on, only papers without a portrait.

Source: decisions A16, C33. The sealed bytes lie in a folder of the profile; the key is in the
database and in the entry's body. They are sent after the entries and resumed where the office is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from outreach_app.casework.workplace import Workplace
from outreach_app.documents import scan as pictures
from outreach_app.domain.scan_entries import SCAN_ADDED, SCAN_LOST, ScanAdded, ScanLost
from outreach_app.errors import UserProblem
from outreach_app.store import Store
from outreach_app.store.rows import Record
from outreach_app.store.scans import Scan
from sync.blob import BlobRef, open_blob, seal_blob
from sync.blob_folder import BlobFolder
from sync.blob_sender import BLOB_LANES, BlobPost, BlobProgress, BlobSender
from sync.stop import Stop
from sync.storage import BlobLoss, WaitingBlob

KEY_BYTES = 32


def papers_to_scan(place: Workplace, record: Record) -> tuple[str, ...]:
    """Return the papers of a file of which a copy may be taken; none while its service is off."""
    service = place.rules.service(record.service)
    if not service.scans:
        return ()
    codes = dict.fromkeys(code for group in service.documents for code in group)
    codes |= dict.fromkeys(code for paper in service.conditional for code in paper.codes)
    return tuple(code for code in codes if place.rules.papers.may_scan(code))


def add_scan(place: Workplace, folder: Path, number: str, paper: str, data: bytes) -> Scan:
    """Make a picture or PDF small, seal it and tell it in the feed; durable when this returns.

    Args:
        place: the laptop.
        folder: of sealed scans, in the profile.
        number: of a finished file.
        paper: code, one of `papers_to_scan`.
        data: as the file, scanner or camera gave it; it is not kept.

    Raises:
        UserProblem: CASEWORK_008 no such file; SCAN_001 this paper is seen only; SCAN_002 it is
            no picture.
    """
    record = place.run(lambda store: store.records.get(number))
    if record is None:
        raise UserProblem("CASEWORK_008", number=number)
    if paper not in papers_to_scan(place, record):
        raise UserProblem("SCAN_001", paper=place.rules.papers.title(paper, "id"))
    try:
        picture = pictures.small(data)
    except pictures.NoPicture as error:
        raise UserProblem("SCAN_002") from error
    ref, sealed = seal_blob(picture, place.random(KEY_BYTES))
    BlobFolder(folder).add(sealed)
    made = Scan(
        blob_id=ref.blob_id,
        key=ref.key,
        number=number,
        paper=paper,
        size=ref.size,
        added_ms=place.clock.now_ms(),
    )
    place.run(lambda store: keep_scan(place, store, made))
    return made


def keep_scan(place: Workplace, store: Store, made: Scan) -> None:
    """Write a sealed scan of a finished file and tell it in the feed."""
    body = ScanAdded(
        number=made.number,
        paper=made.paper,
        blob_id=made.blob_id.hex(),
        key=made.key,
        size=made.size,
    )
    with store.transaction():
        store.scans.add(made)
        place.append(store, SCAN_ADDED, body)


def scans_of(place: Workplace, number: str) -> Sequence[Scan]:
    """Return the scans of a file."""
    return place.run(lambda store: store.scans.of_file(number))


def picture_of(folder: Path, scan: Scan) -> bytes:
    """Return a scan as a WebP.

    Raises:
        KeyError: its bytes or its key are not on this laptop.
        sync.errors.BlobDamaged: they are damaged.
    """
    if not scan.key:
        raise KeyError(scan.blob_id.hex())
    ref = BlobRef(scan.blob_id, scan.key, scan.size)
    return open_blob(ref, BlobFolder(folder).read(scan.blob_id))


class ScanQueue:
    """A `sync.storage.BlobQueue` over the store thread and the folder."""

    def __init__(self, place: Workplace, folder: Path) -> None:
        self._place, self._folder = place, BlobFolder(folder)

    def waiting(self) -> Sequence[WaitingBlob]:
        """Return what the office does not have, the oldest first."""
        found = self._place.run(lambda store: store.scans.waiting())
        return [WaitingBlob(scan.blob_id, scan.size, scan.have) for scan in found]

    def read(self, blob_id: bytes, offset: int, size: int) -> bytes:
        """Return bytes of one; raises `KeyError` when it is not here."""
        return self._folder.read(blob_id, offset, size)

    def heard(self, blob_id: bytes, have: int) -> None:
        """Note how much of it the office has."""
        self._place.run(lambda store: store.scans.heard(blob_id, have))

    def done(self, blob_id: bytes) -> None:
        """Note that the office has it, or does not want it."""
        self._place.run(lambda store: store.scans.done(blob_id))

    def lost(self, blob_id: bytes, why: BlobLoss) -> None:
        """Note that it cannot be sent from here; officer and office are told, the latter once."""
        place = self._place

        def job(store: Store) -> None:
            found = store.scans.get(blob_id)
            if found is None or found.lost:
                return
            body = ScanLost(
                number=found.number, paper=found.paper, blob_id=blob_id.hex(), why=str(why)
            )
            with store.transaction():
                store.scans.lose(blob_id, str(why))
                place.append(store, SCAN_LOST, body)

        place.run(job)


def send_scans(
    place: Workplace,
    folder: Path,
    post: BlobPost,
    report: Callable[[BlobProgress], None] | None = None,
    stop: Stop | None = None,
) -> int:
    """Send what waits, after the entries; return how many scans still do.

    Raises:
        SyncError: what stopped it; nothing that the office has is sent again.
    """
    unlocked = place.unlocked
    sender = BlobSender(
        ScanQueue(place, folder),
        unlocked.certificate.feed_id,
        unlocked.device_keys,
        unlocked.office_card,
        post,
        pace=place.pace,
        lanes=BLOB_LANES,
        monotonic_s=place.clock.monotonic_s,
    )
    return sender.run_once(report, stop)

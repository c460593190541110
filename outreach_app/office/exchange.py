"""The exchange with laptops: `sync`'s office end on this ledger, with what the office adds.

Entries are judged right after they are stored and before the answer is made, and decisions whose
time is over go out, so both travel back in the same answer.
"""

from __future__ import annotations

from outreach_app.domain.record_columns import NUMBER, ColumnCodec
from outreach_app.office import blob_quota, contacts, erasure, scans, wire_dictionaries
from outreach_app.office.admitting import admit
from outreach_app.office.again import again
from outreach_app.office.decisions import release_due
from outreach_app.office.ledger import Arrivals
from outreach_app.office.office import Office
from outreach_app.office.projection import project
from outreach_app.office.returned import take_returned
from sync.blob_office import BlobEnd
from sync.message import Request
from sync.office import OfficeEnd


def documents(office: Office) -> BlobEnd | None:
    """Return the office's end of sealed documents; None where the office keeps none."""
    if office.blobs is None:
        return None

    def arrived(_feed_id: bytes, blob_id: bytes) -> None:
        scans.arrived(office, blob_id)

    return BlobEnd(
        storage=Arrivals(office.ledger),
        blobs=office.blobs,
        keys=lambda: office.keys,
        now_ms=office.clock.now_ms,
        wanted=lambda _feed_id, blob_id: erasure.wanted_blob(office, blob_id),
        admit=lambda piece: blob_quota.admit(office, piece),
        arrived=arrived,
    )


def exchange(office: Office) -> OfficeEnd:
    """Return the office's end of the exchange; call it from any thread."""

    def called(request: Request) -> None:
        # What a stop between storing and judging left over is taken in at the next call.
        again(lambda: project(office, request.feed_id))
        again(lambda: release_due(office))
        contacts.record(office, request)

    def stored(feed_id: bytes) -> None:
        again(lambda: project(office, feed_id))
        again(lambda: take_returned(office, feed_id))

    return OfficeEnd(
        storage=Arrivals(office.ledger),
        keys=lambda: office.keys,
        now_ms=office.clock.now_ms,
        stored=stored,
        codecs={NUMBER: ColumnCodec()},
        dictionaries=wire_dictionaries.known(office),
        called=called,
        admit=lambda certificate: admit(office, certificate),
    )

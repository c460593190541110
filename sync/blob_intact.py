"""The bytes of a waiting blob, hashed before any of them is sent."""

from __future__ import annotations

from sync.blob import blob_id as id_of
from sync.storage import BlobLoss, BlobQueue, WaitingBlob


def intact(queue: BlobQueue, blob: WaitingBlob) -> bytes | None:
    """Return all bytes of a blob, or None after noting in the queue that it is lost.

    The office would drop damaged ones only after the last byte, and they would be sent for ever.
    """
    try:
        data = queue.read(blob.blob_id, 0, blob.size)
    except KeyError:
        queue.lost(blob.blob_id, BlobLoss.MISSING)
        return None
    if id_of(data) != blob.blob_id:
        queue.lost(blob.blob_id, BlobLoss.DAMAGED)
        return None
    return data

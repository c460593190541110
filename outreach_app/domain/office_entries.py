"""Entries by which an office tells of itself: new keys, and a life after a restored backup."""

from __future__ import annotations

import msgspec

from outreach_app.domain.entries import Body

KEY_ANNOUNCED = "office.key_announced"
"""To all: a new sealing key."""
OFFICE_RESTORED = "office.restored"
"""First entry of every feed that begins after a restore."""
OFFICE_RETURNED = "office.returned"
"""Of a laptop: what it holds of the office beyond the backup."""


class KeyAnnounced(Body, frozen=True, kw_only=True):
    """The root's word on the newest sealing key (decisions B18).

    Attributes:
        announcement: `sync.announcement.KeyAnnouncement.encode()`; believed for its signature.
    """

    announcement: bytes


class FeedHead(msgspec.Struct, frozen=True):
    """Where a feed of the office stood in the backup."""

    number: int
    hash: bytes


class OfficeRestored(Body, frozen=True, kw_only=True):
    """The office lives on from a backup (decisions A8).

    Attributes:
        office_epoch: from now on.
        backup_ms: when the backup was taken, by the office's clock.
        heads: hex id of each former feed for this reader -> its head in the backup.
        audience: feed id of the one laptop that reads this; empty for all, who need not answer.
    """

    office_epoch: int
    backup_ms: int
    heads: dict[str, FeedHead]
    audience: bytes = b""


class OfficeReturned(Body, frozen=True, kw_only=True):
    """A run of office entries that the office lost; the last part of a feed carries its proof.

    Attributes:
        office_epoch: of the restore it answers.
        feed: id of the office feed; empty in the last one, which says that nothing more comes.
        feed_epoch: of the office when the laptop was enrolled, by which the office knows its own
            feed again if the backup does not have it.
        first: number of the first entry.
        previous: hash before it.
        run: `sync.run_bytes` by the plain codec, compressed by zstd.
        outer, sealed_digest, signature: the office's own signature over the feed's head, as it
            came with the segment that brought it.
    """

    office_epoch: int
    feed: bytes = b""
    feed_epoch: int = 0
    first: int = 0
    previous: bytes = b""
    run: bytes = b""
    outer: bytes = b""
    sealed_digest: bytes = b""
    signature: bytes = b""

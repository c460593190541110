"""The yearly checkpoint: the office signs how far feeds are as they must be (decisions A12)."""

from __future__ import annotations

from outreach_app.domain.entries import Body

FEEDS_CHECKPOINTED = "feeds.checkpointed"


class FeedMark(Body, frozen=True, kw_only=True):
    """One feed at one moment, signed by the office (`identity.checkpoints`).

    Attributes:
        number, hash: of the last entry that is covered.
        erased: of those entries, how many had no body any more.
        made_ms: the office's clock.
    """

    feed_id: bytes
    number: int
    hash: bytes
    erased: int
    made_ms: int
    signature: bytes = b""


class FeedsCheckpointed(Body, frozen=True, kw_only=True):
    """The feeds that a laptop can check: its own, and those of the office it follows."""

    marks: tuple[FeedMark, ...]

"""What a laptop tells the office when a feed of the office is two (decisions A13)."""

from __future__ import annotations

from outreach_app.domain.checkpoint_entries import FeedMark
from outreach_app.domain.entries import Body

OFFICE_CONTRADICTED = "office.contradicted"


class OfficeContradicted(Body, frozen=True, kw_only=True):
    """An entry of the office that this laptop keeps, and what the office says in its place.

    Attributes:
        feed: the office's feed.
        number, hash: of the entry that is kept here.
        mark: the checkpoint that names another; None when entries came that do not follow.
    """

    feed: bytes
    number: int
    hash: bytes
    mark: FeedMark | None = None

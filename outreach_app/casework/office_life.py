"""What an office tells of itself: a new sealing key, and a life after a restored backup.

    apply       project what came, then answer a restore: what this laptop holds of the office
                beyond the backup goes back as entries of its own feed (decisions A8)
    answer      that, and what the office contradicts itself in
    office_card the office's card with the newest key that its root announced (decisions B18)

As entries of the own feed they are sealed, signed and acknowledged like any other, and travel by
link, by stick or from a locked laptop.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

import zstandard

from outreach_app.casework import again, contradictions, news, purge, removal
from outreach_app.casework.link_notes import note_restored
from outreach_app.casework.workplace import Workplace
from outreach_app.domain import entries as e
from outreach_app.domain import office_entries as oe
from outreach_app.store import Store
from sync.announcement import KeyAnnouncement, newest
from sync.codec import PlainCodec
from sync.entry import Entry, office_feed_start
from sync.keys import OfficeCard
from sync.run_bytes import pack_run
from sync.segment import parse_outer
from sync.storage import Evidence, Followed

_PART_BYTES = 2**20
_ALL = 10**9


def apply(place: Workplace) -> news.Applied:
    """Project everything that came and answer a restore; doing it again changes nothing."""
    applied = place.run(news.apply_pending)
    answer(place)
    purge.purge(place)
    removal.clean(place)
    return applied


def answer(place: Workplace) -> int:
    """Answer a restore, and what contradicts what is here; return how much there is to send."""
    return give_back(place) + contradictions.compare(place)


def office_card(place: Workplace) -> OfficeCard:
    """Return the office's card, with the newest sealing key that came."""
    announced: list[KeyAnnouncement] = []
    for data in place.run(lambda store: store.trust.announcements()):
        with suppress(ValueError):
            announced.append(KeyAnnouncement.decode(data))
    return newest(place.unlocked.office_card, announced)


def give_back(place: Workplace) -> int:
    """Answer the newest restore in one transaction; return how many entries go back."""

    def job(store: Store) -> int:
        with store.transaction():
            waiting = store.trust.restores()
            if not waiting:
                return 0
            said = e.decode(waiting[-1], oe.OfficeRestored)
            count = 0
            for followed in store.feed.followed():
                count += _give_back(place, store, followed, said)
            count += again.emit_lost(place, store, said.backup_ms)
            end = oe.OfficeReturned(office_epoch=said.office_epoch)
            place.append(store, oe.OFFICE_RETURNED, end)
            store.scans.offer_again()
            store.trust.restores_answered()
            note_restored(store, place.clock.now_ms())
            return count

    return place.run(job)


def _give_back(place: Workplace, store: Store, followed: Followed, said: oe.OfficeRestored) -> int:
    card = place.unlocked.office_card
    own = (b"", said.audience)
    if followed.feed_id in [
        office_feed_start(card.office_id, said.office_epoch, one) for one in own
    ]:
        return 0
    known = said.heads.get(followed.feed_id.hex())
    entries = store.feed.incoming_after(followed.feed_id, known.number if known else 0, _ALL)
    proof = store.feed.incoming_proof(followed.feed_id)
    if not entries or proof is None or parse_outer(proof.outer).head != followed.head.hash:
        return 0
    parts = list(_parts(entries))
    for part in parts:
        end = proof if part is parts[-1] else None
        body = _returned(part, said.office_epoch, card.office_epoch, end)
        place.append(store, oe.OFFICE_RETURNED, body)
    return len(entries)


def _parts(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    part: list[Entry] = []
    size = 0
    for entry in entries:
        size += len(entry.body or b"")
        if part and size > _PART_BYTES:
            yield part
            part, size = [], len(entry.body or b"")
        part.append(entry)
    if part:
        yield part


def _returned(
    part: list[Entry], epoch: int, feed_epoch: int, proof: Evidence | None
) -> oe.OfficeReturned:
    run = zstandard.ZstdCompressor(level=9).compress(pack_run(part, PlainCodec()))
    return oe.OfficeReturned(
        office_epoch=epoch,
        feed=part[0].feed_id,
        feed_epoch=feed_epoch,
        first=part[0].number,
        previous=part[0].previous,
        run=run,
        outer=proof.outer if proof else b"",
        sealed_digest=proof.sealed_digest if proof else b"",
        signature=proof.signature if proof else b"",
    )

"""A question that takes a copy of a paper: sealed at once, told in the feed when it is finished.

The answer is a file name that begins with the paper and the front of the blob's id, so the office
finds the scan that belongs to it. Source: decisions A16, C33; ODK XForms specification (binary).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from outreach_app.casework.scans import KEY_BYTES, keep_scan, picture_of
from outreach_app.casework.workplace import Workplace
from outreach_app.documents import scan as pictures
from outreach_app.errors import UserProblem
from outreach_app.store import Store
from outreach_app.store.draft_scans import DraftScan
from outreach_app.store.rows import Draft
from outreach_app.store.scans import Scan
from sync.blob import seal_blob
from sync.blob_folder import BlobFolder

_ID_DIGITS = 16


def take(place: Workplace, draft: Draft, paper: str, data: bytes, longest_px: int = 0) -> str:
    """Make a picture or PDF small, seal it for the draft and return the answer; durable then.

    Args:
        place: the laptop.
        draft: whose question asks for it.
        paper: code of the paper.
        data: as the file, scanner or camera gave it; it is not kept.
        longest_px: at most this long and wide, as the form says; 0 for as long as ever.

    Raises:
        UserProblem: SCAN_001 this paper is seen only; SCAN_002 it is no picture.
    """
    if not place.rules.papers.may_scan(paper):
        raise UserProblem("SCAN_001", paper=place.rules.papers.title(paper, "id"))
    longest = min(longest_px or pictures.LONGEST_PX, pictures.LONGEST_PX)
    try:
        picture = pictures.small(data, longest)
    except pictures.NoPicture as error:
        raise UserProblem("SCAN_002") from error
    ref, sealed = seal_blob(picture, place.random(KEY_BYTES))
    BlobFolder(place.scans_folder).add(sealed)
    made = DraftScan(
        draft_id=draft.draft_id,
        name=_name(paper, ref.blob_id),
        blob_id=ref.blob_id,
        key=ref.key,
        paper=paper,
        size=ref.size,
        added_ms=place.clock.now_ms(),
    )
    place.run(lambda store: store.draft_scans.add(made))
    return made.name


def picture(place: Workplace, draft: Draft, name: str) -> bytes | None:
    """Return what an answer names, as a WebP; None when it is not on this laptop (any more)."""

    def job(store: Store) -> Scan | None:
        taken = [_scan(s, draft.number) for s in store.draft_scans.of_draft(draft.draft_id)]
        known = [*taken, *(store.scans.of_file(draft.number) if draft.number else ())]
        return next((s for s in known if _name(s.paper, s.blob_id) == name), None)

    found = place.run(job)
    try:
        return picture_of(place.scans_folder, found) if found else None
    except KeyError:
        return None


def settle(
    place: Workplace, store: Store, draft: Draft, number: str, answers: Mapping[str, Any]
) -> list[bytes]:
    """Tell the scans that the finished answers name; return the blobs that nothing names any more.

    In the finishing transaction, after the record; the caller deletes the blobs when it is done.
    """
    named, left = set(_texts(answers)), []
    for taken in store.draft_scans.of_draft(draft.draft_id):
        if taken.name in named:
            keep_scan(place, store, _scan(taken, number))
        else:
            left.append(taken.blob_id)
    store.draft_scans.clear(draft.draft_id)
    return left


def forget(place: Workplace, blobs: list[bytes]) -> None:
    """Delete sealed bytes that nothing names; their keys are gone already."""
    for blob_id in blobs:
        BlobFolder(place.scans_folder).drop(blob_id)


def _name(paper: str, blob_id: bytes) -> str:
    return f"{paper}-{blob_id.hex()[:_ID_DIGITS]}.webp"


def _scan(taken: DraftScan, number: str) -> Scan:
    return Scan(
        blob_id=taken.blob_id,
        key=taken.key,
        number=number,
        paper=taken.paper,
        size=taken.size,
        added_ms=taken.added_ms,
    )


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    else:
        yield str(value)

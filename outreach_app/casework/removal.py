"""Files whose content leaves this laptop: erased on the office's word, or purged when it is time.

    PROJECTORS   the office's word on an erased file
    purge        what has been safe long enough (`domain/keeping.py` says when)
    clean        the bytes outside the rows: sealed scans, printed slips, traces in pages

Number, check code and date of a purged file stay for reprints (decisions C34); of an erased one
only the number stays, so that the day's balance holds.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from outreach_app.casework.workplace import Workplace
from outreach_app.domain import entries as e
from outreach_app.domain.erasure_entries import RECORD_ERASED, RecordErased
from outreach_app.errors import EnvironmentProblem, UserProblem
from outreach_app.i18n import Language, translate
from outreach_app.store import Store
from outreach_app.store.removals import ERASED
from sync.blob_folder import BlobFolder

if TYPE_CHECKING:
    from outreach_app.casework.news import Applied


def _erased(store: Store, data: bytes, _done: Applied) -> None:
    body = e.decode(data, RecordErased)
    store.removals.remove([body.number], ERASED, body.erased_ms)


PROJECTORS: dict[str, Callable[[Store, bytes, Applied], None]] = {RECORD_ERASED: _erased}


def must_have_content(store: Store, number: str) -> None:
    """Refuse work on a file whose content is gone from this laptop.

    Raises:
        UserProblem: ERASE_004 it was erased; ERASE_005 it was purged.
    """
    if gone := store.removals.of(number):
        raise UserProblem("ERASE_004" if gone.why == ERASED else "ERASE_005", number=number)


def why_gone(place: Workplace, number: str, language: Language) -> str:
    """Return in words why a file has no content here; empty when it has."""
    gone = place.run(lambda store: store.removals.of(number))
    if gone is None:
        return ""
    return translate(language, "ERASE_004" if gone.why == ERASED else "ERASE_005", number=number)


def clean(place: Workplace) -> bool:
    """Delete what removals left outside the rows; tell whether there was anything.

    Doing it again changes nothing, so a stop in between loses nothing of it.
    """
    left = place.run(lambda store: store.removals.left_over())
    if not left.blobs and not left.pages:
        return False
    scans = BlobFolder(place.scans_folder)
    for blob_id in left.blobs:
        scans.drop(blob_id)
    for number in left.numbers:
        for path in place.slips_folder.glob(f"*{number}*"):
            path.unlink(missing_ok=True)
    with suppress(EnvironmentProblem):  # a full disk, say: the next start makes up for it
        place.run(lambda store: store.removals.cleaned(left))
    return True

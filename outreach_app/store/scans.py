"""Scans on this laptop, and the queue of those that the office does not have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from outreach_app.store.engine import Database
from outreach_app.store.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """One scan.

    Attributes:
        blob_id: SHA-256 of the sealed bytes.
        key: opens them.
        done: 1 when the office has it, or does not want it any more.
        have: bytes from the front that the office last said it has.
        lost: `missing` or `damaged` when its bytes cannot be sent from here; else empty.
    """

    blob_id: bytes
    key: bytes
    number: str
    paper: str
    size: int
    done: int = 0
    added_ms: int = 0
    have: int = 0
    lost: str = ""


class ScanRoom:
    """All scans of this laptop."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._scans = Table(db, "scans", Scan, ("blob_id",))

    def add(self, scan: Scan) -> None:
        """Write a new scan; one that is here already stays as it is."""
        if self._scans.get(scan.blob_id) is None:
            self._scans.add(scan)

    def get(self, blob_id: bytes) -> Scan | None:
        """Return a scan."""
        return self._scans.get(blob_id)

    def of_file(self, number: str) -> Sequence[Scan]:
        """Return the scans of a file, oldest first."""
        return self._scans.select("WHERE number = ? ORDER BY added_ms, blob_id", (number,))

    def counts(
        self, numbers: Collection[str], until_ms: int | None = None, *, arrived: bool = False
    ) -> dict[str, int]:
        """Return code of the paper -> scans of these files.

        Args:
            numbers: of the files.
            until_ms: leave out what was added after this.
            arrived: only those that the office has.
        """
        own = set(numbers)
        rows = self._scans.select("ORDER BY paper")
        found = Counter(
            scan.paper
            for scan in rows
            if scan.number in own
            and (until_ms is None or scan.added_ms <= until_ms)
            and (scan.done or not arrived)
        )
        return dict(found)

    def waiting(self) -> Sequence[Scan]:
        """Return what the office does not have and can be sent, oldest first."""
        return self._scans.select("WHERE done = 0 AND lost = '' ORDER BY added_ms, blob_id")

    def offer_again(self) -> None:
        """Ask the office about every scan once more: a restored one may have lost some."""
        self._db.execute("UPDATE scans SET done = 0, have = 0, lost = '' WHERE length(key) > 0")

    def lose(self, blob_id: bytes, why: str) -> None:
        """Note that its bytes are damaged or missing here."""
        self._db.execute("UPDATE scans SET lost = ? WHERE blob_id = ?", (why, blob_id))

    def lost(self) -> Sequence[Scan]:
        """Return what is lost here and at the office, until its paper is scanned again."""
        return self._scans.select(
            "WHERE done = 0 AND lost <> '' AND NOT EXISTS (SELECT 1 FROM scans n WHERE"
            " n.number = scans.number AND n.paper = scans.paper AND n.lost = ''"
            " AND n.added_ms > scans.added_ms) ORDER BY added_ms, blob_id"
        )

    def done(self, blob_id: bytes) -> None:
        """Note that the office has it."""
        self._db.execute("UPDATE scans SET done = 1 WHERE blob_id = ?", (blob_id,))

    def heard(self, blob_id: bytes, have: int) -> None:
        """Note how much of it the office has."""
        self._db.execute("UPDATE scans SET have = ? WHERE blob_id = ?", (have, blob_id))

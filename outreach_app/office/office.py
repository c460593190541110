"""The office as one object: ledger, keys, clock, randomness and its rules of time."""

from __future__ import annotations

from dataclasses import dataclass, field

from outreach_app.domain.entries import Body, encode
from outreach_app.identity.cost import Argon2Cost
from outreach_app.office.connectors.registry import NoRegistry, Registry
from outreach_app.office.key_ring import KeyRing
from outreach_app.office.ledger import Ledger, LedgerTransaction
from outreach_app.office.lineage import newest
from outreach_app.office.steady_clock import SteadyClock
from sync.entry import SALT_SIZE, Entry, Head, next_entry, office_feed_start
from sync.keys import OfficeKeys, Random
from sync.storage import BlobStorage

ALL = b""
"""Audience of the broadcast feed."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Durations and costs; tests choose others.

    Attributes:
        release_s: a decision goes out by itself after this (decisions C30).
        session_s: a clerk signs in again after this.
        tries: wrong passphrases within `tries_s` before the sign-in waits.
        cost: of a clerk's passphrase.
    """

    release_s: int = 15 * 60
    session_s: int = 10 * 3600
    tries: int = 5
    tries_s: int = 5 * 60
    cost: Argon2Cost = field(default_factory=lambda: Argon2Cost(memory_kib=64 * 1024, lanes=2))


@dataclass(frozen=True, slots=True)
class Office:
    """An open office; call from any thread.

    Attributes:
        name: as slips and windows show it.
        ring: the private keys, which may change while the office is open.
        blobs: where sealed documents of laptops lie.
        complaints_seed: X25519 private, opens the identity in a secret complaint (decisions B22).
        registry: the way to the population registry.
    """

    name: str
    ledger: Ledger
    ring: KeyRing = field(repr=False)
    clock: SteadyClock
    random: Random
    rules: Rules = Rules()
    complaints_seed: bytes = field(default=b"", repr=False)
    blobs: BlobStorage | None = None
    registry: Registry = field(default_factory=NoRegistry)

    @property
    def keys(self) -> OfficeKeys:
        """Return the office's keys as they are now."""
        return self.ring.keys

    def feed_for(self, audience: bytes) -> bytes:
        """Return the id of the office feed for a device's feed id, or `ALL`."""
        return office_feed_start(self.keys.office_id, self.keys.office_epoch, audience)

    def write(
        self, tx: LedgerTransaction, audience: bytes, *, author: str, kind: str, body: Body
    ) -> Entry:
        """Append an entry to an office feed in the caller's transaction and return it.

        What is for a laptop goes to what that laptop is now.
        """
        feed_id = self.feed_for(newest(tx.connection, audience) if audience else audience)
        return self.append(tx, feed_id, author=author, kind=kind, body=body)

    def append(
        self, tx: LedgerTransaction, feed_id: bytes, *, author: str, kind: str, body: Body
    ) -> Entry:
        """Append an entry to this very office feed in the caller's transaction."""
        head = tx.lock_office_feed(feed_id)
        entry = self.next_entry(feed_id, head, author=author, kind=kind, body=body)
        tx.append_office(entry)
        return entry

    def next_entry(
        self, feed_id: bytes, head: Head, *, author: str, kind: str, body: Body
    ) -> Entry:
        """Return the entry that follows `head` in an office feed; it is not stored yet."""
        return next_entry(
            feed_id,
            head,
            time_ms=self.clock.now_ms(),
            clock_offset_s=0,
            author=author,
            kind=kind,
            body=encode(body),
            salt=self.random(SALT_SIZE),
        )

    def close(self) -> None:
        """Close the ledger."""
        self.ledger.database.close()

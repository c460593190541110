"""Sealing keys of the office: a new one each quarter, the old ones kept twelve months.

The root announces a key in the broadcast feed; laptops take the newest. The private half of one
that was replaced opens what is still on its way, and is destroyed a year later (decisions B18).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, select

from outreach_app.domain import office_entries as oe
from outreach_app.errors import UserProblem
from outreach_app.office.contacts import who_has
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import ALL, Office
from outreach_app.office.publications import take
from outreach_app.office.restore_tables import sealing_key
from outreach_app.office.root import Root
from sync.announcement import KeyAnnouncement
from sync.keys import KEY_SIZE, OfficeKeys

DAY_MS = 86_400_000
QUARTER_MS, KEPT_MS = 91 * DAY_MS, 365 * DAY_MS
AUTHOR = "office"


@dataclass(frozen=True, slots=True)
class KeyState:
    """One sealing key.

    Attributes:
        key_id: hex of the 8 bytes that name it.
        from_ms: when it was announced, 0 for the first key of an office that announced none.
        until_ms: when the next one is due.
        destroy_ms: when its private half is destroyed, 0 while it is the newest.
        here: its private half is.
        reached, waiting: laptops that have the announcement and that do not.
    """

    key_id: str
    from_ms: int
    until_ms: int
    destroy_ms: int
    here: bool
    reached: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()


def announce_new(office: Office, root: Root) -> KeyAnnouncement:
    """Make a new sealing key, and let the root announce it; servers and laptops follow.

    The private half is on the disk before anybody can seal to the public one.

    Raises:
        UserProblem: RESTORE_002 it is another office's root; KEYS_003 the office has none.
    """
    keys, now = office.keys, office.clock.now_ms()
    if not keys.root_key:
        raise UserProblem("KEYS_003")
    if root.signing_key != keys.root_key:
        raise UserProblem("RESTORE_002")
    seed = office.random(KEY_SIZE)
    office.ring.change(
        lambda keys: replace(keys, sealing_seeds=(*keys.sealing_seeds, seed)), office.random
    )
    said = _announce(office, root, now)
    destroy_old(office)
    return said


def announce_first(office: Office, root: Root) -> None:
    """Let the root announce the key that a new office was made with."""
    _announce(office, root, office.clock.now_ms())


def _announce(office: Office, root: Root, now: int) -> KeyAnnouncement:
    with office.ledger.transaction() as tx:
        newest = max((row.serial for row in _rows(tx)), default=0)
        said = KeyAnnouncement(
            office.keys.office_id,
            max(now, newest + 1),
            office.keys.card.sealing_key,
            now,
            now + QUARTER_MS,
        ).signed(root.sign)
        body = oe.KeyAnnounced(announcement=said.encode())
        take(tx, office.write(tx, ALL, author=AUTHOR, kind=oe.KEY_ANNOUNCED, body=body))
    return said


def destroy_old(office: Office) -> int:
    """Destroy private halves that were replaced more than a year ago; return how many.

    A laptop that was away all that time is told to seal anew, and loses nothing.
    """
    now, gone = office.clock.now_ms(), 0
    ends = {one.key_id: one.destroy_ms for one in states_of(office)}

    def left(keys: OfficeKeys) -> OfficeKeys:
        nonlocal gone
        newest = keys.card.sealing_key_id
        kept = tuple(
            seed
            for key_id, seed in keys.sealing_by_id.items()
            if key_id == newest or not 0 < ends.get(key_id.hex(), 0) < now
        )
        gone = len(keys.sealing_seeds) - len(kept)
        return replace(keys, sealing_seeds=kept)

    office.ring.change(left, office.random)
    return gone


def states_of(office: Office) -> tuple[KeyState, ...]:
    """Return every key that was announced or is here, oldest first."""
    here = {key_id.hex() for key_id in office.keys.sealing_by_id}
    with office.ledger.reading() as tx:
        rows = _rows(tx)
        found = [
            KeyState(
                row.key_id,
                row.from_ms,
                row.until_ms,
                later.from_ms + KEPT_MS if later else 0,
                row.key_id in here,
                *who_has(tx, row.feed_id, row.entry_number),
            )
            for row, later in zip(rows, [*rows[1:], None], strict=True)
        ]
    first = rows[0].from_ms if rows else 0
    old = [KeyState(key, 0, first, first + KEPT_MS, True) for key in sorted(here)]
    return (*[one for one in old if one.key_id not in {row.key_id for row in rows}], *found)


def _rows(tx: LedgerTransaction) -> Sequence[Row[Any]]:
    return tx.connection.execute(select(sealing_key).order_by(sealing_key.c.serial)).all()

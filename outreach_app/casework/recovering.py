"""The laptop keeps a recovery code ready at the office, and tells of each one that was used."""

from __future__ import annotations

import msgspec

from outreach_app import identity
from outreach_app.casework.workplace import Workplace
from outreach_app.domain.recovery_entries import (
    RECOVERY_READY,
    RECOVERY_USED,
    RecoveryReady,
    RecoveryUsed,
)
from outreach_app.settings import Profile
from outreach_app.store import Store

_KEY = "recovery_told"


class _Told(msgspec.Struct, frozen=True):
    feed_id: str = ""
    number: int = 0
    uses: int = 0


def tell(place: Workplace, profile: Profile) -> None:
    """Tell the office what it does not know yet, in one transaction."""
    file = identity.prepared(profile, place.unlocked, place.random)
    slot = file.recovery_slot
    if slot is None:  # `prepared` saw to it
        return
    now = _Told(slot.feed_id.hex(), slot.number, len(file.code_uses))
    ready = RecoveryReady(
        number=slot.number, feed_id=slot.feed_id, key_id=slot.key_id, sealed=slot.sealed
    )

    def job(store: Store) -> None:
        with store.transaction():
            known = store.settings.get(_KEY)
            former = msgspec.json.decode(known, type=_Told) if known else _Told()
            if former == now:
                return
            for use in file.code_uses[former.uses :]:
                used = RecoveryUsed(
                    number=use.number,
                    feed_id=use.feed_id,
                    officer=use.officer_id,
                    used_ms=use.time_ms,
                )
                place.append(store, RECOVERY_USED, used)
            place.append(store, RECOVERY_READY, ready)
            store.settings.put(_KEY, msgspec.json.encode(now).decode())

    place.run(job)

"""A citizen's answers and name, kept apart and sealed (decisions B21, B22)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from outreach_app.domain import citizen_entries as c
from outreach_app.domain.entries import encode
from outreach_app.errors import UserProblem
from outreach_app.identity.wrapping import seal
from outreach_app.store import Store
from sync.keys import OfficeCard, key_id


def sealed(
    card: OfficeCard, store: Store, answer: c.CitizenAnswer, identity: c.CitizenIdentity | None
) -> c.CitizenSealed:
    """Seal a citizen's answer to the office; the name of a secret report to the complaints key.

    Raises:
        UserProblem: CITIZEN_001 that key has not reached this laptop.
    """
    office, said = card.sealing_key, encode(answer)
    root = card.recovery_key
    made = c.CitizenSealed(
        key_id=key_id(office).hex(),
        sealed=seal(office, said, c.SEAL_USE),
        for_root=seal(root, said, c.SEAL_USE) if root else b"",
    )
    if identity is None:
        return made
    key = _complaints_key(store) if answer.secret else office
    return msgspec.structs.replace(
        made,
        identity_key_id=key_id(key).hex(),
        identity=seal(key, encode(identity), c.IDENTITY_USE),
    )


def _complaints_key(store: Store) -> bytes:
    published = store.resources.get(c.COMPLAINTS_KEY)
    if published is None:
        raise UserProblem("CITIZEN_001")
    return bytes.fromhex(published.text)


def identity_of(citizen_id: str, person: Mapping[str, Any]) -> c.CitizenIdentity | None:
    """Return who answered, None for nobody."""
    if not person:
        return None
    return c.CitizenIdentity(
        citizen_id=citizen_id,
        name=str(person.get("nama", "")),
        phone=str(person.get("telepon", "")),
    )


def cut(record: dict[str, Any], path: str) -> Mapping[str, Any]:
    """Take the group at `path` out of a record and return what stood in it, blanks left out."""
    steps = path.split("/")[2:] if path else []
    here = record
    for step in steps[:-1]:
        here = here.get(step, {})
    group = here.pop(steps[-1], {}) if steps else {}
    return {name: value for name, value in group.items() if value} if group else {}

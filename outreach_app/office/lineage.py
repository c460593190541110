"""What a laptop was before it was enrolled again, and what became of it since."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, insert, select

from outreach_app.domain import entries as e
from outreach_app.domain.again_entries import EnrolledAgain
from outreach_app.errors import UserProblem
from outreach_app.office.branch_tables import former_device
from outreach_app.office.tables import device
from outreach_app.officeapi import messages as m
from outreach_app.officeapi.again import claim
from sync.keys import verify


def formers(connection: Connection, feed_id: bytes) -> tuple[bytes, ...]:
    """Return the feed ids that a laptop had before, the newest first."""
    found: list[bytes] = []
    query = select(former_device.c.former_feed_id)
    at: bytes | None = feed_id
    while at := connection.scalar(query.where(former_device.c.feed_id == at)):
        if at in found:  # a ring cannot come about; if it did, nobody may wait for ever
            break
        found.append(at)
    return tuple(found)


def successors(connection: Connection, feed_id: bytes) -> frozenset[bytes]:
    """Return the feed ids under which a laptop, or a copy of it, was enrolled again since."""
    found: set[bytes] = set()
    at = {feed_id}
    query = select(former_device.c.feed_id)
    while at:
        at = set(connection.scalars(query.where(former_device.c.former_feed_id.in_(at)))) - found
        found |= at
    return frozenset(found)


def same_laptop(connection: Connection, feed_id: bytes) -> frozenset[bytes]:
    """Return every feed id that a laptop, or a copy of it, ever had."""
    oldest = (feed_id, *formers(connection, feed_id))[-1]
    return successors(connection, oldest) | {oldest}


def newest(connection: Connection, feed_id: bytes) -> bytes:
    """Return the feed id under which a laptop works now: what is for it goes there.

    Two copies of one laptop may both be enrolled again; the later one counts.
    """
    query = (
        select(former_device.c.feed_id)
        .join(device, device.c.feed_id == former_device.c.feed_id)
        .order_by(device.c.device_number.desc())
        .limit(1)
    )
    while found := connection.scalar(query.where(former_device.c.former_feed_id == feed_id)):
        feed_id = found
    return feed_id


def former_names(connection: Connection, feed_id: bytes) -> frozenset[str]:
    """Return the device names, `D007`, that a laptop had before."""
    before = formers(connection, feed_id)
    if not before:
        return frozenset()
    query = select(device.c.device_number).where(device.c.feed_id.in_(before))
    return frozenset(f"D{number:03d}" for number in connection.scalars(query))


def note(connection: Connection, office_id: bytes, feed_id: bytes, wanted: m.EnrolRequest) -> None:
    """Write down what a laptop says that it was, once its former key proves it.

    Raises:
        UserProblem: OFFICE_070 the proof does not hold.
    """
    if not wanted.former:
        return
    said = claim(office_id, wanted.former, wanted.signing_key, wanted.sealing_key)
    if not _proved(connection, wanted.former, said, wanted.former_proof):
        raise UserProblem("OFFICE_070")
    connection.execute(insert(former_device).values(feed_id=feed_id, former_feed_id=wanted.former))


def take_again(connection: Connection, office_id: bytes, data: bytes) -> None:
    """Note what a laptop says in its feed that it was; an office that knows changes nothing.

    So a restored office learns of an enrolment again that its backup does not hold.

    Raises:
        msgspec.DecodeError: it cannot be read, or the former key does not say so.
    """
    body = e.decode(data, EnrolledAgain)
    said = claim(office_id, body.former, body.signing_key, body.sealing_key)
    if not _proved(connection, body.former, said, body.proof):
        raise msgspec.DecodeError("the former key does not say so")
    query = select(device.c.feed_id).where(device.c.signing_key == body.signing_key)
    feed_id = connection.scalar(query)
    if feed_id is None or feed_id == body.former or formers(connection, feed_id):
        return
    connection.execute(insert(former_device).values(feed_id=feed_id, former_feed_id=body.former))


def _proved(connection: Connection, former: bytes, said: bytes, proof: bytes) -> bool:
    key = connection.scalar(select(device.c.signing_key).where(device.c.feed_id == former))
    return key is not None and verify(key, proof, said)

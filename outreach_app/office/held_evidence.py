"""A held revision as one file for support: its bytes, the laptop's signature, and the reason.

It holds personal data in clear; who made it is noted like a look at the NIK.
"""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Row, insert, select

from outreach_app.i18n import LANGUAGES, translate
from outreach_app.office.access import Action, require
from outreach_app.office.carried_tables import carried_file
from outreach_app.office.clerks import SignedIn
from outreach_app.office.enrolment import device_name
from outreach_app.office.entry_rows import ENTRY, as_entry
from outreach_app.office.files import facts
from outreach_app.office.held_files import held_row
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import Office
from outreach_app.office.settlement_tables import nik_seen
from outreach_app.office.tables import device, entry, evidence
from outreach_app.officeapi import carried_messages as cm
from sync.segment import Outer, parse_outer


def evidence_of(office: Office, instance_id: str, by: SignedIn) -> cm.Evidence:
    """Return the evidence of a held revision.

    Raises:
        UserProblem: OFFICE_006 not allowed; OFFICE_007 no such revision; SETTLE_001 it is not held.
    """
    require(by.role, Action.DECIDE)
    with office.ledger.transaction() as tx:
        row = held_row(tx, instance_id)
        now = office.clock.now_ms()
        seen = {"number": row.number, "clerk": by.clerk, "time_ms": now}
        tx.connection.execute(insert(nik_seen).values(seen))
        told = facts(row.intake_facts)
        found: dict[str, Any] = {
            "format": "outreach/held-evidence/1",
            "office": office.name,
            "made_ms": now,
            "made_by": by.clerk,
            "number": row.number,
            "instance_id": row.instance_id,
            "laptop": _laptop(tx, row.feed_id),
            "arrived_ms": row.arrived_ms,
            "reason": row.intake_reason,
            "reason_facts": told,
            "reason_texts": {one: translate(one, row.intake_reason, **told) for one in LANGUAGES},
            "entry": _entry(tx, row),
            "signed_segment": _signed(tx, row),
            "carried_by_hand": list(
                tx.connection.scalars(
                    select(carried_file.c.file_id).where(carried_file.c.number == row.number)
                )
            ),
        }
    data = msgspec.json.format(msgspec.json.encode(found))
    return cm.Evidence(name=f"{row.number}-bukti.json", data=data)


def _laptop(tx: LedgerTransaction, feed_id: bytes) -> dict[str, Any]:
    query = select(device.c.device_number, device.c.certificate).where(device.c.feed_id == feed_id)
    row = tx.connection.execute(query).one()
    return {
        "device": device_name(row.device_number),
        "feed_id": feed_id.hex(),
        "certificate": row.certificate.hex(),
    }


def _entry(tx: LedgerTransaction, row: Row[Any]) -> dict[str, Any] | None:
    query = select(*ENTRY).where(
        entry.c.feed_id == row.feed_id, entry.c.number == row.entry_number, entry.c.hash == row.head
    )
    found = tx.connection.execute(query).first()
    if found is None:
        return None
    one = as_entry(found)
    return {
        "number": one.number,
        "previous": one.previous.hex(),
        "time_ms": one.time_ms,
        "clock_offset_s": one.clock_offset_s,
        "author": one.author,
        "kind": one.kind,
        "salt": (one.salt or b"").hex(),
        "body": one.body or b"",
        "commitment": one.commitment.hex(),
        "hash": one.hash.hex(),
    }


def _signed(tx: LedgerTransaction, row: Row[Any]) -> dict[str, str] | None:
    """Return the laptop's signature over the segment that brought the entry."""
    query = select(evidence).where(evidence.c.feed_id == row.feed_id)
    for kept in tx.connection.execute(query).all():
        outer = parse_outer(kept.outer)
        if outer.first <= row.entry_number <= outer.last and _leads_to(tx, outer):
            return {
                "outer": kept.outer.hex(),
                "sealed_digest": kept.sealed_digest.hex(),
                "signature": kept.signature.hex(),
            }
    return None


def _leads_to(tx: LedgerTransaction, outer: Outer) -> bool:
    """Tell whether a segment is of the branch that counts, not of one that is held."""
    head = select(entry.c.number).where(
        entry.c.feed_id == outer.feed_id,
        entry.c.number == outer.last,
        entry.c.hash == outer.head,
        ~entry.c.held,
    )
    return tx.connection.scalar(head) is not None

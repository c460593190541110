"""Enrolling laptops: single-use codes, certificates, and the feed down to each laptop.

A code reads `ABCD-EFGH-JKMN-PQRS`: twelve secret characters (60 bits) and four of the office's
key fingerprint, so that a laptop notices when another office answers.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from sqlalchemy import Row, func, insert, select, update

from outreach_app.errors import UserProblem
from outreach_app.office.access import Action, require
from outreach_app.office.clerks import SignedIn
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.lineage import formers, note
from outreach_app.office.office import ALL, Office
from outreach_app.office.restore_tables import restoration
from outreach_app.office.tables import device, enrolment_code, laptop
from outreach_app.officeapi import messages as m
from outreach_app.officeapi.codes import code_text, fingerprint, plain
from sync.keys import KEY_SIZE, DeviceCertificate
from sync.storage import Device

SECRET_LETTERS = 12


def new_code(office: Office, wanted: m.NewCode, by: SignedIn) -> m.EnrolmentCode:
    """Make a code that enrols one laptop.

    Raises:
        UserProblem: OFFICE_006 not allowed.
    """
    require(by.role, Action.ENROL)
    code = code_text(office.random(SECRET_LETTERS), office.keys.card.signing_key)
    now = office.clock.now_ms()
    expires_ms = now + max(1, min(wanted.valid_hours, 24 * 14)) * 3_600_000
    with office.ledger.transaction() as tx:
        tx.connection.execute(
            insert(enrolment_code).values(
                code_hash=_hash(code),
                unit=wanted.unit,
                created_ms=now,
                created_by=by.clerk,
                expires_ms=expires_ms,
            )
        )
    return m.EnrolmentCode(code=code, unit=wanted.unit, expires_ms=expires_ms)


def enrol(office: Office, wanted: m.EnrolRequest) -> m.EnrolAnswer:
    """Give a laptop its number, certificate and feed; the same request gets the same answer.

    Raises:
        UserProblem: OFFICE_008 keys that are none; OFFICE_014 the code is wrong, used or of
            another office; OFFICE_015 it is too old; OFFICE_070 it is not the laptop it says.
    """
    if not len(wanted.signing_key) == len(wanted.sealing_key) == KEY_SIZE:
        raise UserProblem("OFFICE_008")
    with office.ledger.transaction() as tx:
        code = _code(office, tx, wanted)
        if code.used_by is None:
            number = _next_number(tx)
            new = _certify(office, tx, wanted, code.unit, number)
            note(tx.connection, office.keys.office_id, new.feed_id, wanted)
            return _answer(office, tx, new)
        known = tx.device(code.used_by)
        if known is None or not hmac.compare_digest(known.signing_key, wanted.signing_key):
            raise UserProblem("OFFICE_014")
        return _answer(office, tx, known)


def _code(office: Office, tx: LedgerTransaction, wanted: m.EnrolRequest) -> Row[Any]:
    query = select(enrolment_code).where(enrolment_code.c.code_hash == _hash(wanted.code))
    row = tx.connection.execute(query.with_for_update()).first()
    if row is None or not plain(wanted.code).endswith(fingerprint(office.keys.card.signing_key)):
        raise UserProblem("OFFICE_014")
    # A laptop that missed the answer may ask again even when the code has run out meanwhile.
    if row.used_by is None and row.expires_ms <= office.clock.now_ms():
        raise UserProblem("OFFICE_015")
    return row


def _next_number(tx: LedgerTransaction) -> int:
    newest = tx.connection.scalar(select(func.max(device.c.device_number)))
    floor = tx.connection.scalar(select(func.max(restoration.c.device_floor)))
    return max(newest or 0, floor or 0) + 1


def _certify(
    office: Office, tx: LedgerTransaction, wanted: m.EnrolRequest, unit: str, number: int
) -> Device:
    now = office.clock.now_ms()
    certificate = office.keys.certify(
        (wanted.signing_key, wanted.sealing_key),
        device_number=number,
        unit=unit or wanted.unit_wish,
        issued_ms=now,
    )
    new = _device(certificate)
    tx.add_device(new)
    tx.add_office_feed(office.feed_for(new.feed_id), new.feed_id)
    tx.connection.execute(
        insert(laptop).values(feed_id=new.feed_id, name=wanted.laptop_name[:80], enrolled_ms=now)
    )
    used = update(enrolment_code).where(enrolment_code.c.code_hash == _hash(wanted.code))
    tx.connection.execute(used.values(used_by=new.feed_id))
    return new


def _device(certificate: DeviceCertificate) -> Device:
    return Device(
        certificate.feed_id,
        certificate.device_number,
        certificate.unit,
        certificate.signing_key,
        certificate.sealing_key,
        certificate.encode(),
    )


def _answer(office: Office, tx: LedgerTransaction, enrolled: Device) -> m.EnrolAnswer:
    tx.add_office_feed(office.feed_for(ALL), ALL)
    follows = tuple(feed.feed_id for feed in tx.office_feeds(enrolled.feed_id))
    return m.EnrolAnswer(
        certificate=enrolled.certificate,
        office_card=office.keys.card.encode(),
        device=device_name(enrolled.device_number),
        unit=enrolled.unit,
        follows=follows,
        again_after=_again_after(tx, enrolled.feed_id),
    )


def _again_after(tx: LedgerTransaction, feed_id: bytes) -> int:
    """Return the last number of the former feed that stands without a clerk's word."""
    before = formers(tx.connection, feed_id)
    if not before:
        return 0
    feed = tx.lock_feed(before[0])
    if feed.forked_at is not None:
        return feed.forked_at - 1
    return feed.head.number if feed.revoked_at is None else feed.revoked_at


def device_name(number: int) -> str:
    """Return 7 as `D007`."""
    return f"D{number:03d}"


def _hash(code: str) -> bytes:
    return hashlib.sha256(b"outreach/enrolment/1" + plain(code).encode()).digest()

"""Laptops that were enrolled after the backup an office was restored from: they come back.

Their certificate is the office's own word. Whether one was revoked after the backup nobody knows
any more; the restore tells people to look after that.
"""

from __future__ import annotations

from sqlalchemy import insert, select

from outreach_app.domain import office_entries as oe
from outreach_app.office.epochs import OFFICE
from outreach_app.office.office import Office
from outreach_app.office.restore_tables import restoration
from outreach_app.office.tables import device, laptop
from sync.keys import DeviceCertificate
from sync.storage import Device


def admit(office: Office, certificate: DeviceCertificate) -> bool:
    """Take a laptop back, or say that it may not; its signature was checked.

    Only one issued between the backup and the restore can have been lost by it.
    """
    with office.ledger.transaction() as tx:
        query = select(restoration).order_by(restoration.c.office_epoch.desc()).limit(1)
        last = tx.connection.execute(query).first()
        if last is None or not last.backup_ms <= certificate.issued_ms <= last.restored_ms:
            return False
        number = certificate.device_number
        taken = select(device.c.feed_id).where(device.c.device_number == number)
        if tx.connection.scalar(taken) is not None:
            return False
        back = Device(
            certificate.feed_id,
            number,
            certificate.unit,
            certificate.signing_key,
            certificate.sealing_key,
            certificate.encode(),
        )
        tx.add_device(back)
        feed_id = office.feed_for(back.feed_id)
        tx.add_office_feed(feed_id, back.feed_id)
        tx.connection.execute(
            insert(laptop).values(feed_id=back.feed_id, enrolled_ms=certificate.issued_ms)
        )
        broadcast = {
            one.feed_id.hex(): oe.FeedHead(one.head.number, one.head.hash)
            for one in tx.office_feeds(back.feed_id)
            if not one.audience
        }
        body = oe.OfficeRestored(
            office_epoch=office.keys.office_epoch,
            backup_ms=last.backup_ms,
            heads=broadcast,
            audience=back.feed_id,
        )
        office.append(tx, feed_id, author=OFFICE, kind=oe.OFFICE_RESTORED, body=body)
    return True

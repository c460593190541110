"""An office restored from a backup older than its files, and a laptop that gives all back."""

from dataclasses import dataclass
from shutil import rmtree

import zstandard

from outreach_app.domain import office_entries as oe
from outreach_app.office.backups import back_up
from outreach_app.office.projection import project
from outreach_app.office.restoring import restore
from outreach_app.office.root import read_root
from outreach_app.office.setup import open_office
from sync.codec import PlainCodec
from sync.entry import Head
from sync.run_bytes import pack_run
from sync.segment import FROM_OFFICE, pack, parse
from tests.postgresql import emptied
from tests.unit.office.conftest import CHEAP, enrol_laptop, made_in, seeded

_PART = 500


@dataclass
class Returned:
    """A restored office that holds what a laptop gave back, but has not taken it in yet."""

    office: object
    folder: object
    laptop: object

    def open_again(self, clock):
        """Stop the office and start it; a start takes in what is left over."""
        self.office.close()
        self.office = open_office(self.folder, clock=clock, random=seeded(4), rules=CHEAP)
        self.laptop.office = self.office
        return self.office


def returned(folder, clock, work, database_url=""):
    """Make it; `work(office, laptop)` is what happened between backup and loss."""
    office = made_in(folder, clock, database_url)
    laptop = enrol_laptop(office, clock)
    laptop.open_day()
    laptop.send()
    before = laptop.head.number
    back_up(office, folder, folder.with_name("backup"))
    work(office, laptop)
    with office.ledger.reading() as tx:
        lost = list(tx.entries_after(laptop.feed_id, before, 10**6))
        feed = tx.office_feeds(laptop.feed_id)[0]
        words = list(tx.office_entries_after(feed.feed_id, 0, 10**6))
    epoch, keys, root = office.keys.office_epoch, office.keys, read_root(folder)
    office.close()
    rmtree(folder)
    if database_url:
        emptied(database_url)
    clock.advance(3600)
    restore(folder.with_name("backup"), folder, root, clock=clock, random=seeded(3), rules=CHEAP)
    office = open_office(folder, clock=clock, random=seeded(4), rules=CHEAP)
    laptop.office = office
    for at in range(0, len(lost), _PART):
        laptop.deliver(lost[at : at + _PART])
        project(office, laptop.feed_id)
    _give_back(laptop, keys, words, office.keys.office_epoch, epoch)
    return Returned(office, folder, laptop)


def _give_back(laptop, keys, words, office_epoch, feed_epoch):
    sealed = pack(
        words[-1:],
        office_id=keys.office_id,
        seal_to=None,
        sign=keys.sign,
        prefix=FROM_OFFICE,
        codec=PlainCodec(),
        level=1,
    )
    end = parse(sealed)
    head = Head(0, words[0].feed_id)
    for at in range(0, len(words), _PART):
        part = words[at : at + _PART]
        last = at + _PART >= len(words)
        body = oe.OfficeReturned(
            office_epoch=office_epoch,
            feed=part[0].feed_id,
            feed_epoch=feed_epoch,
            first=head.number + 1,
            previous=head.hash,
            run=zstandard.ZstdCompressor().compress(pack_run(part, PlainCodec())),
            outer=end.outer_bytes if last else b"",
            sealed_digest=end.sealed_digest if last else b"",
            signature=end.signature if last else b"",
        )
        laptop.write(oe.OFFICE_RETURNED, body)
        head = part[-1].head
    laptop.write(oe.OFFICE_RETURNED, oe.OfficeReturned(office_epoch=office_epoch))
    laptop.send()

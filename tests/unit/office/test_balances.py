"""The office tells each laptop its count of a day, whenever it is another one."""

import pytest

from outreach_app.domain import entries as e
from outreach_app.domain.balance_table import BALANCE_COUNTED, BalanceCounted
from outreach_app.domain.scan_entries import SCAN_ADDED, ScanAdded
from outreach_app.office import scans, settlements
from outreach_app.office.batches import batch
from outreach_app.office.projection import project, rebuild
from outreach_app.officeapi import settlement_messages as s
from sync.blob import seal_blob


@pytest.fixture
def told(office):
    def of(laptop):
        with office.ledger.reading() as tx:
            feed = tx.office_feeds(laptop.feed_id)[0]
            entries = tx.office_entries_after(feed.feed_id, 0, 10_000)
        return [
            e.decode(one.body, BalanceCounted) for one in entries if one.kind == BALANCE_COUNTED
        ]

    return of


def test_an_open_day_is_not_told_and_a_closed_one_once(office, laptop, told):
    day_id = laptop.open_day()
    files = [laptop.finish(day_id) for _ in range(3)]
    laptop.send()
    assert told(laptop) == []
    laptop.write(e.SLIP_PRINTED, e.SlipPrinted(number=files[0].number, size="a5"))
    closed = laptop.close_day(day_id, files, slips={"a5": 1})
    laptop.send()
    project(office, laptop.feed_id)
    (one,) = told(laptop)
    assert (one.manifest, one.files.accepted, one.balanced) == (closed.number, 3, True)
    assert [(n.what, n.declared, n.received) for n in one.lines if n.what == "slip"] == [
        ("slip", 1, 1)
    ]
    assert one.counted_ms
    desk = batch(office, f"D001.{day_id}").table
    assert desk.lines == one.lines, "clerk and officer see the same"


def test_a_judgement_changed_by_a_clerk_is_told(office, laptop, clerk, told):
    day_id = laptop.open_day()
    bad = laptop.finish(day_id, nik="1804045708900000")
    laptop.close_day(day_id, [bad])
    laptop.send()
    assert told(laptop)[-1].files.held == 1
    wanted = s.Settle(
        settlement_id="s1", instance_id=bad.instance_id, state="diterima", sentence="Sudah dicek"
    )
    settlements.settle(office, wanted, clerk)
    project(office, laptop.feed_id)
    assert [(t.files.held, t.files.accepted) for t in told(laptop)] == [(1, 0), (0, 1)]


def test_a_scan_counts_when_it_is_whole(office, laptop, told):
    ref, sealed = seal_blob(b"kartu keluarga", bytes(32))
    day_id = laptop.open_day()
    file = laptop.finish(day_id)
    added = ScanAdded(
        number=file.number, paper="KK", blob_id=ref.blob_id.hex(), key=ref.key, size=ref.size
    )
    laptop.write(SCAN_ADDED, added)
    laptop.close_day(day_id, [file], scans={"KK": 1})
    laptop.send()
    assert (told(laptop)[-1].scans.missing, told(laptop)[-1].balanced) == (1, True)
    office.blobs.add(sealed)
    scans.arrived(office, ref.blob_id)
    assert [t.scans.missing for t in told(laptop)] == [1, 0]


def test_the_next_manifest_supersedes_and_names_the_former(office, laptop, told):
    day_id = laptop.open_day()
    files = [laptop.finish(day_id)]
    first = laptop.close_day(day_id, files)
    laptop.send()
    laptop.open_day(day_id)
    files.append(laptop.finish(day_id))
    second = laptop.close_day(day_id, files, supersedes=first.number)
    laptop.send()
    newest = told(laptop)[-1]
    assert (newest.manifest, newest.supersedes) == (second.number, first.number)
    assert (newest.files.declared, newest.balanced) == (2, True)


def test_each_laptop_of_a_day_learns_of_the_others(office, laptop, another_laptop, told):
    day_id = "LB-2026-11-24"
    laptop.open_day(day_id)
    another_laptop.open_day(day_id)
    another_laptop.send()
    laptop.close_day(day_id, [laptop.finish(day_id)])
    laptop.send()
    assert [(p.device, p.closed) for p in told(laptop)[-1].parts] == [
        ("D001", True),
        ("D002", False),
    ]
    another_laptop.close_day(day_id, [another_laptop.finish(day_id, nik="1804045708900000")])
    another_laptop.send()
    for one in (laptop, another_laptop):
        assert [(p.device, p.declared, p.held) for p in told(one)[-1].parts] == [
            ("D001", 1, 0),
            ("D002", 1, 1),
        ]


def test_making_projections_again_tells_nothing_again(office, laptop, told):
    day_id = laptop.open_day()
    laptop.close_day(day_id, [laptop.finish(day_id)])
    laptop.send()
    rebuild(office)
    project(office, laptop.feed_id)
    assert len(told(laptop)) == 1

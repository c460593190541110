"""What comes in is judged once, kept with every revision, and can be made again."""

import pytest
from sqlalchemy import select, text

from outreach_app.domain import entries as e
from outreach_app.office.arriving_page import ArrivingPage
from outreach_app.office.batches import batch, batches
from outreach_app.office.cases import case
from outreach_app.office.projection import project, rebuild
from outreach_app.office.tables import (
    case_file,
    day,
    event,
    form,
    manifest,
    progress,
    publication,
    resource,
    revision,
)


def a_day(laptop, count=3):
    day_id = laptop.open_day()
    files = [laptop.finish(day_id) for _ in range(count)]
    laptop.close_day(day_id, files)
    return day_id, files


def states(laptop):
    return [(told.number, told.state, told.reason) for told in laptop.told(e.INTAKE_JUDGED)]


def test_each_file_is_judged_once_and_the_laptop_is_told(laptop):
    _, files = a_day(laptop)
    laptop.send()
    assert states(laptop) == [(file.number, "diterima", "") for file in files]


def test_projecting_again_tells_nothing_twice(office, laptop):
    a_day(laptop)
    laptop.send()
    assert project(office, laptop.feed_id) == 0
    assert len(states(laptop)) == 3


def test_a_stop_in_the_middle_of_projecting_leaves_nothing_half_done(office, laptop, monkeypatch):
    a_day(laptop, count=5)
    laptop.send(project_now=False)
    written = []

    def fails(*args, **kwargs):
        if len(written) == 3:
            raise SystemExit("the power is gone")
        written.append(1)
        return real(*args, **kwargs)

    real = ArrivingPage.tell
    monkeypatch.setattr(ArrivingPage, "tell", fails)
    with pytest.raises(SystemExit, match="power"):
        project(office, laptop.feed_id)
    monkeypatch.undo()
    assert states(laptop) == []
    project(office, laptop.feed_id)
    assert len(states(laptop)) == 5


def test_many_entries_come_in_page_by_page(office, laptop):
    a_day(laptop, count=230)
    laptop.send()
    assert len(states(laptop)) == 230
    assert batches(office).batches[0].balanced


def test_a_correction_becomes_the_newest_revision(office, laptop, clerk):
    day_id = laptop.open_day()
    first = laptop.finish(day_id, name="SITI")
    second = laptop.finish(
        day_id, number=first.number, deprecated_id=first.instance_id, name="SITI AMINAH"
    )
    laptop.send()
    view = case(office, first.number, clerk)
    assert view.row.instance_id == second.instance_id
    assert view.row.name == "SITI AMINAH"
    assert [r.newest for r in view.revisions] == [False, True]


def test_two_corrections_of_one_revision_are_held_and_both_kept(office, laptop, clerk):
    day_id = laptop.open_day()
    first = laptop.finish(day_id)
    parent = {"number": first.number, "deprecated_id": first.instance_id}
    second = laptop.finish(day_id, **parent, name="A")
    third = laptop.finish(day_id, **parent, name="B")
    laptop.send()
    view = case(office, first.number, clerk)
    assert view.row.instance_id == second.instance_id
    assert [r.instance_id for r in view.revisions] == [
        first.instance_id,
        second.instance_id,
        third.instance_id,
    ]
    assert states(laptop)[-1] == (first.number, "ditahan", "INTAKE_004")


def test_another_laptops_number_is_rejected_and_takes_nothing_over(
    office, laptop, another_laptop, clerk
):
    day_id = laptop.open_day()
    mine = laptop.finish(day_id, name="ASLI")
    laptop.send()
    other_day = another_laptop.open_day()
    another_laptop.finish(other_day, number=mine.number, name="LAIN")
    another_laptop.send()
    assert states(another_laptop) == [(mine.number, "ditolak", "INTAKE_002")]
    assert case(office, mine.number, clerk).row.name == "ASLI"
    assert batches(office).batches[0].balance.received == 1


def test_the_same_person_twice_is_held(laptop):
    day_id = laptop.open_day()
    first = laptop.finish(day_id, nik="1804045708909901")
    laptop.finish(day_id, nik="1804045708909901")
    laptop.send()
    told = laptop.told(e.INTAKE_JUDGED)[-1]
    assert (told.state, told.reason) == ("ditahan", "INTAKE_006")
    assert told.facts == {"number": first.number}


def test_the_same_revision_sent_in_a_second_entry_is_counted_once(office, laptop, clerk):
    day_id = laptop.open_day()
    first = laptop.finish(day_id)
    laptop.write(e.RECORD_FINISHED, first)
    laptop.send()
    assert [state for _, state, _ in states(laptop)] == ["diterima", "diterima"]
    assert len(case(office, first.number, clerk).revisions) == 1
    assert batches(office).batches[0].balance.received == 1


def test_one_revision_id_with_two_contents_is_held(office, laptop, clerk):
    day_id = laptop.open_day()
    first = laptop.finish(day_id, name="SATU")
    laptop.finish(day_id, number=first.number, instance_id=first.instance_id, name="DUA")
    laptop.send()
    assert [reason for _, _, reason in states(laptop)] == ["", "INTAKE_007"]
    assert case(office, first.number, clerk).row.name == "SATU"


def test_an_unreadable_file_is_held_and_the_others_go_on(office, laptop, clerk):
    day_id = laptop.open_day()
    good = laptop.finish(day_id)
    odd = laptop.number()
    laptop.write_bytes(
        e.RECORD_FINISHED,
        f'{{"number":"{odd}","instance_id":"uuid:odd","day_id":"{day_id}"}}'.encode(),
    )
    laptop.write_bytes(e.RECORD_FINISHED, b"\x00 not JSON")
    laptop.write_bytes("something.new", b"{}")
    after = laptop.finish(day_id)
    laptop.send()
    assert states(laptop) == [
        (good.number, "diterima", ""),
        (odd, "ditahan", "INTAKE_008"),
        (after.number, "diterima", ""),
    ]
    assert case(office, odd, clerk).row.intake == "ditahan"


def test_a_cancelled_file_is_on_neither_side_of_the_balance(office, laptop):
    day_id = laptop.open_day()
    kept, void = laptop.finish(day_id), laptop.finish(day_id)
    laptop.write(e.RECORD_CANCELLED, e.RecordCancelled(number=void.number, reason="salah orang"))
    laptop.close_day(day_id, [kept], cancelled=(void.number,))
    laptop.send()
    (row,) = batches(office).batches
    assert row.balanced
    assert batch(office, row.batch_id).received.cancelled == 1


def test_a_file_cancelled_after_the_manifest_leaves_the_batch_balanced(office, laptop):
    _, files = a_day(laptop)
    laptop.write(e.RECORD_CANCELLED, e.RecordCancelled(number=files[0].number, reason="batal"))
    laptop.send()
    assert batches(office).batches[0].balanced


TABLES = (revision, case_file, event, manifest, day, publication, form, resource, progress)


def snapshot(office):
    with office.ledger.reading() as tx:
        return {
            table.name: sorted(map(tuple, tx.connection.execute(select(table))), key=repr)
            for table in TABLES
        }


def test_projections_made_again_come_out_equal(office, laptop, another_laptop):
    day_id, files = a_day(laptop)
    parent = {"number": files[0].number, "deprecated_id": files[0].instance_id}
    laptop.finish(day_id, **parent)
    laptop.finish(day_id, **parent)
    laptop.finish(day_id, number=files[1].number, instance_id=files[1].instance_id)
    laptop.write(e.SLIP_PRINTED, e.SlipPrinted(number=files[0].number, size="80mm"))
    laptop.send()
    a_day(another_laptop)
    another_laptop.send()
    before = snapshot(office)
    rebuild(office)
    assert snapshot(office) == before


def test_projections_damaged_on_purpose_are_mended_by_making_them_again(office, laptop):
    a_day(laptop)
    laptop.send()
    before = snapshot(office)
    with office.ledger.transaction() as tx:
        tx.connection.execute(text("UPDATE revision SET name = 'SALAH'"))
    assert snapshot(office) != before
    rebuild(office)
    assert snapshot(office) == before

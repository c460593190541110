"""Both sides of a batch: what the laptop declared, what the office has."""

import pytest

from outreach_app.domain import entries as e
from outreach_app.errors import UserProblem
from outreach_app.office.batches import batch, batches
from outreach_app.office.cases import case


def test_an_open_day_is_a_batch_that_declares_nothing_yet(office, laptop):
    day_id = laptop.open_day()
    laptop.finish(day_id)
    laptop.send()
    (row,) = batches(office).batches
    assert (row.batch_id, row.device, row.pekon) == (f"D001.{day_id}", "D001", "18.04.04.2001")
    assert (row.closed, row.balanced, row.balance.declared) == (False, False, None)
    assert row.balance.received == 1
    assert batch(office, row.batch_id).declared is None


def test_a_closed_day_balances_to_the_last_record(office, laptop):
    day_id = laptop.open_day()
    laptop.write(
        e.TICKET_CHANGED, e.TicketChanged(day_id=day_id, ticket="A-001", state="dipanggil")
    )
    files = [laptop.finish(day_id) for _ in range(4)]
    files.append(laptop.finish(day_id, form_id="izin_tinggal", service="ITK"))
    laptop.write(e.TICKET_CHANGED, e.TicketChanged(day_id=day_id, ticket="A-001", state="selesai"))
    laptop.write(e.SLIP_PRINTED, e.SlipPrinted(number=files[0].number, size="a5"))
    laptop.close_day(day_id, files, tickets={"selesai": 1}, slips={"a5": 1})
    laptop.send()
    detail = batch(office, f"D001.{day_id}")
    assert detail.row.balanced
    assert detail.declared is not None
    assert detail.declared.head == detail.received.head
    assert (detail.declared.first, detail.declared.last) == (detail.received.first, 9)
    assert detail.received.tickets == detail.declared.tickets
    assert detail.received.slips == detail.declared.slips
    assert {form.form_id: form.received for form in detail.row.forms} == {
        "paspor": 4,
        "izin_tinggal": 1,
    }
    assert [record.number for record in detail.records] == [file.number for file in files]
    assert detail.records[0].nik_masked == "1804**********01" or "*" in detail.records[0].nik_masked


def test_a_day_of_files_and_records_balances(office, laptop, clerk):
    day_id = laptop.open_day()
    files = [laptop.finish(day_id)]
    files += [laptop.finish(day_id, kind="record", service="KUIS", form_id="kuis", nik="")]
    laptop.close_day(day_id, files)
    laptop.send()
    detail = batch(office, f"D001.{day_id}")
    assert detail.row.balanced
    assert [(r.kind, r.intake) for r in detail.records] == [
        ("application", "diterima"),
        ("record", "diterima"),
    ]
    assert (detail.row.undecided, detail.row.needs_action) == (1, 0)
    assert case(office, files[1].number, clerk).allowed == ()


def test_missing_numbers_are_named(office, laptop):
    day_id = laptop.open_day()
    files = [laptop.finish(day_id) for _ in range(2)]
    lost = laptop.number()
    laptop.close_day(
        day_id,
        files,
        numbers=(*(file.number for file in files), lost),
        forms=(e.FormCount("paspor", "2026112401", 3),),
    )
    laptop.send()
    detail = batch(office, f"D001.{day_id}")
    assert detail.missing_numbers == (lost,)
    assert (detail.row.balanced, detail.row.balance.missing) == (False, 1)


def test_a_file_that_was_not_declared_shows(office, laptop):
    day_id = laptop.open_day()
    files = [laptop.finish(day_id) for _ in range(2)]
    laptop.close_day(day_id, files[:1])
    laptop.send()
    detail = batch(office, f"D001.{day_id}")
    assert detail.undeclared_numbers == (files[1].number,)
    assert not detail.row.balanced


def test_a_manifest_that_names_another_head_does_not_balance(office, laptop):
    day_id = laptop.open_day()
    files = [laptop.finish(day_id)]
    laptop.close_day(day_id, files, head="00" * 32)
    laptop.send()
    assert not batches(office).batches[0].balanced


def test_a_day_opened_again_is_open_until_the_next_manifest(office, laptop):
    day_id = laptop.open_day()
    files = [laptop.finish(day_id)]
    first = laptop.close_day(day_id, files)
    laptop.open_day(day_id)
    laptop.send()
    assert not batches(office).batches[0].closed
    files.append(laptop.finish(day_id))
    second = laptop.close_day(day_id, files, supersedes=first.number)
    laptop.send()
    detail = batch(office, f"D001.{day_id}")
    assert detail.row.balanced
    assert detail.manifests == (first.number, second.number)
    assert detail.received.first == 1


def test_a_correction_after_the_manifest_leaves_the_counts_and_heals_the_state(office, laptop):
    day_id = laptop.open_day()
    bad = laptop.finish(day_id, nik="1804045708900000")
    laptop.close_day(day_id, [bad])
    laptop.send()
    assert batches(office).batches[0].balance.held == 1
    laptop.finish(
        day_id, number=bad.number, deprecated_id=bad.instance_id, form_version="2026120101"
    )
    laptop.send()
    (row,) = batches(office).batches
    assert (row.balanced, row.balance.held, row.balance.accepted) == (True, 0, 1)


def test_two_laptops_of_one_day_are_two_batches(office, laptop, another_laptop):
    for one in (laptop, another_laptop):
        files = [one.finish(one.open_day("LB-2026-11-24"))]
        one.close_day("LB-2026-11-24", files)
        one.send()
    rows = batches(office).batches
    assert {row.batch_id for row in rows} == {"D001.LB-2026-11-24", "D002.LB-2026-11-24"}
    assert all(row.balanced and row.balance.received == 1 for row in rows)


def test_batches_that_need_somebody_come_first(office, laptop):
    first = laptop.open_day("D001-2026-11-24-1")
    laptop.close_day(first, [laptop.finish(first, documents_missing=("KTP",))])
    second = laptop.open_day("D001-2026-11-24-2")
    laptop.close_day(second, [laptop.finish(second)], first=4)
    laptop.send()
    assert [row.day_id for row in batches(office).batches] == [first, second]


def test_an_unknown_batch_says_so(office, laptop):
    for name in ("D001.nothing", "D009.nothing", "nonsense"):
        with pytest.raises(UserProblem) as caught:
            batch(office, name)
        assert caught.value.code == "OFFICE_007"

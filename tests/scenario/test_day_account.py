"""Closing a day against its records: money, stock, slips; a difference needs a reason."""

import pytest

from outreach_app.casework.day_accounts import day_account
from outreach_app.casework.days import Opening
from outreach_app.casework.slips import slip_printed
from outreach_app.domain.day_entries import DayPlanned
from outreach_app.domain.entries import Account
from outreach_app.errors import UserProblem
from outreach_app.officeapi.client import OfficeClient
from outreach_app.officeapi.days_client import DaysClient
from outreach_app.practice import office_day
from outreach_app.practice.answers import fill
from outreach_app.practice.people import People
from outreach_app.practice.village_day import PEKON


@pytest.fixture
def laptop(practice):
    office, laptop, post, _ = practice
    client = OfficeClient(office.url)
    client.sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)
    desk = DaysClient(client)
    plan = DayPlanned(
        day_id="",
        version=0,
        kind="layanan",
        pekon=PEKON,
        date=laptop.place.today().isoformat(),
        start="00:00",
        end="23:59",
        budget_idr=500_000,
        advance_idr=400_000,
        stock={"kertas": 2},
    )
    day_id = desk.publish(desk.save(plan).plan.day_id).plan.day_id
    client.close()
    laptop.sync_now(post)
    laptop.open_day(PEKON, opening=Opening(plan=day_id, stock={"kertas": 2, "cadangan": 50}))
    return laptop


def record(laptop, service, answers):
    file = laptop.start_file(service)
    for path, value in answers.items():
        file.answer(path, value)
    return file.finish()


def spend(laptop, amount):
    answers = {"jenis": "bbm", "jumlah": str(amount), "uraian": "Solar", "nota": "tidak"}
    return record(laptop, "PENGELUARAN", {f"/data/belanja/{k}": v for k, v in answers.items()})


def use(laptop, item, count, direction="pakai"):
    answers = {"barang": item, "arah": direction, "jumlah": str(count)}
    return record(laptop, "STOK", {f"/data/stok/{k}": v for k, v in answers.items()})


def line(account, what):
    return next(found for found in account.lines if found.what == what)


def test_money_and_stock_follow_the_records(laptop):
    spend(laptop, 150_000)
    use(laptop, "cadangan", 8)
    use(laptop, "kertas", 1, "tambah")
    account = day_account(laptop.place)
    assert account.spent_idr == 150_000
    assert line(account, "uang").expected == 250_000
    assert account.at_hand == {"kertas": 3, "cadangan": 42}
    assert account.alarms == ()
    spend(laptop, 300_000)
    use(laptop, "kertas", 2)
    alarms = day_account(laptop.place).alarms
    assert {(a.what, a.level) for a in alarms} == {("kertas", "low"), ("anggaran", "low")}


def test_slips_are_files_and_reprints(laptop):
    person = next(p for p in People(4, laptop.place.today(), PEKON).draw(30) if not p.edge)
    file = laptop.start_file(person.service)
    fill(file, person, laptop.place.today())
    number = file.finish().number
    slip_printed(laptop.place, number, "58mm")
    slip_printed(laptop.place, number, "58mm")
    slips = line(day_account(laptop.place, spoilt=1), "slip")
    assert slips.parts == (("berkas", 1), ("ulang", 1), ("rusak", 1))


def test_tickets_stand_as_closing_would_leave_them(laptop):
    laptop.tickets.issue("A")
    laptop.tickets.issue("A")
    laptop.tickets.left("A-002")
    assert line(day_account(laptop.place), "tiket").parts == (
        ("selesai", 0),
        ("pulang", 1),
        ("tidak_hadir", 1),
    )


def test_a_difference_needs_a_reason_and_then_stands_in_the_manifest(laptop, practice):
    with pytest.raises(UserProblem) as refused:
        laptop.close_day("", (Account("kertas", 2, 1),))
    assert refused.value.code == "DAYS_030"
    assert laptop.today().day is not None, "nothing was closed"
    accounts = (Account("kertas", 2, 1, "rusak"), Account("uang", 400_000, 400_000))
    body = laptop.close_day("", accounts).body
    assert body.accounts == accounts
    laptop.sync_now(practice[2])
    assert laptop.sync_state().unsent_entries == 0


def test_records_open_no_case_and_count_in_the_days_balance(laptop, practice):
    office, _, post, _ = practice
    number = spend(laptop, 10_000).number
    laptop.close_day()
    laptop.sync_now(post)
    client = OfficeClient(office.url)
    client.sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)
    (row,) = client.batches()
    assert row.balanced
    assert [r.number for r in client.batch(row.batch_id).records] == [number]
    client.close()


def test_the_checklist_asks_more_at_a_raised_level_and_counts_what_lacks(laptop):
    file = laptop.start_file("PROTOKOL-KESEHATAN")
    file.answer("/data/tingkat_grup/tingkat", "hijau")
    file.answer("/data/tingkat_grup/cuci_tangan", "ya")
    file.answer("/data/tingkat_grup/petugas_sehat", "ya")
    assert not file.check("id").problems
    file.answer("/data/tingkat_grup/tingkat", "merah")
    assert file.check("id").problems, "masks, distance, capacity and air are asked"
    for name, value in {"masker": "tidak", "jarak": "ya", "kapasitas": "20", "udara": "ya"}.items():
        file.answer(f"/data/siaga/{name}", value)
    assert file.session.value("/data/hasil/kurang") == "1"
    file.answer("/data/hasil/tindakan", "Masker dibeli di pasar")
    assert file.finish().number

"""A day by files only, and a stick between real laptops and a real office (R19)."""

import json
import shutil

import pytest

from outreach_app.casework.courier import AT_OFFICE, OF_OTHERS, READ, WAITING
from outreach_app.cli.main import main
from outreach_app.errors import EnvironmentProblem, UserProblem
from outreach_app.office import courier as office_courier
from outreach_app.officeapi.client import OfficeClient
from outreach_app.officeapi.courier_client import CourierClient
from outreach_app.practice import office_day
from outreach_app.practice.answers import fill
from outreach_app.practice.people import People
from outreach_app.practice.stick_trip import StickTrip
from outreach_app.practice.village_day import PEKON
from sync import stick


def test_a_day_by_files_only_balances(tmp_path):
    told = tmp_path / "day.json"
    words = ["village-day", "--courier", "--applications", "6", "--seed", "7", "--json", str(told)]
    assert main([*words, "--scans", "3"]) == 0
    report = json.loads(told.read_text())
    assert report["balanced"] is True
    assert report["counts"]["scans"] == report["counts"]["scans arrived"] == 3
    assert report["counts"]["declared"] == report["counts"]["received"] == 6


@pytest.fixture
def clerk(practice):
    client = OfficeClient(practice[0].url)
    client.sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)
    return client


def work(laptop, count, seed=3):
    laptop.open_day(PEKON)
    for person in People(seed, laptop.place.today(), PEKON).draw(count):
        file = laptop.start_file(person.service)
        fill(file, person, laptop.place.today())
        file.finish(similar_reason="Sudah dibandingkan")
    laptop.close_day()


def codes(found):
    return sorted(seen.code for seen in found)


def test_two_laptops_on_one_stick_and_the_office_command(practice, second_laptop, clerk, tmp_path):
    office, laptop, _, _ = practice
    drive = tmp_path / "usb"
    drive.mkdir()
    for one in (laptop, second_laptop):
        StickTrip(one, clerk, tmp_path / f"first-{one.device}").carry()
    work(laptop, 2)
    work(second_laptop, 1, seed=9)
    for one in (laptop, second_laptop):
        assert one.stick.save(drive).entries > 0
        assert one.sync_state().unsent_entries > 0, "on the stick is not at the office"
    assert codes(laptop.stick.look(drive)) == [WAITING, OF_OTHERS]
    (stick.home(drive) / "foto.outreach").write_bytes(b"\xff\xd8 holiday")
    whole = sorted(stick.home(drive).glob("D*.outreach"))[0].read_bytes()
    (stick.home(drive) / "D001-KIRIM-000001-000002-000000.outreach").write_bytes(whole[:-9])
    done = office_courier.import_files(office.office, [drive])
    told = {one.seen.name: one.seen.code for one in done}
    assert told["foto.outreach"] == "COURIER_010"
    assert told["D001-KIRIM-000001-000002-000000.outreach"] == "COURIER_012"
    assert sorted(told.values()).count("COURIER_030") == 2
    for one in (laptop, second_laptop):
        fetched = one.stick.read(drive)
        assert fetched.read == 1
        assert one.sync_state().unsent_entries == 0
        assert READ in codes(fetched.seen)
        assert one.stick.read(drive).read == 0, "a second reading brings nothing"
        assert one.stick.tidy(drive) == 1
    assert AT_OFFICE not in codes(laptop.stick.look(drive))
    rows = clerk.batches()
    assert [row.balanced for row in rows] == [True, True]


def test_decisions_made_later_go_back_by_stick(practice, clerk, tmp_path):
    _, laptop, _, _ = practice
    trip = StickTrip(laptop, clerk, tmp_path / "usb")
    trip.carry()
    work(laptop, 1)
    trip.carry()
    (row,) = clerk.batches()
    (record,) = clerk.batch(row.batch_id).records
    from outreach_app.officeapi import messages as m

    clerk.decide(
        m.Decide(
            decision_id="d1",
            number=record.number,
            instance_id=record.instance_id,
            state="siap_wawancara",
        )
    )
    clerk.reply(row.batch_id)
    files = CourierClient(clerk)
    (waits,) = files.laptops()
    assert waits.waiting >= 1
    made = files.reply(laptop.device)
    stick.write(tmp_path / "usb", made.name, made.data)
    laptop.stick.read(tmp_path / "usb")
    assert laptop.file(record.number).decision_state == "siap_wawancara"
    with pytest.raises(UserProblem) as unknown:
        files.reply("D099")
    assert unknown.value.code == "COURIER_031"


def test_a_file_copied_and_handed_in_twice_is_named_with_its_time(practice, clerk, tmp_path):
    _, laptop, _, _ = practice
    saved = laptop.stick.save(tmp_path)
    (path,) = saved.paths
    files = CourierClient(clerk)
    assert files.upload(path.name, path.read_bytes()).seen.code == "COURIER_030"
    again = files.upload("kopi.outreach", path.read_bytes())
    assert again.seen.code == "COURIER_032"
    assert again.seen.facts["when"]
    assert again.reply, "an answer that was lost is given again"


def test_a_stick_without_space_moves_nothing_and_says_how_much(practice, tmp_path, monkeypatch):
    _, laptop, _, _ = practice
    monkeypatch.setattr(stick, "free_bytes", lambda _: 1000)
    with pytest.raises(EnvironmentProblem) as full:
        laptop.stick.save(tmp_path)
    assert full.value.code == "COURIER_002"
    assert "1 MB" in full.value.text("id")
    assert stick.listed(tmp_path) == []


def test_the_command_takes_a_folder_in_and_writes_answers_beside(practice, tmp_path, capsys):
    _, laptop, _, _ = practice
    (tmp_path / "usb").mkdir()
    laptop.stick.save(tmp_path / "usb")
    copy = tmp_path / "copied"
    shutil.copytree(tmp_path / "usb", copy)
    folder = str(tmp_path / "office")
    assert main(["office", "import", str(copy), "--folder", folder]) == 0
    said = capsys.readouterr().out
    assert "Masuk: 1 catatan baru" in said, "its recovery code"
    assert "BALAS" in said
    assert laptop.stick.read(copy).read == 1
    assert main(["office", "import", str(tmp_path / "slips"), "--folder", folder]) == 1
    assert main(["office", "import", str(copy), "--folder", str(tmp_path / "none")]) == 1


def test_scans_take_the_space_that_is_left_and_the_rest_follows(practice, clerk, tmp_path):
    _, laptop, _, _ = practice
    from outreach_app.practice.scans import allow_scans, take_scans

    allow_scans(clerk)
    StickTrip(laptop, clerk, tmp_path / "first").carry()
    work(laptop, 0)
    laptop.open_day(PEKON)
    people = [p for p in People(4, laptop.place.today(), PEKON).draw(30) if not p.edge]
    for person in [p for p in people if p.service == "PAS-BARU"][:2]:
        file = laptop.start_file(person.service)
        fill(file, person, laptop.place.today())
        file.finish(similar_reason="Sudah dibandingkan")
    assert take_scans(laptop, 2, seed=4) == 2
    laptop.close_day()
    drive = tmp_path / "usb"
    drive.mkdir()
    with pytest.MonkeyPatch.context() as small:
        real = stick.free_bytes
        free = [10**9, 10**9, 0]
        small.setattr(stick, "free_bytes", lambda path: free.pop(0) if free else real(path))
        saved = laptop.stick.save(drive)
    assert (saved.scans, saved.scans_left) == (0, 2)
    saved = laptop.stick.save(drive)
    assert (saved.scans, saved.scans_left) == (2, 0)
    office = practice[0].office
    done = office_courier.import_files(office, [drive])
    assert "COURIER_035" in {one.seen.code for one in done}
    assert [one.seen.taken for one in done] == [True] * len(done)
    fetched = laptop.stick.read(drive)
    assert fetched.scans == 2
    assert laptop.sync_state().waiting["scans"] == 0
    assert laptop.stick.tidy(drive) >= 2
    (row, _) = clerk.batches()
    table = clerk.batch(row.batch_id).table
    assert table.scans.declared in (0, 2)
    assert table.scans.missing == 0

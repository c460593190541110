"""A module is read and its quiz taken offline; the office and another laptop know it."""

import secrets

from outreach_app.casework import materials, training
from outreach_app.clock import SystemClock
from outreach_app.domain.training import Currency
from outreach_app.office.projection import rebuild
from outreach_app.office.training import overview
from outreach_app.officeapi.client import OfficeClient
from outreach_app.officeapi.publishing_client import PublishingClient
from outreach_app.practice import office_day
from outreach_app.settings import Profile

MODULE = "modul-paspor-anak"


def take_quiz(laptop, answers):
    module = materials.material(laptop.place, MODULE).body
    quiz = training.start_quiz(laptop.place, module)
    for at, letter in enumerate(answers, 1):
        quiz.answer(f"/data/kuis/p{at}", letter)
    return quiz.finish().number


def stands(laptop):
    return next(d for d in training.standing(laptop.place) if d.module.publication_id == MODULE)


def test_from_reading_to_the_offices_list_and_another_laptop(practice, tmp_path):
    office, laptop, post, _ = practice
    laptop.sync_now(post)
    due = {d.module.publication_id for d in training.due(laptop.place, "PAS-ANAK")}
    assert due == {MODULE, "modul-data-pribadi", "modul-kelompok-rentan"}
    material = materials.material(laptop.place, MODULE)
    assert materials.read(laptop.place, material, 130, finished=True)
    number = take_quiz(laptop, "aaaaa")
    assert training.last_attempt(laptop.place, number).score == 2
    assert stands(laptop).currency is Currency.FAILED
    good = take_quiz(laptop, "babab")
    assert stands(laptop).currency is Currency.CURRENT
    assert MODULE not in {d.module.publication_id for d in training.due(laptop.place, "PAS-ANAK")}
    laptop.sync_now(post)

    client = OfficeClient(office.url)
    client.sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)
    desk = PublishingClient(client)
    row = next(r for r in desk.training().rows if r.module == MODULE)
    assert (row.officer, row.currency) == ("rina", "current")
    assert (row.attempts, row.passed) == ((number, good), (good,))
    assert (row.last_score, row.last_best, row.read_seconds) == (5, 5, 130)
    before = overview(office.office)
    rebuild(office.office)
    assert overview(office.office) == before

    assert desk.tell_laptops() == 1
    other = office_day.new_laptop(
        Profile(tmp_path / "other"), office.url, clock=SystemClock(), random=secrets.token_bytes
    )
    assert training.standing(other.place) == ()
    other.sync_now(post)
    assert stands(other).currency is Currency.CURRENT
    other.lock()


def test_a_seminar_with_speakers_attendance_and_evaluation(practice):
    office, laptop, post, _ = practice
    laptop.sync_now(post)
    event = laptop.start_file("PELATIHAN")
    told = {"kode": "PEL-01", "jenis": "seminar", "judul": "Paspor anak", "tanggal": "2026-11-20"}
    for name, value in (told | {"tempat": "Liwa"}).items():
        event.answer(f"/data/kegiatan/{name}", value)
    for repeat, name, value in (
        ("/data/narasumber_grup/narasumber", "nama_narasumber", "Siti Aminah"),
        ("/data/hadir_grup/hadir", "petugas", "rina"),
    ):
        card = next((p for p in event.session.paths() if p.startswith(f"{repeat}[1]")), "")
        path = f"{repeat}[1]/{name}" if card else f"{event.add(repeat)}/{name}"
        event.answer(path, value)
    event.answer("/data/hadir_grup/hadir_lain", "12")
    number = event.finish().number
    for points in ("4", "3"):
        said = laptop.start_file("EVALUASI")
        said.answer("/data/evaluasi/kode", "PEL-01")
        for name in ("materi", "narasumber", "tempat", "terapan"):
            said.answer(f"/data/evaluasi/{name}", points)
        said.finish()
    laptop.sync_now(post)
    (seen,) = overview(office.office).events
    assert (seen.number, seen.speakers, seen.officers) == (number, ("Siti Aminah",), ("rina",))
    assert (seen.others, len(seen.evaluations), seen.points["materi"]) == (12, 2, "3.50")

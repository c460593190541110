"""Statements go from a village to a published answer, and no name or phone goes with them."""

import msgspec
import pytest

from outreach_app.casework import materials, training
from outreach_app.domain import publishing_entries as pe
from outreach_app.errors import UserProblem
from outreach_app.office import awareness, publishing_figures, statements
from outreach_app.officeapi import participation_messages as sm
from outreach_app.officeapi.client import OfficeClient
from outreach_app.officeapi.participation_client import ParticipationClient
from outreach_app.practice import office_day

DRAFT = "rancangan-jadwal-layanan-2027"
NAME, PHONE = "Nurhayati Buay", "081272223344"


def say(laptop, text, contact=True):
    draft = materials.material(laptop.place, DRAFT).body
    file = training.start_about(laptop.place, "tanggapan_kebijakan", draft)
    told = {"sikap": "usul", "bagian": f"butir 3 {NAME if contact else ''}", "isi": text}
    told["tinggal_kontak"] = "ya" if contact else "tidak"
    for name, value in told.items():
        file.answer(f"/data/tanggapan/{name}", value)
    if contact:
        file.answer("/data/pelapor/nama", NAME)
        file.answer("/data/pelapor/telepon", PHONE)
    return file.finish().number


@pytest.fixture
def desk(practice):
    client = OfficeClient(practice[0].url)
    client.sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)
    return ParticipationClient(client)


def test_said_grouped_answered_published_and_nobody_is_shown(practice, desk):
    office, laptop, post, _ = practice
    laptop.sync_now(post)
    first = say(laptop, f"Saya {NAME}, hubungi {PHONE}. Sabtu <b>saja</b>.")
    second = say(laptop, "Jangan musim kopi.", contact=False)
    third = say(laptop, "Iklan: beli di sini.", contact=False)
    laptop.sync_now(post)
    seen = desk.statements(DRAFT)
    assert [s.number for s in seen.statements] == [first, second, third]
    with pytest.raises(UserProblem) as caught:
        desk.publish_response(DRAFT)
    assert caught.value.code == "PUBLISH_041"
    desk.sort(DRAFT, sm.SortStatement(number=first, group=1, text=f"{NAME}: Sabtu saja"))
    desk.sort(DRAFT, sm.SortStatement(number=second, group=1))
    desk.sort(DRAFT, sm.SortStatement(number=third, left_out="Iklan"))
    group = sm.StatementGroup(
        group=1,
        title={"id": "Waktu", "en": "Time"},
        answer={"id": "Satu Sabtu sebulan.", "en": "One Saturday a month."},
    )
    seen = desk.answer(DRAFT, group)
    said = b"".join(msgspec.json.encode(one) for one in (seen, desk.drafts()))
    done = desk.publish_response(DRAFT)
    assert done.problems == ()
    laptop.sync_now(post)
    answer = materials.material(laptop.place, done.publication_id).body
    assert answer.replies_to == DRAFT
    assert "No. 2: Jangan musim kopi." in answer.text["id"]
    assert "Iklan" not in answer.text["id"]
    with office.office.ledger.reading() as tx:
        broadcast = [
            one.body or b""
            for feed in tx.office_feeds(b"")
            for one in tx.office_entries_after(feed.feed_id, 0, 1000)
            if one.kind == pe.PUBLICATION_PUBLISHED
        ]
    for held in (said, *broadcast):
        for secret in (NAME, NAME.split()[0], PHONE, PHONE[2:]):
            assert secret.encode() not in held
    received, answered = (
        publishing_figures.statements_received(office.office),
        publishing_figures.statements_answered(office.office),
    )
    assert (received.value, answered.value) == (3, 2)
    assert answered.records == (first, second)


def test_an_empty_draft_has_no_answer_to_publish(desk):
    with pytest.raises(UserProblem) as caught:
        desk.publish_response(DRAFT)
    assert caught.value.code == "PUBLISH_040"
    with pytest.raises(UserProblem):
        desk.statements("tidak-ada")


def test_a_session_before_and_after_and_the_problems_of_a_pekon(practice, desk):
    office, laptop, post, _ = practice
    laptop.sync_now(post)
    day = laptop.open_day("18.04.04.2001")
    numbers = []
    for phase, answers in (("sebelum", "babab"), ("sesudah", "ababa")):
        quiz = laptop.start_file("KUIS-HUKUM")
        quiz.answer("/data/kuis/tahap", phase)
        for at, letter in enumerate(answers, 1):
            quiz.answer(f"/data/kuis/p{at}", letter)
        numbers.append(quiz.finish().number)
    for kind, count in (("calo", "6"), ("overstay", "2")):
        note = laptop.start_file("CATATAN-MASALAH")
        for name, value in {"jenis": kind, "jumlah": count, "tindak": "penjelasan"}.items():
            note.answer(f"/data/masalah/{name}", value)
        note.finish()
    laptop.sync_now(post)
    seen = desk.awareness()
    (session,) = seen.sessions
    assert (session.event, session.before_n, session.after_n) == (day.day_id, 1, 1)
    assert (session.before_percent, session.after_percent) == (0.0, 100.0)
    assert session.numbers == tuple(numbers)
    cells = {cell.kind: (cell.shown, cell.hidden, cell.total) for cell in seen.problems}
    assert cells["calo"] == ({"18.04.04.2001": 6}, 0, 6)
    assert cells["overstay"] == ({}, 1, -1)
    with office.office.ledger.reading() as tx:
        effect = publishing_figures.quiz_effect(tx)
        assert effect[day.day_id].value == 100.0
        assert awareness.problems(tx)
    assert statements.drafts(office.office).drafts[0].received == 0
    reach = publishing_figures.notices_reach(office.office)
    assert reach.records
    assert 0.0 <= reach.value <= 1.0

"""Statements go from a village to a published answer, and no name or phone goes with them."""

from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select

from outreach_app.casework import citizen, citizen_offers, materials, pool, training
from outreach_app.domain import publishing_entries as pe
from outreach_app.domain.citizen_entries import CITIZEN_SEALED
from outreach_app.errors import UserProblem
from outreach_app.office import awareness, publishing_figures, statements
from outreach_app.office.citizen_tables import citizen_record
from outreach_app.officeapi import messages as m
from outreach_app.officeapi import participation_messages as sm
from outreach_app.officeapi.client import OfficeClient
from outreach_app.officeapi.participation_client import ParticipationClient
from outreach_app.officeapi.publishing_client import PublishingClient
from outreach_app.practice import office_day
from outreach_app.practice.areas.area import fill_form
from outreach_app.practice.village_day import PEKON

DRAFT, TOPIC = "rancangan-jadwal-layanan-2027", "topik-antrean-hari-pasar"
FORMER = Path(__file__).parents[1] / "golden" / "tanggapan_kebijakan_2026112401.xlsx"
NAME, PHONE = "Nurhayati Buay", "081272223344"


def say(laptop, text, about=DRAFT, service="TANGGAPAN", **more):
    form = citizen.open_form(laptop.place, service, "id", about)
    fill_form(form, {"sikap": "usul", "bagian": "butir 3", "isi": text} | more)
    return form.finish()


def say_formerly(laptop, text):
    """Write a statement down as officers did before citizen mode, with a name beside it."""
    draft = materials.material(laptop.place, DRAFT).body
    file = training.start_about(laptop.place, "tanggapan_kebijakan", draft)
    answers = {"sikap": "usul", "bagian": f"butir 3 {NAME}", "isi": text, "tinggal_kontak": "ya"}
    fill_form(file, answers)
    fill_form(file, {"nama": NAME, "telepon": PHONE})
    return file.finish().number


def close_and_sync(laptop, post):
    laptop.close_day()
    laptop.sync_now(post)


def desk_client(office):
    client = OfficeClient(office.url)
    client.sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)
    return client


@pytest.fixture
def desk(practice):
    return ParticipationClient(desk_client(practice[0]))


@pytest.fixture
def day(practice):
    office, laptop, post, profile = practice
    laptop.sync_now(post)
    laptop.open_day(PEKON, ("RY",))
    return office, laptop, post, profile


def group(number=1):
    return sm.StatementGroup(
        group=number,
        title={"id": "Waktu", "en": "Time"},
        answer={"id": "Satu Sabtu sebulan.", "en": "One Saturday a month."},
    )


def published(office):
    with office.office.ledger.reading() as tx:
        return [
            one.body or b""
            for feed in tx.office_feeds(b"")
            for one in tx.office_entries_after(feed.feed_id, 0, 1000)
            if one.kind == pe.PUBLICATION_PUBLISHED
        ]


def test_said_moderated_grouped_answered_published_and_nobody_is_shown(day, desk):
    office, laptop, post, _ = day
    for text in (f"Saya {NAME}, hubungi {PHONE}.", "Jangan musim kopi.", "Iklan: beli di sini."):
        told = say(laptop, text)
        assert told.number == told.name == ""
    close_and_sync(laptop, post)
    seen = desk.statements(DRAFT)
    by_text = {one.text: one for one in seen.statements}
    assert [one.order for one in seen.statements] == [1, 2, 3]
    assert not any(one.outside for one in seen.statements)
    coffee, advert = by_text["Jangan musim kopi."], by_text["Iklan: beli di sini."]
    (named,) = (one for one in seen.statements if one not in (coffee, advert))
    with pytest.raises(UserProblem) as caught:
        desk.publish_response(DRAFT)
    assert caught.value.code == "PUBLISH_041"
    desk.sort(DRAFT, sm.SortStatement(number=named.number, group=1))
    desk.sort(DRAFT, sm.SortStatement(number=coffee.number, group=1))
    with pytest.raises(UserProblem) as caught:
        desk.sort(DRAFT, sm.SortStatement(number=advert.number, left_out="karena"))
    assert caught.value.code == "PUBLISH_042"
    desk.sort(DRAFT, sm.SortStatement(number=advert.number, left_out="IKLAN"))
    seen = desk.answer(DRAFT, group())
    said = b"".join(msgspec.json.encode(one) for one in (seen, desk.drafts()))
    done = desk.publish_response(DRAFT)
    assert done.problems == ()
    laptop.sync_now(post)
    answer = materials.material(laptop.place, done.publication_id).body
    assert answer.replies_to == DRAFT
    assert f"No. {coffee.order}: Jangan musim kopi." in answer.text["id"]
    assert "beli di sini" not in answer.text["id"]
    assert "1 tidak diterbitkan: iklan 1." in answer.text["id"]
    for held in (said, *published(office)):
        for secret in (NAME, NAME.split()[0], PHONE, PHONE[2:]):
            assert secret.encode() not in held
    received, answered = (
        publishing_figures.statements_received(office.office),
        publishing_figures.statements_answered(office.office),
    )
    assert (received.value, answered.value) == (3, 2)
    assert set(answered.records) == {named.number, coffee.number}


def test_a_statement_travels_sealed_by_the_device_with_a_date_and_leaves_nothing(day):
    office, laptop, post, _ = day
    say(laptop, "Hanya kantor yang membaca ini.")
    assert pool.waiting(laptop.place) == {"TANGGAPAN": 1}
    close_and_sync(laptop, post)
    entries = laptop.place.run(lambda store: store.feed.entries_after(0, 10_000))
    (entry,) = (one for one in entries if one.kind == CITIZEN_SEALED)
    assert entry.author == laptop.device
    assert entry.time_ms == int(pool.midnight(laptop.place).timestamp() * 1000)
    assert b"Hanya kantor" not in entry.body
    with office.office.ledger.reading() as tx:
        (row,) = tx.connection.execute(select(citizen_record)).all()
    assert (row.identity, row.number, row.about) == (None, "", DRAFT)


def test_a_topic_is_the_same_mechanism_and_grows_while_it_is_open(day, desk):
    _, laptop, post, _ = day
    offered = {one.key for one in citizen_offers.offers(laptop.place)}
    assert {("TANGGAPAN", DRAFT), ("TOPIK", TOPIC)} <= offered
    say(laptop, "Datang pagi saja.", TOPIC, "TOPIK")
    say(laptop, "Nomor dibagi kemarin.", TOPIC, "TOPIK")
    close_and_sync(laptop, post)
    one, two = desk.statements(TOPIC).statements
    desk.sort(TOPIC, sm.SortStatement(number=one.number, group=1))
    desk.answer(TOPIC, group())
    done = desk.publish_response(TOPIC)
    laptop.sync_now(post)
    answer = materials.material(laptop.place, done.publication_id)
    assert f"No. 1: {one.text}" in answer.body.text["en"]
    assert two.text not in answer.body.text["en"]
    assert "1 is still being looked at." in answer.body.text["en"]
    desk.sort(TOPIC, sm.SortStatement(number=two.number, group=1))
    assert desk.publish_response(TOPIC).version == done.version + 1
    row = next(row for row in desk.drafts() if row.draft == TOPIC)
    assert (row.kind, row.received, row.answered, row.withheld) == ("discussion_topic", 2, 2, 0)


def test_after_the_last_day_nothing_is_taken_and_nothing_may_wait(day, desk):
    office, laptop, post, _ = day
    for text in ("Satu", "Dua"):
        say(laptop, text)
    close_and_sync(laptop, post)
    first, _ = desk.statements(DRAFT).statements
    desk.sort(DRAFT, sm.SortStatement(number=first.number, group=1))
    desk.answer(DRAFT, group())
    draft = materials.material(laptop.place, DRAFT).body
    past = pe.Consultation(open_from="2026-01-02", open_to="2026-01-03")
    ended = msgspec.structs.replace(draft, consultation=past)
    PublishingClient(desk_client(office)).publish(ended)
    assert all(one.outside for one in desk.statements(DRAFT).statements)
    with pytest.raises(UserProblem) as caught:
        desk.publish_response(DRAFT)
    assert (caught.value.code, caught.value.facts) == ("PUBLISH_041", {"count": "1"})
    laptop.sync_now(post)
    laptop.open_day(PEKON, ("RY",))
    with pytest.raises(UserProblem) as caught:
        say(laptop, "Terlambat")
    assert caught.value.code == "PUBLISH_043"


def test_records_that_officers_wrote_down_before_are_still_read_without_their_names(day, desk):
    office, laptop, post, _ = day
    wanted = m.PublishForm(name="tanggapan_kebijakan.xlsx", data=FORMER.read_bytes())
    desk_client(office).publish_form(wanted)
    laptop.sync_now(post)
    former = say_formerly(laptop, f"Saya {NAME}, telepon {PHONE}. Sabtu <b>saja</b>.")
    # The former form in citizen mode: whatever is typed as a name stays behind.
    say(laptop, "Tanpa nama.", tinggal_kontak="ya", nama=NAME)
    close_and_sync(laptop, post)
    seen = desk.statements(DRAFT)
    assert former in [one.number for one in seen.statements]
    assert {one.part for one in seen.statements} == {"butir 3 (…)", "butir 3"}
    with office.office.ledger.reading() as tx:
        (sealed,) = tx.connection.execute(select(citizen_record)).all()
    assert sealed.identity is None
    assert NAME.encode() not in sealed.answers
    assert NAME.split()[0] not in str(seen)
    assert PHONE not in str(seen)


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
    assert (session.on, session.pekon) == (laptop.place.today().isoformat(), "18.04.04.2001")
    assert (session.points, seen.together) == ("+100.0", "+100.0")
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

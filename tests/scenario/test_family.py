"""The next family member takes over what the family shares, and the record says from whom."""

import pytest
from sqlalchemy import select

from outreach_app.casework import family, slips
from outreach_app.office.tables import entry
from outreach_app.practice.answers import fill
from outreach_app.practice.people import People
from outreach_app.practice.village_day import PEKON


@pytest.fixture
def first(practice):
    _, laptop, post, _ = practice
    laptop.sync_now(post)
    laptop.open_day(PEKON)
    drawn = People(3, laptop.place.today(), PEKON).draw(40)
    person = next(p for p in drawn if p.service == "PAS-BARU" and not p.edge)
    file = laptop.start_file("PAS-BARU")
    fill(file, person, laptop.place.today())
    file.answer("/data/layanan/boleh_kebutuhan", "ya")
    file.answer("/data/layanan/kebutuhan", "KURSI HURUF_BESAR")
    return file.finish().number, person


def test_what_a_family_shares_is_copied_and_nothing_personal(practice, first):
    office, laptop, post, _ = practice
    number, person = first
    file = family.start_member(laptop.place, number, "PAS-BARU")
    assert file.value("kk") == person.kk
    assert file.value("street") == person.street
    assert [file.value(role) for role in ("nik", "name", "birth_date", "sex")] == [""] * 4
    other = People(4, laptop.place.today(), PEKON).draw(40)[-2]
    fill(file, other, laptop.place.today())
    second = file.finish(similar_reason="Keluarga").number
    laptop.sync_now(post)
    with office.office.ledger.reading() as tx:
        bodies = tx.connection.scalars(select(entry.c.body)).all()
    (said,) = [b for b in bodies if b and f'"number":"{second}"'.encode() in b]
    assert f'"copied_from":"{number}"'.encode() in said


def test_the_same_answer_as_the_person_before(practice, first):
    _, laptop, _, _ = practice
    _, person = first
    file = laptop.start_file("PAS-BARU")
    before = family.same_as_before
    assert before(laptop.place, file, "/data/alamat/jalan") == person.street
    assert before(laptop.place, file, "/data/tidak/ada") == ""


def test_needs_stand_on_the_slip_by_consent_only(practice, first):
    _, laptop, _, _ = practice
    number, _ = first
    said = slips.slip_facts(laptop.place, number)
    assert said.provide[-2:] == ("kursi", "slip huruf besar")
    assert slips.wants_large(laptop.place, number)
    file = laptop.correct(number)
    file.answer("/data/layanan/boleh_kebutuhan", "tidak")
    file.finish(similar_reason="Ditarik")
    assert "kursi" not in slips.slip_facts(laptop.place, number).provide

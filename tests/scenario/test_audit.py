"""Audit and evaluation on a real day: feeds walked, a sample drawn again, figures traced."""

import uuid

import pytest
from sqlalchemy import select, text

from outreach_app.errors import UserProblem
from outreach_app.office import publications, verifying
from outreach_app.office.tables import entry
from outreach_app.officeapi import audit_messages as am
from outreach_app.officeapi import messages as m
from outreach_app.officeapi.audit_client import AuditCalls
from outreach_app.officeapi.client import OfficeClient
from outreach_app.practice import office_day
from outreach_app.practice.village_day import VillageDay
from tests.scenario.figures import walk

SEED = 5


@pytest.fixture
def day(practice, tmp_path):
    office, laptop, post, _ = practice
    clerk = OfficeClient(office.url)
    clerk.sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)
    folder = tmp_path / "slips"
    folder.mkdir()
    print(f"seed {SEED}")
    report = VillageDay(laptop, post, clerk, SEED, folder).run(8)
    assert report.differences == []
    return office, laptop, AuditCalls(clerk), report


def test_a_whole_feed_is_verified_and_its_signatures_reach_the_end(day):
    _, laptop, calls, _ = day
    (found,) = calls.verify()
    head = laptop.place.run(lambda store: store.feed.head().number)
    assert (found.broken_at, found.why) == (0, "")
    assert found.entries == found.signed_to == head


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("UPDATE entry SET body = CAST('{}' AS BLOB) WHERE number = 5", "commitment"),
        ("UPDATE entry SET author = 'lain' WHERE number = 5", "hash"),
        ("DELETE FROM entry WHERE number = 5", "gap"),
        ("DELETE FROM entry WHERE number >= 5", "head"),
        ("UPDATE evidence SET signature = randomblob(64)", "signature"),
        ("UPDATE office_entry SET hash = randomblob(32)", "two_stories"),
    ],
)
def test_whatever_is_changed_at_the_office_shows(day, change, why):
    office, *_ = day
    with office.office.ledger.transaction() as tx:
        tx.connection.execute(text(change))
    (found,) = verifying.verify_feeds(office.office).feeds
    assert found.why == why
    assert found.broken_at >= (1 if why == "signature" else 5)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("UPDATE office_entry SET body = CAST('{}' AS BLOB) WHERE number = 1", "commitment"),
        ("UPDATE office_entry SET author = 'lain' WHERE number = 1", "hash"),
        ("DELETE FROM office_entry WHERE number = 1", "gap"),
        ("UPDATE office_entry SET previous = randomblob(32) WHERE number = 2", "previous"),
        ("UPDATE office_feed SET head_number = head_number + 1", "head"),
        ("UPDATE office_entry SET body = NULL, salt = NULL WHERE number = 1", ""),
    ],
)
def test_the_offices_own_feeds_are_walked_too(day, change, why):
    office, _, calls, _ = day
    before = calls.verified().own
    assert {feed.why for feed in before} == {""}
    assert {"", "D001"} <= {feed.device for feed in before}
    assert sum(feed.entries for feed in before) > 2
    with office.office.ledger.transaction() as tx:
        tx.connection.execute(text(change))
    after = calls.verified().own
    assert why in {feed.why for feed in after}
    assert {feed.why for feed in after} <= {"", why}
    assert bool(sum(feed.erased for feed in after)) == (not why)


def test_an_erased_body_still_verifies(day):
    office, *_ = day
    with office.office.ledger.transaction() as tx:
        tx.connection.execute(text("UPDATE entry SET body = NULL, salt = NULL WHERE number = 5"))
    (found,) = verifying.verify_feeds(office.office).feeds
    assert (found.why, found.erased) == ("", 1)


def today(laptop):
    return laptop.place.today().isoformat()


def draw(calls, laptop, size=3, seed=""):
    day_ = today(laptop)
    wanted = am.DrawSample(
        sample_id=str(uuid.uuid4()), since=day_, until=day_, size=size, seed=seed
    )
    return wanted, calls.draw(wanted)


def test_a_sample_keeps_its_seed_and_is_drawn_again(day):
    _, laptop, calls, _ = day
    wanted, sample = draw(calls, laptop)
    assert sample.seed
    assert sample.population == 8
    assert calls.draw(wanted) == sample
    _, again = draw(calls, laptop, seed=sample.seed)
    assert [i.number for i in again.items] == [i.number for i in sample.items]
    assert {s.sample_id for s in calls.samples()} >= {sample.sample_id, again.sample_id}


def test_a_checklist_must_keep_the_rules_of_its_form(day):
    office, laptop, calls, _ = day
    _, sample = draw(calls, laptop)
    number = sample.items[0].number
    version = form_version(office)
    answers = {"/data/berkas/nomor": number, "/data/temuan_grup/temuan": "RINGAN"}
    for name in ("identitas", "dokumen", "persetujuan", "waktu", "alasan", "kebutuhan", "biaya"):
        answers[f"/data/daftar/{name}"] = "ya"
    with pytest.raises(UserProblem) as caught:
        calls.answer(sample.sample_id, item(number, version, answers))
    assert caught.value.code == "AUDIT_002"
    answers["/data/temuan_grup/uraian"] = "Versi persetujuan tidak tercatat."
    done = calls.answer(sample.sample_id, item(number, version, answers))
    assert done.items[0].finding == "RINGAN"
    assert done.items[1].finding == ""
    with pytest.raises(UserProblem):
        calls.answer(sample.sample_id, item("LB-26-D999-00001-X", version, answers))


def item(number, version, answers):
    return am.AnswerItem(number=number, form_version=version, answers=answers)


def form_version(office):
    from outreach_app.office.tables import form

    with office.office.ledger.reading() as tx:
        query = select(form.c.form_version).where(form.c.form_id == "uji_petik")
        return tx.connection.scalar(query)


def found_something(office, calls, laptop):
    _, sample = draw(calls, laptop, size=2)
    number = sample.items[0].number
    answers = {"/data/berkas/nomor": number, "/data/temuan_grup/temuan": "BERAT"}
    answers["/data/temuan_grup/uraian"] = "Tidak ada persetujuan."
    for name in ("identitas", "dokumen", "persetujuan", "waktu", "alasan", "kebutuhan", "biaya"):
        answers[f"/data/daftar/{name}"] = "ya"
    calls.answer(sample.sample_id, item(number, form_version(office), answers))
    return sample.sample_id, number


def step(calls, sample_id, number, kind, **more):
    wanted = am.FollowUp(step_id=str(uuid.uuid4()), number=number, kind=kind, **more)
    sample = calls.follow_up(sample_id, wanted)
    return next(i for i in sample.items if i.number == number)


def refused(code, act):
    with pytest.raises(UserProblem) as caught:
        act()
    assert caught.value.code == code


def test_a_finding_has_an_owner_a_day_and_is_closed_by_somebody_else(day):
    office, laptop, calls, _ = day
    sample_id, number = found_something(office, calls, laptop)
    me = office_day.CLERK
    assert calls.samples()[0].items[0].state == "open"
    refused("AUDIT_003", lambda: step(calls, sample_id, number, "closed", text="Selesai"))
    refused("AUDIT_003", lambda: step(calls, sample_id, number, "assigned", owner="tak ada"))
    refused("OFFICE_007", lambda: step(calls, sample_id, "LB-26-D999-00001-X", "assigned"))
    mine = step(calls, sample_id, number, "assigned", owner=me, text="Lengkapi")
    with office.office.ledger.reading() as tx:
        due = publications.calendar(tx).add_working_days(laptop.place.today(), 5)
    assert (mine.state, mine.owner, mine.due) == ("assigned", me, due.isoformat())
    refused("AUDIT_004", lambda: step(calls, sample_id, number, "closed", text="Selesai"))
    calls._client.add_clerk(
        m.NewClerk(clerk="adi", name="Adi", role="petugas_meja", passphrase="jalan ke liwa pagi")
    )
    late = step(calls, sample_id, number, "assigned", owner="adi", due="2026-01-05")
    assert late.state == "overdue"
    refused("AUDIT_005", lambda: step(calls, sample_id, number, "assigned", owner="adi", due="x"))
    done = step(calls, sample_id, number, "closed", text="Sudah dilengkapi.")
    assert done.state == "closed"
    refused("AUDIT_003", lambda: step(calls, sample_id, number, "assigned", owner="adi"))
    again = step(calls, sample_id, number, "reopened", text="Belum lengkap.")
    assert [s.kind for s in again.steps] == ["assigned", "assigned", "closed", "reopened"]
    assert (again.state, again.owner) == ("assigned", "adi")


def test_the_same_step_sent_twice_is_one(day):
    office, laptop, calls, _ = day
    sample_id, number = found_something(office, calls, laptop)
    wanted = am.FollowUp(step_id="satu", number=number, kind="assigned", owner=office_day.CLERK)
    assert calls.follow_up(sample_id, wanted) == calls.follow_up(sample_id, wanted)


def test_every_figure_is_counted_from_records_that_exist(day):
    office, laptop, calls, report = day
    found = calls.evaluation(today(laptop), today(laptop))
    figures = {(f.code, f.group): f for s in found.sections for f in s.figures}
    files = figures["productivity.files", ""]
    assert files.value == "8"
    assert set(files.trace) == numbers(office)
    kept = [f for (code, _), f in figures.items() if code == "standards.own_kept"]
    assert {f.value for f in kept} == {"100.0"}
    waiting = figures["standards.own_waiting", ""]
    assert 0 < sum(f.of for f in kept) <= report.counts["decided"]
    assert sum(f.of for f in kept) + int(waiting.value) == 8
    assert int(figures["standards.legal_waiting", ""].value) <= 8
    assert figures["coverage.pekon", ""].trace == ("18.04.04.2002",)
    called = figures["waiting.called", ""]
    assert int(called.value) == report.counts["tickets"]
    assert walk(office.office, found)["productivity"] >= 2


def numbers(office):
    from outreach_app.office.tables import case_file

    with office.office.ledger.reading() as tx:
        return set(tx.connection.scalars(select(case_file.c.number)))


def test_the_table_of_entries_was_really_read(day):
    office, *_ = day
    with office.office.ledger.reading() as tx:
        assert tx.connection.scalars(select(entry.c.number)).all()

"""Held files and conflicts: two laptops, a clerk, and nothing overwritten silently."""

import json
import secrets

import msgspec
import pytest

from outreach_app.domain.comparison import compare, merged
from outreach_app.errors import UserProblem
from outreach_app.office.projection import rebuild
from outreach_app.officeapi import messages as m
from outreach_app.officeapi import settlement_messages as s
from outreach_app.officeapi.client import OfficeClient
from outreach_app.officeapi.settlement_client import SettlementClient
from outreach_app.practice import office_day
from outreach_app.practice.answers import fill
from outreach_app.practice.people import People
from outreach_app.practice.village_day import PEKON


@pytest.fixture
def clerk(practice):
    client = OfficeClient(practice[0].url)
    client.sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)
    return client


def take_in(laptop, seed=3):
    (person,) = People(seed, laptop.place.today(), PEKON).draw(1)
    file = laptop.start_file(person.service)
    fill(file, person, laptop.place.today())
    return file.finish(similar_reason="Sudah dibandingkan").number


def answers_of(revision):
    return json.loads(bytes(revision.answers))


def office_says(clerk, number, answers, sentence="Telepon dari pemohon", **more):
    newest = next(r for r in clerk.case(number).revisions if r.newest)
    SettlementClient(clerk).revise(
        number,
        s.Revise(
            instance_id=f"uuid:{secrets.token_hex(16)}",
            deprecated_id=newest.instance_id,
            answers=msgspec.Raw(json.dumps(answers).encode()),
            sentence=sentence,
            **more,
        ),
    )


def phone_path(laptop, number):
    return laptop.correct(number).map.path("phone")


def test_two_changes_of_one_file_are_compared_and_both_sides_learn_it(practice, clerk):
    office, laptop, post, _ = practice
    laptop.sync_now(post)
    laptop.open_day(PEKON)
    number = take_in(laptop)
    laptop.sync_now(post)
    first = next(r for r in clerk.case(number).revisions if r.newest)
    path = "/".join(phone_path(laptop, number).split("/")[2:])
    office_says(clerk, number, merged(answers_of(first), {path: "081299990001"}))
    file = laptop.correct(number)
    file.answer(file.map.path("phone"), "081288880002")
    file.finish(similar_reason="Sudah dibandingkan")
    laptop.sync_now(post)
    (held,) = SettlementClient(clerk).held()
    assert (held.number, held.reason) == (number, "INTAKE_004")
    view = clerk.case(number)
    theirs = next(r for r in view.revisions if r.instance_id == held.instance_id)
    ours = next(r for r in view.revisions if r.newest)
    base = next(r for r in view.revisions if r.instance_id == theirs.deprecated_id)
    assert base.instance_id == first.instance_id
    (field,) = [
        f for f in compare(answers_of(base), answers_of(theirs), answers_of(ours)) if f.needs_choice
    ]
    assert (field.laptop, field.office) == ("081288880002", "081299990001")
    with pytest.raises(UserProblem) as unasked:
        SettlementClient(clerk).settle(
            s.Settle(
                settlement_id="x",
                instance_id=held.instance_id,
                state="diterima",
                sentence="Ya",
            )
        )
    assert unasked.value.code == "SETTLE_003"
    chosen = merged(answers_of(ours), {field.path: field.laptop})
    office_says(
        clerk,
        number,
        chosen,
        settles=(held.instance_id,),
        sides={field.path: "laptop"},
    )
    assert SettlementClient(clerk).held() == ()
    view = clerk.case(number)
    assert answers_of(next(r for r in view.revisions if r.newest)) == chosen
    assert len(view.revisions) == 4, "every side stays in the history"
    laptop.sync_now(post)
    record = laptop.file(number)
    assert json.loads(record.answers) == chosen
    assert record.officer == office_day.CLERK
    assert laptop.sync_state().places.held == 0
    again = laptop.correct(number)
    again.answer(again.map.path("phone"), "081277770003")
    again.finish(similar_reason="Sudah dibandingkan")
    laptop.sync_now(post)
    assert SettlementClient(clerk).held() == (), "a correction after the office's follows it"
    laptop.close_day()
    laptop.sync_now(post)
    assert clerk.batches()[0].balanced
    before = clerk.case(number)
    rebuild(office.office)
    assert clerk.case(number).revisions == before.revisions


def test_a_revision_on_an_older_one_is_refused(practice, clerk):
    _, laptop, post, _ = practice
    laptop.sync_now(post)
    laptop.open_day(PEKON)
    number = take_in(laptop)
    laptop.sync_now(post)
    first = next(r for r in clerk.case(number).revisions if r.newest)
    office_says(clerk, number, answers_of(first))
    old = s.Revise(
        instance_id="uuid:late",
        deprecated_id=first.instance_id,
        answers=first.answers,
        sentence="Terlambat",
    )
    with pytest.raises(UserProblem) as late:
        SettlementClient(clerk).revise(number, old)
    assert late.value.code == "OFFICE_010"


def test_one_person_at_two_laptops_is_held_owned_settled_and_never_blocks(
    practice, second_laptop, clerk
):
    office, laptop, post, _ = practice
    numbers = []
    for one in (laptop, second_laptop):
        one.sync_now(post)
        one.open_day(PEKON)
        numbers.append(take_in(one))
        numbers.append(take_in(one, seed=20 + len(numbers)))
        one.close_day()
        one.sync_now(post)
    files = SettlementClient(clerk)
    (held,) = files.held()
    assert (held.number, held.reason, held.owner) == (numbers[2], "INTAKE_006", "")
    assert held.facts["number"] == numbers[0]
    assert second_laptop.file(numbers[3]).intake_state == "diterima", "the queue behind it went on"
    files.own(held.instance_id, office_day.CLERK)
    assert files.held()[0].owner == office_day.CLERK
    with pytest.raises(UserProblem) as silent:
        files.settle(
            s.Settle(
                settlement_id="1", instance_id=held.instance_id, state="diterima", sentence=" "
            )
        )
    assert silent.value.code == "SETTLE_002"
    wanted = s.Settle(
        settlement_id="1",
        instance_id=held.instance_id,
        state="diterima",
        sentence="Permohonan kedua orang yang sama",
    )
    files.settle(wanted)
    files.settle(wanted)
    assert files.held() == ()
    second_laptop.sync_now(post)
    assert second_laptop.file(numbers[2]).intake_state == "diterima"
    view = clerk.case(numbers[2])
    rebuild(office.office)
    assert clerk.case(numbers[2]).revisions == view.revisions
    assert all(row.balanced for row in clerk.batches())


def test_a_rejection_reaches_the_officer_with_the_clerks_words(practice, second_laptop, clerk):
    _, laptop, post, _ = practice
    for one in (laptop, second_laptop):
        one.sync_now(post)
        one.open_day(PEKON)
        number = take_in(one)
        one.sync_now(post)
    files = SettlementClient(clerk)
    (held,) = files.held()
    files.settle(
        s.Settle(
            settlement_id="2",
            instance_id=held.instance_id,
            state="ditolak",
            sentence="Sudah ada berkas yang sama",
        )
    )
    second_laptop.sync_now(post)
    record = second_laptop.file(number)
    assert record.intake_state == "ditolak"
    assert record.intake_facts["sentence"] == "Sudah ada berkas yang sama"
    with pytest.raises(UserProblem) as twice:
        files.settle(
            s.Settle(
                settlement_id="3",
                instance_id=held.instance_id,
                state="diterima",
                sentence="Berubah pikiran",
            )
        )
    assert twice.value.code == "SETTLE_001"


def test_many_decisions_in_one_request_and_one_that_cannot_be_stops_no_other(practice, clerk):
    _, laptop, post, _ = practice
    laptop.sync_now(post)
    laptop.open_day(PEKON)
    for seed in (31, 32, 33):
        take_in(laptop, seed)
    laptop.close_day()
    laptop.sync_now(post)
    rows = clerk.batch(clerk.batches()[0].batch_id).records
    wanted = tuple(
        m.Decide(
            decision_id=f"d{n}",
            number=row.number,
            instance_id=row.instance_id if n else "uuid:old",
            state="perlu_dilengkapi",
            reason="Bawa akta.",
        )
        for n, row in enumerate(rows)
    )
    files = SettlementClient(clerk)
    done = files.decide_many(wanted)
    assert [d.number for d in done.decisions] == [row.number for row in rows[1:]]
    assert [(r.number, r.code) for r in done.refused] == [(rows[0].number, "OFFICE_010")]
    assert files.decide_many(wanted) == done, "sending again changes nothing"

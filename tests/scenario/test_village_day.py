"""A whole day on the real parts: encrypted store, sealed sync over HTTP, real forms, real PDF."""

import json
from pathlib import Path

import pytest

from outreach_app.casework import open_laptop
from outreach_app.cli.main import main
from outreach_app.errors import EnvironmentProblem, UserProblem
from outreach_app.office.connectors.registry_simulator import RegistrySimulator
from outreach_app.officeapi.client import OfficeClient
from outreach_app.practice import office_day
from outreach_app.practice.answers import fill
from outreach_app.practice.people import People
from outreach_app.practice.poor_link import PoorLink
from outreach_app.practice.village_day import PEKON, VillageDay
from sync.bad_link import POOR
from sync.errors import AnswerCutShort


def test_a_day_balances_to_the_last_number_and_decision(tmp_path: Path):
    told = tmp_path / "day.json"
    words = ["village-day", "--applications", "25", "--seed", "7", "--json", str(told)]
    assert main([*words, "--slips", str(tmp_path / "slips")]) == 0
    report = json.loads(told.read_text())
    counts = report["counts"]
    assert report["balanced"] is True
    assert counts["declared"] == counts["received"] == counts["finished"] == 25
    assert counts["accepted"] + counts["held"] + counts["rejected"] == 25
    assert counts["held"] >= 1, "somebody asked twice"
    assert counts["missing"] == 0
    assert len(list((tmp_path / "slips").glob("*.pdf"))) == 25


def serve_one(laptop, person):
    ticket = laptop.tickets.issue("A", person.service)
    laptop.tickets.call_next()
    file = laptop.start_file(person.service, ticket.ticket)
    fill(file, person, laptop.place.today())
    return file.finish(similar_reason="Sudah dibandingkan")


@pytest.fixture
def people(practice):
    _, laptop, _, _ = practice
    return People(3, laptop.place.today(), PEKON).draw(4)


def test_a_balance_that_is_wrong_is_said(practice, tmp_path, monkeypatch):
    """The known-bad twin: one file never declared must show on the office's side."""
    office, laptop, post, _ = practice
    clerk = OfficeClient(office.url)
    clerk.sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)
    day = VillageDay(laptop, post, clerk, 1, tmp_path)
    from outreach_app.casework import days

    honest = days.draft_manifest

    def forgetful(store, open_day, note=""):
        import msgspec

        body = honest(store, open_day, note)
        return msgspec.structs.replace(body, numbers=(*body.numbers, "LB-26-D001-09999-X"))

    monkeypatch.setattr(days, "draft_manifest", forgetful)
    report = day.run(3)
    assert report.as_json()["balanced"] is False
    assert any("09999" in line for line in report.differences)


def test_the_office_away_leaves_everything_and_says_how_much_waits(practice, people):
    office, laptop, post, _ = practice
    laptop.sync_now(post)
    laptop.open_day(PEKON)
    finished = [serve_one(laptop, p) for p in people]
    office.server.stop()
    before = laptop.sync_state()
    with pytest.raises(EnvironmentProblem) as away:
        laptop.sync_now(post)
    assert away.value.code in ("SYNC_001", "SYNC_002")
    assert away.value.retry
    assert away.value.facts["count"] == before.unsent_entries > 0
    assert laptop.sync_state() == before
    assert before.places.unsent == len(finished)
    assert {r.place for r in laptop.search("")} == {"belum_terkirim"}


def test_a_lost_reply_doubles_no_file(practice, people):
    office, laptop, post, _ = practice
    laptop.sync_now(post)
    laptop.open_day(PEKON)
    numbers = {serve_one(laptop, p).number for p in people}
    manifest = laptop.close_day()

    class Loses:
        def post(self, request):
            post.post(request)
            raise AnswerCutShort("lost")

    for _ in range(3):
        with pytest.raises(EnvironmentProblem):
            laptop.sync_now(Loses())
    laptop.sync_now(post)
    clerk = OfficeClient(office.url)
    clerk.sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)
    (row,) = clerk.batches()
    detail = clerk.batch(row.batch_id)
    assert row.balanced
    assert sorted(r.number for r in detail.records) == sorted(numbers)
    assert manifest.body.numbers == tuple(sorted(numbers))


def test_a_wrong_passphrase_opens_nothing(practice):
    _, laptop, _, profile = practice
    laptop.lock()
    with pytest.raises(UserProblem) as wrong:
        open_laptop(
            profile, "rina", "bukan frasa yang benar", clock=laptop.place.clock, random=bytes
        )
    assert wrong.value.code == "IDENTITY_001"
    assert "IDENTITY" not in wrong.value.text("id")


def test_nothing_of_an_applicant_stands_in_clear_on_the_disk(practice, people):
    _, laptop, post, profile = practice
    laptop.sync_now(post)
    laptop.open_day(PEKON)
    for person in people:
        serve_one(laptop, person)
    found = b"".join(p.read_bytes() for p in profile.folder.rglob("*") if p.is_file())
    assert len(found) > 50_000
    for person in people:
        assert person.nik.encode() not in found
        assert person.name.encode() not in found
    assert b"SQLite format" not in found


def test_a_corrected_file_is_a_revision_under_the_same_number(practice, people):
    office, laptop, post, _ = practice
    laptop.sync_now(post)
    laptop.open_day(PEKON)
    first = serve_one(laptop, people[0])
    laptop.sync_now(post)
    file = laptop.correct(first.number)
    path = file.map.path("street")
    file.answer(path, "Jalan Raden Intan")
    again = file.finish(similar_reason="Betulan")
    assert (again.number, again.check_code) == (first.number, first.check_code)
    laptop.sync_now(post)
    clerk = OfficeClient(office.url)
    clerk.sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)
    case = clerk.case(first.number)
    assert len(case.revisions) == 2
    assert case.row.intake == "diterima"


def test_finishing_twice_makes_one_file(practice, people):
    _, laptop, post, _ = practice
    laptop.sync_now(post)
    laptop.open_day(PEKON)
    file = laptop.start_file("PAS-BARU")
    person = next(p for p in people if p.service == "PAS-BARU")
    fill(file, person, laptop.place.today())
    file.finish()
    with pytest.raises(UserProblem) as twice:
        file.finish(similar_reason="x")
    assert twice.value.code == "CASEWORK_003"
    assert len(laptop.search("")) == 1


def test_search_forgives_spelling_and_the_register_masks_the_nik(practice, people):
    _, laptop, post, _ = practice
    laptop.sync_now(post)
    laptop.open_day(PEKON)
    file = laptop.start_file("PAS-BARU")
    person = next(p for p in people if p.service == "PAS-BARU")
    fill(file, person, laptop.place.today())
    file.answer(file.map.path("name"), "Fajar Bulan")
    file.finish()
    (row,) = laptop.search("pajar bulan")
    assert row.name == "Fajar Bulan"
    assert row.nik_masked == f"{person.nik[:4]}********{person.nik[-4:]}"


def walk_figures(office, clerk, today):
    """Walk every figure of the day to its records; a changed value or record must be caught."""
    import msgspec

    from outreach_app.domain.periods import quarter
    from outreach_app.officeapi.audit_client import AuditCalls
    from tests.scenario.figures import walk

    found = AuditCalls(clerk).evaluation(today.isoformat(), today.isoformat())
    counted = walk(office, found)
    since, until = (day.isoformat() for day in quarter(today))
    of_quarter = AuditCalls(clerk).evaluation(since, until)
    index = tuple(s for s in of_quarter.sections if s.code == "satisfaction")
    counted |= walk(office, msgspec.structs.replace(of_quarter, sections=index))
    assert set(counted) >= {"training", "resources", "participation", "awareness", "audit"}
    for section in found.sections:
        for figure in section.figures:
            for bad in ({"value": "77"}, {"trace": ("LB-26-D999-00001-X",)}):
                twin = msgspec.structs.replace(figure, **bad)
                lying = msgspec.structs.replace(section, figures=(twin,))
                with pytest.raises(AssertionError):
                    walk(office, msgspec.structs.replace(found, sections=(lying,)))
    return counted


def test_every_area_is_driven_and_counted(practice, tmp_path):
    from outreach_app.officeapi.client import OfficeClient
    from outreach_app.officeapi.participation_client import ParticipationClient
    from outreach_app.practice import office_day
    from outreach_app.practice.areas import AREAS
    from outreach_app.practice.village_day import VillageDay

    office, laptop, post, _ = practice
    clerk = OfficeClient(office.url)
    clerk.sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)
    areas = [make() for make in AREAS]
    report = VillageDay(laptop, post, clerk, 1, tmp_path, None, areas).run(6)
    assert report.differences == []
    for number in range(1, 16):
        assert any(report.areas[number].values()), number
    told = report.areas[6]
    assert told["surveys_counted"] >= 5
    together = told["surveys_counted"] + told["surveys_waiting_for_a_step"]
    assert together == told["surveys_sealed"]
    told = report.areas[1]
    assert told["services_warned_before"] > told["services_warned_after"] == 0
    assert (told["officers_at_seminars"], told["others_at_seminars"], told["speakers"]) == (
        1,
        12,
        1,
    )
    told = report.areas[2]
    outcomes = {what: n for what, n in told.items() if what.startswith("outcome_")}
    assert sum(outcomes.values()) == told["services_captured"]
    assert outcomes["outcome_diambil"] == told["services_to_their_end"]
    told = report.areas[8]
    assert told["campaigns_run"] == told["events_on_the_campaign"] == 1
    assert told["people_at_the_campaign"] == told["people_came"] == 41
    assert report.areas[11]["home_visits_planned"] == report.areas[11]["home_visits_asked"] == 1
    told = report.areas[5]
    assert (told["tickets_B"], told["tickets_C"], told["waiting_known_B"]) == (2, 3, 2)
    assert told["waiting_known_C"] == 3
    assert told["most_priority_in_a_row_while_others_wait"] == 2
    assert told["served_at_the_office"] == 6 + told["served_without_a_file"] == 16
    assert told["absent_at_the_office"] == 2
    told = report.areas[9]
    assert told["answered"] == told["complaints_sealed"] == told["answers_read_by_number_and_code"]
    assert (told["confirmed"], told["reopened"]) == (1, 1)
    told = report.areas[4]
    assert told["answers_read_by_number_and_code"] == told["questions_asked"] == 3
    assert told["callers_confirmed"] == told["frequent_answers_from_questions"] == 1
    assert report.areas[1]["modules_passed"] == report.areas[1]["current_at_office"] == 4
    for area in (6, 12):
        told = report.areas[area]
        assert told["statements_received"] == told["statements_sealed"] == 3
        assert (told["statements_answered"], told["statements_withheld"]) == (2, 1)
        assert told["answers_on_laptop"] == 1
    assert report.areas[10]["findings_closed"] == report.areas[10]["findings"] == 1
    told = report.areas[10]
    untraced = told["figures_of_nothing"] + told["figures_hidden"]
    assert told["figures"] == told["figures_traced"] + untraced
    effect = ParticipationClient(clerk).awareness().sessions[0]
    assert float(effect.points) > 0
    walk_figures(office.office, clerk, laptop.place.today())
    assert report.areas[14]["sessions_with_effect"] == report.areas[14]["small_numbers_hidden"] == 1


def test_the_registry_knows_the_people_of_the_day_and_how_they_differ(practice, tmp_path):
    """Asked by file: some match, some are spelled otherwise, some are not there."""
    from outreach_app.practice.areas.agencies import Agencies
    from outreach_app.practice.areas.ways import Ways

    office, laptop, post, _ = practice
    clerk = OfficeClient(office.url)
    clerk.sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)
    office.registry = RegistrySimulator({})
    office.registry.start()
    day = VillageDay(laptop, post, clerk, 1, tmp_path, None, [Ways(), Agencies()], office)
    told = day.run(3).areas[7]
    assert told["file_match"] > 1
    assert told["file_mismatch"] > 0
    assert told["file_not_found"] > 0, "the day's own people are not in this registry"


def test_a_day_over_a_poor_link_balances(practice, tmp_path):
    """The weather of `--link poor` on a clock 20 times as fast, and one cut that is certain."""
    office, laptop, _, _ = practice
    clerk = OfficeClient(office.url)
    clerk.sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)
    with PoorLink(laptop, office.url, POOR.sped_up(20), seed=4) as link:
        link.cut_after(20_000)
        report = VillageDay(laptop, link.post, clerk, 4, tmp_path, link).run(5)
    assert report.differences == []
    assert report.counts["received"] == report.counts["declared"] == 5
    # A cut within an answer may be mended inside a try, which then does not count as broken.
    assert report.link["cuts"] > 0
    assert report.link["connections"] > 1

"""The quiet purge on laptops: by the office's clock, counted from `safe`, nothing else (C34)."""

import secrets
import shutil

import pytest

from outreach_app.casework import purge as purging
from outreach_app.casework import scans
from outreach_app.casework.slips import slip_facts
from outreach_app.clock import SetClock, SystemClock
from outreach_app.errors import UserProblem
from outreach_app.office import safe_marks
from outreach_app.office.backups import back_up
from outreach_app.office.restoring import restore
from outreach_app.office.root import read_root
from outreach_app.office.safe_marks import raise_safe
from outreach_app.officeapi import messages as m
from outreach_app.officeapi.client import OfficeClient
from outreach_app.officeapi.scans_client import ScanCalls
from outreach_app.practice import office_day
from outreach_app.practice.answers import fill
from outreach_app.practice.people import People
from outreach_app.practice.scans import allow_scans, take_scans
from outreach_app.practice.village_day import PEKON
from outreach_app.settings import Profile
from sync.client import Transport

DAY = 86_400_000


class Season:
    """An office and a laptop on one clock that the test moves."""

    def __init__(self, folder):
        self.clock = SetClock(SystemClock().now_ms())
        self.office = office_day.start_office(folder / "office", self.clock, secrets.token_bytes)
        self.profile = Profile(folder / "laptop")
        self.post = Transport(self.office.url)
        self.laptop = office_day.new_laptop(
            self.profile, self.office.url, clock=self.clock, random=secrets.token_bytes
        )
        self.sign_in()
        allow_scans(self.clerk)
        self.sync()
        self.laptop.open_day(PEKON)
        people = [p for p in People(5, self.laptop.place.today(), PEKON).draw(30) if not p.edge]
        self.people = [p for p in people if p.service == "PAS-BARU"][:3]
        self.numbers = [self.take(person) for person in self.people]
        take_scans(self.laptop, 3, seed=1)
        self.laptop.close_day()

    def sign_in(self):
        self.clerk = OfficeClient(self.office.url)
        self.clerk.sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)

    def take(self, person):
        file = self.laptop.start_file(person.service)
        fill(file, person, self.laptop.place.today())
        return file.finish(similar_reason="Sudah dibandingkan").number

    def sync(self):
        self.laptop.sync_now(self.post)

    def safe(self):
        """A verified backup of the office as it is now."""
        place = self.laptop.place
        feed_id, head = place.run(lambda s: (s.feed.feed_id, s.feed.marks().acknowledged))
        raise_safe(self.office.office, {feed_id: head})
        self.sync()

    def decide(self, at, state="tidak_dapat_diproses"):
        self.sign_in()
        case = self.clerk.case(self.numbers[at])
        newest = next(r for r in case.revisions if r.newest)
        wanted = m.Decide(
            decision_id=secrets.token_hex(8),
            number=self.numbers[at],
            instance_id=newest.instance_id,
            state=state,
            reason="Data tidak sesuai.",
        )
        self.clerk.decide(wanted)
        self.clerk.reply(case.batch_id)
        self.sync()

    def after(self, days):
        self.clock.ms += round(days * DAY)
        self.sync()

    def gone(self):
        return [self.laptop.file(number).answers == "{}" for number in self.numbers]

    def stop(self):
        self.laptop.lock()
        self.post.close()
        self.office.stop()


@pytest.fixture
def season(tmp_path):
    made = Season(tmp_path)
    yield made
    made.stop()


def test_decided_and_safe_goes_after_thirty_days_and_the_rest_at_the_last(season):
    season.sync()
    season.safe()
    season.decide(0)
    season.after(29)
    assert season.gone() == [False, False, False]
    season.after(1.1)
    assert season.gone() == [True, False, False]
    assert purging.take_told(season.laptop.place) == 1
    assert purging.take_told(season.laptop.place) == 0, "said once"
    season.decide(1)
    season.after(6)
    assert season.gone() == [True, False, False]
    season.after(1.1)
    assert season.gone() == [True, True, False]
    season.after(120)
    assert season.gone() == [True, True, True], "never decided, and 120 days are over"


def test_what_is_left_is_number_code_and_date(season):
    season.sync()
    before = slip_facts(season.laptop.place, season.numbers[0])
    (scan,) = scans.scans_of(season.laptop.place, season.numbers[0])
    season.safe()
    season.decide(0)
    season.after(31)
    facts = slip_facts(season.laptop.place, season.numbers[0])
    assert (facts.number, facts.check_code, facts.at) == (
        before.number,
        before.check_code,
        before.at,
    )
    assert (facts.name, facts.nik_masked, facts.proof, facts.fee_idr) == ("", "", "", None)
    assert not (season.profile.scans_folder / scan.blob_id.hex()).exists()
    assert (season.profile.scans_folder / scan.blob_id.hex()).parent.exists()
    season.laptop.open_day(PEKON)
    with pytest.raises(UserProblem) as caught:
        season.laptop.correct(season.numbers[0])
    assert caught.value.code == "ERASE_005"
    chain = season.laptop.place.run(lambda store: store.feed.entries_after(0, 10_000))
    assert sum(one.body is None for one in chain) == 2, "the file and its scan; the chain stands"
    season.sign_in()
    assert season.clerk.case(season.numbers[0]).row.name == season.people[0].name
    table = season.clerk.batches()[0]
    assert table.balanced, "the office has everything"


def test_nothing_goes_that_is_not_safe_or_not_sent(season):
    season.sync()
    season.decide(0)
    season.after(400)
    assert season.gone() == [False] * 3, "at the office, and in no backup"
    season.safe()
    season.laptop.open_day(PEKON)
    season.laptop.correct(season.numbers[0]).finish(similar_reason="Sudah dibandingkan")
    season.laptop.close_day()
    season.after(31)
    assert season.gone()[0] is False, "its correction is in no backup"


def test_a_draft_or_a_scan_under_way_keeps_its_file(season):
    place = season.laptop.place
    season.sync()
    season.safe()
    season.decide(0)
    place.run(lambda store: store.scans.offer_again())
    season.laptop.open_day(PEKON)
    season.laptop.correct(season.numbers[1])  # a draft that stays open
    season.laptop.close_day()
    now = season.clock.now_ms() + 200 * DAY
    place.run(lambda store: store.settings.put("purge.office_ms", str(now)))
    assert purging.purge(place) == 0
    for number in season.numbers[:1]:
        for scan in place.run(lambda store, n=number: store.scans.of_file(n)):
            place.run(lambda store, s=scan: store.scans.done(s.blob_id))
    place.run(lambda store: store.settings.put("purge.office_ms", str(now + 2 * DAY)))
    purging.purge(place)
    assert season.gone() == [True, False, False]


def test_a_clock_that_jumps_takes_nothing(season):
    """The laptop's own clock is a year ahead; the office's is not."""
    season.sync()
    season.safe()
    season.decide(0)
    place = season.laptop.place
    honest, place.clock = place.clock, SetClock(season.clock.ms + 365 * DAY)
    try:
        assert purging.purge(place) == 0
        season.sync()
        assert season.gone() == [False] * 3
    finally:
        place.clock = honest


def test_a_purge_by_the_laptops_own_clock_would_be_caught(season, monkeypatch):
    """The known-bad twin."""
    season.sync()
    season.safe()
    season.decide(0)
    place = season.laptop.place
    ahead = str(season.clock.ms + 365 * DAY)
    place.run(lambda store: store.settings.put("purge.office_ms", ahead))
    assert purging.purge(place) == 3
    assert season.gone() == [True] * 3


def test_after_a_restore_that_knows_less_the_count_begins_anew(season):
    season.sync()
    season.safe()
    place = season.laptop.place
    row = place.run(lambda store: store.feed.row)
    assert place.run(lambda store: store.keeping.safe_since(row, 3)) is not None
    place.run(lambda store: store._db.execute("UPDATE own_feeds SET safe = 0 WHERE id = ?", (row,)))
    place.run(lambda store: store.keeping.note_safe(season.clock.ms))
    assert place.run(lambda store: store.keeping.safe_since(row, 3)) is None


class EntriesOnly:
    """A way to the office that carries no scans."""

    def __init__(self, post):
        self.post = post.post


def a_backup_before_the_scans(season, tmp_path):
    season.laptop.sync_now(EntriesOnly(season.post))
    made = back_up(season.office.office, tmp_path / "office", tmp_path / "backup")
    assert made.documents == 0
    season.sync()
    assert season.laptop.sync_state().waiting["scans"] == 0, "the office has them"
    season.after(200)


def test_a_scan_that_no_backup_holds_keeps_its_file_and_comes_back_from_there(season, tmp_path):
    a_backup_before_the_scans(season, tmp_path)
    assert season.gone() == [False, False, False]
    season.office.stop()
    root = read_root(tmp_path / "office")
    shutil.rmtree(tmp_path / "office")
    way = {"clock": season.clock, "random": secrets.token_bytes}
    restore(tmp_path / "backup", tmp_path / "office", root, **way)
    season.office = office_day.start_office(tmp_path / "office", season.clock, secrets.token_bytes)
    season.post = Transport(season.office.url)

    def arrived():
        season.sign_in()
        calls = ScanCalls(season.clerk)
        return [row.arrived for number in season.numbers for row in calls.of_file(number)]

    assert arrived() == [False] * 3
    season.after(1)
    season.after(1)
    assert arrived() == [True] * 3
    season.after(200)
    assert season.gone() == [False, False, False], "no backup holds them yet"
    assert back_up(season.office.office, tmp_path / "office", tmp_path / "2").documents == 3
    season.sync()
    season.after(121)
    assert season.gone() == [True, True, True]


def test_twin_a_mark_that_asks_for_entries_only_loses_the_scans(season, tmp_path, monkeypatch):
    monkeypatch.setattr(safe_marks, "safe_to", lambda _c, _feed, _after, most, _holds: most)
    a_backup_before_the_scans(season, tmp_path)
    assert season.gone() == [True, True, True]

"""A locked laptop sends its scans too, and nothing of them is readable on its disk meanwhile."""

import os
import secrets

import pytest

from outreach_app.casework import locked, scans
from outreach_app.casework.unlocking import open_laptop
from outreach_app.clock import SystemClock
from outreach_app.officeapi.client import OfficeClient
from outreach_app.officeapi.scans_client import ScanCalls
from outreach_app.practice import office_day
from outreach_app.practice.answers import fill
from outreach_app.practice.people import People
from outreach_app.practice.scans import allow_scans, take_scans
from outreach_app.practice.village_day import PEKON
from sync.errors import AnswerCutShort
from sync.outbox_blobs import BlobOutbox
from sync.stop import Stop


class Day:
    """Two scans of one file at a laptop that is locked before it sent anything of them."""

    def __init__(self, practice):
        self.office, self.laptop, self.post, self.profile = practice
        self.clerk = OfficeClient(self.office.url)
        self.clerk.sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)
        allow_scans(self.clerk)
        self.laptop.sync_now(self.post)
        self.laptop.open_day(PEKON)
        today = self.laptop.place.today()
        person = next(p for p in People(5, today, PEKON).draw(30) if p.service == "PAS-BARU")
        file = self.laptop.start_file("PAS-BARU")
        fill(file, person, today)
        self.name = person.name
        self.number = file.finish(similar_reason="Sudah dibandingkan").number
        for seed in (1, 2):
            take_scans(self.laptop, 1, seed=seed)
        self.made = scans.scans_of(self.laptop.place, self.number)
        self.plain = [scans.picture_of(self.profile.scans_folder, one) for one in self.made]
        self.card = self.laptop.place.unlocked.office_card

    def lock(self):
        self.laptop.seal_outbox(self.profile.outbox_folder)
        self.laptop.lock()

    def send(self, post):
        locked.job(self.profile.outbox_folder, post, self.card)(lambda _: None, Stop())

    def arrived(self):
        return [row.arrived for row in ScanCalls(self.clerk).of_file(self.number)]

    def unlock(self):
        self.laptop = open_laptop(
            self.profile,
            office_day.OFFICER.officer_id,
            office_day.OFFICER_PASSPHRASE,
            clock=SystemClock(),
            random=secrets.token_bytes,
        )

    def on_disk(self):
        return b"".join(p.read_bytes() for p in self.profile.folder.rglob("*") if p.is_file())


@pytest.fixture
def day(practice):
    made = Day(practice)
    yield made
    made.laptop.lock()


class Breaking:
    """Cuts every third request about a scan, on its way up or down, in turn."""

    def __init__(self, post):
        self._post, self.tries, self.up = post, 0, 0

    def post(self, request):
        return self._post.post(request)

    def post_blob(self, piece):
        self.tries += 1
        self.up += len(piece)
        if self.tries % 6 == 2:
            raise AnswerCutShort("up")
        reply = self._post.post_blob(piece)
        if self.tries % 6 == 5:
            raise AnswerCutShort("down")
        return reply


def test_scans_go_while_locked_and_a_cut_costs_one_request(day):
    day.lock()
    breaking, runs = Breaking(day.post), 0
    while True:
        runs += 1
        try:
            day.send(breaking)
            break
        except AnswerCutShort:
            continue
    assert runs > 1
    assert day.arrived() == [True, True]
    day.unlock()
    state = day.laptop.sync_state()
    assert (state.waiting["scans"], state.unsent_entries) == (0, 0)
    assert not list(day.profile.outbox_folder.glob("*"))


def test_a_cut_in_the_middle_is_gone_on_with_after_unlocking(day):
    day.lock()
    with pytest.raises(AnswerCutShort):
        day.send(Breaking(day.post))
    day.unlock()
    (first, *_) = day.laptop.place.run(lambda store: store.scans.waiting())
    assert first.have > 0
    day.laptop.sync_now(day.post)
    assert day.arrived() == [True, True]


def readable(day):
    """Return what a thief of the disk finds of the scans and the person."""
    disk = day.on_disk()
    canaries = [day.name.encode(), day.number.encode()]
    for one, plain in zip(day.made, day.plain, strict=True):
        canaries += [one.key, one.key.hex().encode(), plain[:64], plain[1000:1064], b"WEBP"]
    return [canary for canary in canaries if canary in disk]


def test_nothing_readable_is_on_disk_before_and_after_sending(day):
    day.lock()
    assert readable(day) == []
    day.send(day.post)
    assert readable(day) == []


def test_twin_a_plain_scan_in_the_outbox_is_found(day):
    day.lock()
    BlobOutbox(day.profile.outbox_folder).fill([day.plain[0]])
    assert readable(day)


def test_an_answer_of_somebody_else_counts_for_nothing(day):
    day.lock()
    day.send(day.post)
    for file in day.profile.outbox_folder.glob("*.heard"):
        file.write_bytes(file.read_bytes()[:-8] + os.urandom(8))
    day.unlock()
    assert day.laptop.sync_state().waiting["scans"] == 2

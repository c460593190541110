"""Scans of papers: off by default, allow-listed, small, sealed, sent after the entries, resumed."""

import io
import os
import threading
import time

import pytest
from PIL import Image

from outreach_app.casework import balance, scans
from outreach_app.casework.syncing import Syncing
from outreach_app.domain import balance_words, bundled
from outreach_app.errors import UserProblem
from outreach_app.officeapi import messages as m
from outreach_app.officeapi.client import OfficeClient
from outreach_app.officeapi.scans_client import ScanCalls
from outreach_app.practice import office_day
from outreach_app.practice.answers import fill
from outreach_app.practice.people import People
from outreach_app.practice.village_day import PEKON
from sync.bad_link import BadLink
from sync.blob_sender import BLOB_LANES, BlobProgress
from sync.client import Transport
from sync.errors import AnswerCutShort, Stopped
from sync.runner import Failed
from sync.stop import Stop


def photo(size=(3000, 2000), seed=b"kanari"):
    """Return a noisy picture as a camera gives it, with an EXIF block that names a place."""
    image = Image.frombytes("L", (300, 200), (seed * 12_000)[:60_000]).resize(size)
    exif = Image.Exif()
    exif[0x010E] = "KANARI di rumah Ngatiyem"
    out = io.BytesIO()
    image.save(out, "JPEG", quality=90, exif=exif)
    return out.getvalue()


@pytest.fixture
def day(practice):
    office, laptop, post, profile = practice
    clerk = OfficeClient(office.url)
    clerk.sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)
    laptop.sync_now(post)
    laptop.open_day(PEKON)
    people = People(5, laptop.place.today(), PEKON).draw(30)
    person = next(p for p in people if p.service == "PAS-BARU" and not p.edge)
    file = laptop.start_file("PAS-BARU")
    fill(file, person, laptop.place.today())
    number = file.finish(similar_reason="Sudah dibandingkan").number
    return office, laptop, post, profile, clerk, number


def switch_on(day):
    _, laptop, post, _, clerk, _ = day
    text = bundled.text("services").replace("[PAS-BARU]", "[PAS-BARU]\nscans = true")
    clerk.publish_resource(m.PublishResource(name="services", version="uji", text=text))
    laptop.sync_now(post)


def add(day, paper="KK", data=None):
    _, laptop, _, profile, _, number = day
    return scans.add_scan(laptop.place, profile.scans_folder, number, paper, data or photo())


def _settled(read):
    """Return what `read` says once it says the same twice: a cut is heard a moment later."""
    before = None
    while (now := read()) != before:
        before = now
        time.sleep(0.05)
    return now


def code_of(act):
    with pytest.raises(UserProblem) as caught:
        act()
    return caught.value.code


def test_scans_are_off_until_the_office_switches_them_on(day):
    assert code_of(lambda: add(day)) == "SCAN_001"
    switch_on(day)
    assert add(day).size > 0


@pytest.mark.parametrize("paper", ["KTP", "IJAZAH", "BUKU_NIKAH", "PASPOR_LAMA", "APA-SAJA"])
def test_papers_with_a_portrait_are_never_scanned(day, paper):
    switch_on(day)
    assert code_of(lambda: add(day, paper)) == "SCAN_001"


def test_it_arrives_small_without_what_the_camera_wrote(day):
    _office, laptop, post, profile, clerk, number = day
    switch_on(day)
    data = photo()
    made = add(day, data=data)
    assert made.size < len(data) / 3
    on_disk = b"".join(p.read_bytes() for p in profile.scans_folder.rglob("*") if p.is_file())
    assert b"WEBP" not in on_disk  # ciphertext only
    laptop.sync_now(post)
    calls = ScanCalls(clerk)
    (row,) = calls.of_file(number)
    assert (row.paper, row.arrived) == ("KK", True)
    seen = calls.picture(row.blob_id)
    assert seen == scans.picture_of(profile.scans_folder, made)
    image = Image.open(io.BytesIO(seen))
    assert max(image.size) == 1400
    assert b"KANARI" not in seen
    assert calls.missing() == ()


class Cutting:
    """A way to the office that carries entries, and cuts the nth piece of a scan."""

    def __init__(self, post, at):
        self._post, self._left = post, at
        self.sent = 0

    def post(self, request):
        return self._post.post(request)

    def post_blob(self, piece):
        self._left -= 1
        if self._left == 0:
            raise AnswerCutShort("cut")
        self.sent += len(piece)
        return self._post.post_blob(piece)


def test_a_cut_resumes_where_the_office_is_and_the_office_says_what_is_missing(day):
    _, laptop, post, _, clerk, number = day
    switch_on(day)
    made = add(day, data=photo(seed=os.urandom(64)))
    cutting = Cutting(post, at=2)
    with pytest.raises(Exception, match="SYNC"):
        laptop.sync_now(cutting)
    calls = ScanCalls(clerk)
    assert [row.arrived for row in calls.of_file(number)] == [False]
    assert len(calls.missing()) == 1
    assert code_of(lambda: calls.picture(made.blob_id.hex())) == "SCAN_003"
    laptop.sync_now(post)
    assert [row.arrived for row in calls.of_file(number)] == [True]


def test_what_came_whole_before_a_cut_stays_at_the_office(day):
    office, laptop, _, _, clerk, number = day
    switch_on(day)
    made = add(day, data=photo(seed=os.urandom(64)))
    here = []
    with BadLink(int(office.url.rsplit(":", 1)[1])) as link:
        post = Transport(f"http://127.0.0.1:{link.port}")
        for after in (5_000, 9_000, 9_000):  # the first makes it careful: small pieces
            link.cut_after("up", after)
            with pytest.raises(Exception, match="SYNC"):
                laptop.sync_now(post)
            here.append(_settled(lambda: office.office.blobs.have(made.blob_id)))
        post.close()
        print("here", here)
        assert here[-1] > here[-2] + 4_000
        assert ScanCalls(clerk).of_file(number)[0].arrived is False


@pytest.mark.parametrize("data", [b"", b"teks saja", b"%PDF-rusak", b"\x89PNG\r\n\x1a\nrusak"])
def test_what_is_no_picture_is_said_and_keeps_nothing(day, data):
    _, laptop, _, _profile, _, number = day
    switch_on(day)
    assert code_of(lambda: add(day, data=data or b" ")) == "SCAN_002"
    assert scans.scans_of(laptop.place, number) == []


class Slow:
    """A way to the office that holds the first message about a scan until it is let go."""

    def __init__(self, post):
        self._post, self.sent, self.sizes = post, 0, []
        self.entered, self.go = threading.Event(), threading.Event()

    def post(self, request):
        return self._post.post(request)

    def post_blob(self, piece):
        self.sent += 1
        self.sizes.append(len(piece))
        self.entered.set()
        self.go.wait(20)
        return self._post.post_blob(piece)


@pytest.mark.parametrize("heeds", [True, False], ids=["heeds-the-stop", "twin-without-stop"])
def test_a_stop_or_a_lock_waits_for_what_is_under_way_and_not_for_all_scans(day, heeds):
    _, laptop, post, _, _, _ = day
    switch_on(day)
    for n in range(BLOB_LANES + 2):
        add(day, data=photo((300, 200), seed=bytes([n, 7]) + b"kanari"))
    slow, told = Slow(post), []
    syncing = Syncing(told.append, lambda: 0.0, lambda: True)
    syncing.start()
    syncing.take(lambda report, stop: laptop.exchange(slow, report, stop if heeds else Stop()))
    assert slow.entered.wait(20)
    syncing.hold()
    slow.go.set()
    syncing.let_go()
    syncing.stop()
    stopped = [one for one in told if isinstance(one, Failed) and isinstance(one.error, Stopped)]
    assert (slow.sent <= BLOB_LANES) is heeds
    assert (laptop.sync_state().waiting["scans"] == BLOB_LANES + 2) is heeds
    assert bool(stopped) is heeds


def test_a_stop_before_the_scans_sends_none_and_is_told_as_stopped(day):
    _, laptop, post, _, _, _ = day
    switch_on(day)
    add(day)
    stop, slow = Stop(), Slow(post)
    stop.stop()
    assert laptop.exchange(slow, None, stop).outcome.stopped
    assert slow.sent == 0


def test_the_way_of_the_scans_is_told_and_their_bytes_wait(day):
    _, laptop, post, _, _, _ = day
    switch_on(day)
    size = sum(add(day, data=photo(seed=os.urandom(64))).size for _ in range(2))
    assert laptop.sync_state().scan_bytes == size
    told = []
    assert not laptop.exchange(post, told.append, Stop()).outcome.stopped
    way = [one for one in told if isinstance(one, BlobProgress)]
    assert (way[0].left, way[0].bytes_done, way[0].bytes_total) == (2, 0, size)
    assert (way[-1].left, way[-1].bytes_done) == (0, size)
    assert laptop.sync_state().scan_bytes == 0


@pytest.mark.parametrize("why", ["damaged", "missing"])
def test_a_scan_that_is_lost_here_is_said_and_never_sent_again_and_again(day, why):
    _, laptop, post, profile, _, number = day
    switch_on(day)
    made = add(day, data=photo(seed=os.urandom(64)))
    file = profile.scans_folder / made.blob_id.hex()
    sealed = file.read_bytes()
    file.unlink()
    if why == "damaged":
        file.write_bytes(sealed[:100] + bytes([sealed[100] ^ 1]) + sealed[101:])

    def busy():
        return [one.busy for one in laptop.place.run(lambda store: store.keeping.candidates())]

    assert busy() == [True]
    slow = Slow(post)
    slow.go.set()
    for _ in range(2):
        laptop.sync_now(slow)
    assert sum(slow.sizes) < 400, "one question, no bytes"
    assert busy() == [False], "it does not keep its file from the purge"
    state = laptop.sync_state()
    assert (state.waiting["scans"], state.lost_scans) == (0, (number,))
    assert [scan.lost for scan in scans.scans_of(laptop.place, number)] == [why]
    add(day, data=photo(seed=os.urandom(64)))
    assert laptop.sync_state().lost_scans == (), "the paper was scanned again"
    laptop.sync_now(post)
    assert [scan.done for scan in scans.scans_of(laptop.place, number)] == [0, 1]
    assert ScanCalls(day[4]).missing()[0].lost == why, "told for good; the new one is there"


@pytest.mark.parametrize("why", ["damaged", "missing"])
def test_the_office_hears_that_a_scan_is_lost_and_both_balances_say_so(day, why):
    _, laptop, post, profile, clerk, number = day
    switch_on(day)
    made = add(day, data=photo(seed=os.urandom(64)))
    laptop.close_day()
    file = profile.scans_folder / made.blob_id.hex()
    file.unlink()
    if why == "damaged":
        file.write_bytes(b"rusak")
    laptop.sync_now(post)
    laptop.sync_now(post)
    (row,) = ScanCalls(clerk).missing()
    device = laptop.device
    assert (row.number, row.device, row.paper, row.lost) == (number, device, "KK", why)
    (closed,) = balance.closed_days(laptop.place)
    both = balance.day_balance(laptop.place, closed.day_id)
    for side in (both.own, both.office):
        (lost,) = side.lost_scans
        assert (lost.number, lost.paper, lost.device, lost.why) == (number, "KK", device, why)
    (said,) = [one for one in both.differences if one.code == balance_words.LOST]
    assert said.facts["numbers"] == number
    assert balance_words.SCANS not in [one.code for one in both.differences]

"""Laptops and the office over real HTTP: one request, judged, decided, and nothing twice."""

import httpx
import pytest

from outreach_app.domain import entries as e
from outreach_app.office.batches import batches
from outreach_app.office.contacts import who_has
from outreach_app.office.decisions import decide, reply
from outreach_app.office.exchange import exchange
from outreach_app.office.laptops import laptops, revoke
from outreach_app.office.office import ALL
from outreach_app.office.publications import listed
from outreach_app.office.serve import OfficeServer
from outreach_app.office.setup import open_office
from outreach_app.officeapi import messages as m
from sync.blob import open_blob, seal_blob
from sync.blob_sender import BlobSender
from sync.client import Transport
from sync.codec import PlainCodec
from sync.entry import Head
from sync.errors import DeviceUnknown, RequestRefused
from sync.keys import key_id
from sync.message import Request, decode_answer
from sync.reference import PlainBlobQueue
from sync.segment import FROM_DEVICE, pack, parse, unpack
from sync.storage import Standing


@pytest.fixture
def url(office):
    server = OfficeServer(office)
    yield server.start()
    server.stop()


class Link:
    """One laptop's way to the office; keeps what came down."""

    def __init__(self, laptop, url):
        self.laptop, self.transport = laptop, Transport(url)
        self.cursors, self.down = {}, []

    def request(self, entries=(), **changes):
        card = self.laptop.office.keys.card
        segment = b""
        if entries:
            segment = pack(
                list(entries),
                office_id=card.office_id,
                seal_to=card.sealing_key,
                sign=self.laptop.keys.sign,
                prefix=FROM_DEVICE,
                codec=PlainCodec(),
            )
        facts = {
            "feed_id": self.laptop.feed_id,
            "office_id": card.office_id,
            "head": self.laptop.head,
            "time_ms": self.laptop.clock.now_ms() - 120_000,
            "cursors": dict(self.cursors),
            "nonce": bytes(16),
            "segment": segment,
        }
        return Request(**(facts | changes)).encode(self.laptop.keys.sign)

    def send(self, **changes):
        entries, self.laptop.unsent = self.laptop.unsent, []
        return self.take(self.request(entries, **changes))

    def take(self, request):
        data = self.transport.post(request)
        answer = decode_answer(data, request, self.laptop.office.keys.card.signing_key)
        seeds = {key_id(self.laptop.keys.sealing_key): self.laptop.keys.sealing_seed}
        for one in answer.segments:
            entries = unpack(parse(one), seeds, {0: PlainCodec()})
            self.cursors[entries[0].feed_id] = entries[-1].head
            self.down += entries
        return answer

    def got(self, kind):
        return [one for one in self.down if one.kind == kind]


@pytest.fixture
def link(laptop, url):
    made = Link(laptop, url)
    yield made
    made.transport.close()


def a_day(laptop, count=3):
    day_id = laptop.open_day()
    files = [laptop.finish(day_id) for _ in range(count)]
    laptop.close_day(day_id, files)
    return day_id, files


def test_files_are_judged_in_the_answer_to_the_request_that_brought_them(office, laptop, link):
    _, files = a_day(laptop)
    answer = link.send()
    assert answer.receipt.number == 5
    told = [e.decode(one.body, e.IntakeJudged) for one in link.got(e.INTAKE_JUDGED)]
    assert [one.number for one in told] == [file.number for file in files]
    assert batches(office).batches[0].balanced
    assert len(link.got(e.FORM_PUBLISHED)) >= 2


def test_a_decision_comes_down_at_the_next_exchange(office, laptop, link, clerk):
    day_id, files = a_day(laptop)
    link.send()
    wanted = m.Decide(
        decision_id="k1",
        number=files[0].number,
        instance_id=files[0].instance_id,
        state="siap_wawancara",
    )
    decide(office, wanted, clerk)
    link.send()
    assert link.got(e.CASE_DECIDED) == []
    reply(office, f"D001.{day_id}", clerk)
    link.send()
    assert e.decode(link.got(e.CASE_DECIDED)[0].body, e.CaseDecided).decision_id == "k1"


def test_a_decision_whose_time_is_over_goes_out_with_the_next_call(
    office, laptop, link, clerk, clock
):
    _, files = a_day(laptop)
    link.send()
    file = files[0]
    wanted = m.Decide(
        decision_id="k1",
        number=file.number,
        instance_id=file.instance_id,
        state="siap_wawancara",
    )
    decide(office, wanted, clerk)
    clock.advance(15 * 60)
    link.send()
    assert len(link.got(e.CASE_DECIDED)) == 1


def test_a_lost_answer_doubles_nothing(office, laptop, link):
    a_day(laptop)
    request = link.request(laptop.unsent)
    link.transport.post(request)
    link.transport.post(request)
    answer = link.take(request)
    assert answer.receipt.number == 5
    assert len(link.got(e.INTAKE_JUDGED)) == 3
    assert len(laptop.told(e.INTAKE_JUDGED)) == 3
    assert batches(office).batches[0].balance.received == 3


def test_an_overlapping_segment_doubles_nothing(office, laptop, link):
    a_day(laptop)
    everything = list(laptop.unsent)
    laptop.unsent = everything[:2]
    link.send()
    laptop.unsent = everything
    assert link.send().receipt.number == 5
    assert len(link.got(e.INTAKE_JUDGED)) == 3


def test_a_stop_between_storing_and_judging_heals_at_the_next_call(office, laptop, link):
    a_day(laptop)
    laptop.send(project_now=False)
    assert laptop.told(e.INTAKE_JUDGED) == []
    link.send()
    assert len(link.got(e.INTAKE_JUDGED)) == 3


def test_a_stop_between_storing_and_judging_heals_at_the_next_start(
    office, office_folder, laptop, clock, cheap
):
    a_day(laptop)
    laptop.send(project_now=False)
    office.close()
    again = open_office(office_folder, clock=clock, random=bytes, rules=cheap)
    assert batches(again).batches[0].balanced
    again.close()


def test_a_restart_keeps_everything(office, office_folder, laptop, link, clerk, clock, cheap):
    day_id, files = a_day(laptop)
    link.send()
    wanted = m.Decide(
        decision_id="k1",
        number=files[0].number,
        instance_id=files[0].instance_id,
        state="perlu_dilengkapi",
        reason="Bawa akta lahir.",
    )
    decide(office, wanted, clerk)
    before = batches(office)
    office.close()
    again = open_office(office_folder, clock=clock, random=bytes, rules=cheap)
    assert batches(again) == before
    assert reply(again, f"D001.{day_id}", clerk).decisions[0].reason == "Bawa akta lahir."
    again.close()


def test_what_a_laptop_has_and_holds_back_is_known(office, laptop, link, publisher):
    a_day(laptop)
    later, laptop.unsent = laptop.unsent[2:], laptop.unsent[:2]
    link.send()
    laptop.unsent = later
    (row,) = laptops(office, publisher).devices
    assert (row.stored, row.unsent, row.clock_offset_s) == (2, 3, 120)
    assert row.last_contact_ms == office.clock.now_ms()
    assert all(one.waiting == ("D001",) for one in listed(office).publications)
    link.send()
    assert laptops(office, publisher).devices[0].unsent == 0
    assert all(one.reached == ("D001",) for one in listed(office).publications)


def test_a_revoked_laptop_is_heard_and_told_nothing(office, laptop, link, publisher):
    day_id = laptop.open_day()
    link.send()
    revoke(office, "D001", "hilang", publisher)
    down = len(link.down)
    laptop.finish(day_id)
    answer = link.send()
    assert (answer.standing, answer.receipt.number) == (Standing.REVOKED, 2)
    assert len(link.down) == down
    assert laptop.told(e.INTAKE_JUDGED) == []
    (row,) = laptops(office, publisher).devices
    assert (row.standing, row.held_entries) == ("revoked", 1)
    assert batches(office).batches[0].balance.received == 0


def test_a_copied_laptop_is_frozen_and_both_stories_are_kept(office, laptop, link, publisher):
    day_id = laptop.open_day()
    before = laptop.head
    laptop.finish(day_id, name="SATU")
    link.send()
    laptop.head = before
    laptop.finish(day_id, name="DUA")
    assert link.send().standing is Standing.FROZEN
    (row,) = laptops(office, publisher).devices
    assert (row.standing, row.held_entries) == ("frozen", 1)
    assert len(laptop.told(e.INTAKE_JUDGED)) == 1


def test_strangers_and_forgers_change_nothing(office, laptop, another_laptop, link):
    a_day(laptop)
    forged = link.request(laptop.unsent)
    with pytest.raises(RequestRefused):
        link.transport.post(forged[:-1] + bytes([forged[-1] ^ 1]))
    with pytest.raises(DeviceUnknown):
        link.transport.post(link.request(feed_id=bytes(32)))
    with pytest.raises(RequestRefused):
        link.transport.post(link.request(office_id=bytes(16)))
    mine, laptop.keys = laptop.keys, another_laptop.keys
    with pytest.raises(RequestRefused):
        link.transport.post(link.request(laptop.unsent))
    laptop.keys = mine
    assert batches(office).batches == ()


@pytest.mark.parametrize("body", [b"", b"outreach", bytes(10_000)])
def test_noise_is_refused_in_words(url, body):
    answer = httpx.post(f"{url}/sync/v1/exchange", content=body, trust_env=False)
    assert answer.status_code == 400
    assert answer.json()["code"].startswith("SYNC_")


def test_one_laptop_cannot_read_what_another_is_told(office, laptop, another_laptop, url):
    a_day(laptop)
    first, second = Link(laptop, url), Link(another_laptop, url)
    first.send()
    second.send(cursors={office.feed_for(laptop.feed_id): Head(0, bytes(32))})
    assert {one.feed_id for one in second.down} == {office.feed_for(ALL)}
    for link in (first, second):
        link.transport.close()


def test_the_exchange_works_without_a_server_too(office, laptop):
    a_day(laptop)
    request = Link(laptop, "http://127.0.0.1:1").request(laptop.unsent)
    answer = decode_answer(exchange(office).handle(request), request, office.keys.card.signing_key)
    assert answer.receipt.number == 5


def test_sealed_documents_go_over_the_same_connection(office, laptop, url, tmp_path):
    queue = PlainBlobQueue(":memory:", tmp_path / "blobs")
    ref, sealed = seal_blob(b"kartu keluarga" * 20_000, bytes(32))
    queue.add(sealed)
    link = Transport(url)
    card = office.keys.card
    assert BlobSender(queue, laptop.feed_id, laptop.keys, card, link).run_once() == 0
    assert open_blob(ref, office.blobs.read(ref.blob_id)) == b"kartu keluarga" * 20_000
    link.close()


def test_a_receipt_only_call_keeps_the_cursors_told_before(office, laptop, url):
    link = Link(laptop, url)
    link.send(cursors={bytes(32): Head(7, bytes(32))})
    link.send(cursors={}, most=0)
    with office.ledger.transaction() as tx:
        (reached, _) = who_has(tx, bytes(32), 7)
    assert len(reached) == 1

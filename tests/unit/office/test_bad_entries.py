"""A signed entry that nobody thought of stops neither its laptop, nor another, nor the office."""

import msgspec
import pytest
import zstandard
from sqlalchemy import select

from outreach_app.domain import citizen_entries as c
from outreach_app.domain import entries as e
from outreach_app.domain import office_entries as oe
from outreach_app.domain import publishing_entries as pe
from outreach_app.domain.scan_entries import SCAN_ADDED, ScanAdded
from outreach_app.errors import UserProblem
from outreach_app.identity.wrapping import seal
from outreach_app.office import balances, projection, thread_words, threads
from outreach_app.office.batches import batches
from outreach_app.office.cases import case
from outreach_app.office.laptops import laptops
from outreach_app.office.projection import project_all, rebuild
from outreach_app.office.returned import take_returned
from outreach_app.office.scans import picture, scans_of
from outreach_app.office.setup import open_office
from outreach_app.office.tables import event
from outreach_app.office.told_heads import told_otherwise
from outreach_app.office.training import overview
from outreach_app.officeapi import citizen_messages as cm
from sync.keys import key_id
from tests.unit.office.conftest import CHEAP, seeded

DEEP = 100_000


def scan(laptop, **facts):
    body = {"number": "x", "paper": "KK", "blob_id": "00" * 32, "key": b"k", "size": 1}
    laptop.write(SCAN_ADDED, ScanAdded(**(body | facts)))


def given_back(laptop, run):
    facts = {"office_epoch": 1, "feed": b"f" * 32, "feed_epoch": 1, "first": 1}
    facts |= {"previous": b"p" * 32, "outer": bytes(154), "sealed_digest": bytes(32)}
    laptop.write(oe.OFFICE_RETURNED, oe.OfficeReturned(**facts, run=run, signature=bytes(64)))
    laptop.write(oe.OFFICE_RETURNED, oe.OfficeReturned(office_epoch=1))


def closed(laptop, **facts):
    day_id = laptop.open_day()
    laptop.close_day(day_id, [laptop.finish(day_id)], **facts)


def opened_newer(laptop):
    day_id = f"{laptop.device}-2026-11-24-1"
    body = {"day_id": day_id, "pekon": "p", "date": "2026-11-24", "officers": [{"id": "ry"}]}
    laptop.write_bytes(e.DAY_OPENED, msgspec.json.encode(body))
    laptop.close_day(day_id, [laptop.finish(day_id)])


CLAIMS_A_TEBIBYTE = bytes.fromhex("28b52ffde0") + (2**40).to_bytes(8, "little") + bytes([1, 0, 0])
BAD = {
    "a scan whose id is no hex": lambda laptop: scan(laptop, blob_id="zz"),
    "a scan beyond 64 bit": lambda laptop: scan(laptop, size=2**63),
    "a text version beyond 64 bit": lambda laptop: laptop.write(
        pe.PUBLICATION_READ, pe.PublicationRead(publication_id="x", version=2**63, seconds=1)
    ),
    "answers nested deep": lambda laptop: laptop.finish(
        laptop.open_day(), answers=msgspec.Raw(b'{"a":' * DEEP + b"1" + b"}" * DEEP)
    ),
    "an unknown field nested deep": lambda laptop: laptop.write_bytes(
        e.TICKET_CHANGED, b'{"x":' + b"[" * DEEP + b"]" * DEEP + b"}"
    ),
    "a citizen's form for no key": lambda laptop: laptop.write(
        c.CITIZEN_SEALED, c.CitizenSealed(key_id="zz", sealed=b"x")
    ),
    "a day that opens in a newer way": opened_newer,
    "a manifest without its day": lambda laptop: laptop.close_day("D001-2026-11-24-9", []),
    "a manifest up to beyond 64 bit": lambda laptop: closed(laptop, last=2**63),
    "a manifest from beyond 64 bit": lambda laptop: closed(laptop, first=2**64),
    "a run given back that claims a tebibyte": lambda laptop: given_back(laptop, CLAIMS_A_TEBIBYTE),
    "an empty run given back": lambda laptop: given_back(
        laptop, zstandard.ZstdCompressor().compress(b"\0")
    ),
}


def goes_on(office, laptop, other):
    """What comes after and beside it is taken in, today and after a start."""
    laptop.send()
    take_returned(office, laptop.feed_id)
    for one in (other, laptop):
        one.open_day(f"{one.device}-2026-11-24-7")
        file = one.finish(f"{one.device}-2026-11-24-7")
        one.send()
        assert [told.number for told in one.told(e.INTAKE_JUDGED)][-1] == file.number
    assert batches(office).batches


@pytest.mark.parametrize("what", sorted(BAD))
def test_it_stops_nobody(office, office_folder, clock, laptop, another_laptop, what):
    BAD[what](laptop)
    goes_on(office, laptop, another_laptop)
    rebuild(office)
    open_office(office_folder, clock=clock, random=seeded(3), rules=CHEAP).close()


def test_what_was_passed_over_is_written_down(office, laptop, head):
    before, after = laptop.open_day(), None
    scan(laptop, size=2**63)
    after = laptop.finish(before)
    laptop.send()
    with office.ledger.reading() as tx:
        told = tx.connection.execute(select(event.c.kind, event.c.entry_number, event.c.day_id))
        assert told.all() == [(projection.UNREADABLE, 2, before)]
    assert [one.number for one in laptop.told(e.INTAKE_JUDGED)] == [after.number]
    assert [row.unreadable for row in laptops(office, head).devices] == [1]


def test_a_character_that_no_database_stores_is_dropped(office, laptop):
    day_id = laptop.open_day()
    file = laptop.finish(day_id, name="NGA\0TIYEM")
    laptop.send()
    assert [one.state for one in laptop.told(e.INTAKE_JUDGED)] == ["diterima"]
    with office.ledger.reading() as tx:
        (row,) = tx.connection.execute(select(projection.revision)).all()
    assert (row.number, row.name) == (file.number, "NGATIYEM")
    kept = rb'"A\\\\u0000"'
    assert e.without_nul(kept) == kept, "a backslash that is written out is no escape"


@pytest.mark.parametrize("module", [projection, balances])
def test_twin_without_a_savepoint_it_stops_everybody(office, laptop, monkeypatch, module):
    def together(_connection, act, _what):
        act()
        return True

    monkeypatch.setattr(module, "apart", together)
    if module is projection:
        scan(laptop, size=2**63)
    else:
        monkeypatch.setattr(balances, "load", lambda *_: 1 / 0)
        closed(laptop)
    laptop.send(project_now=False)
    with pytest.raises((OverflowError, ZeroDivisionError)):
        project_all(office)


def record(laptop, form_id, answers):
    facts = {"form_id": form_id, "form_version": "1", "kind": e.RECORD, "service": ""}
    laptop.finish(laptop.open_day(), **facts, answers=msgspec.Raw(answers))


ODD_RECORDS = {
    "an event that is a list": [("kegiatan_pelatihan", b"[1]")],
    "an evaluation in words": [
        ("kegiatan_pelatihan", b"{}"),
        ("evaluasi_pelatihan", b'{"evaluasi":{"materi":"abc"}}'),
    ],
    "an evaluation that is a text": [
        ("kegiatan_pelatihan", b"{}"),
        ("evaluasi_pelatihan", b'{"evaluasi":"x"}'),
    ],
}


@pytest.mark.parametrize("what", sorted(ODD_RECORDS))
def test_an_odd_record_does_not_close_the_page_of_trainings(office, laptop, what):
    for form_id, answers in ODD_RECORDS[what]:
        record(laptop, form_id, answers)
    laptop.send()
    assert overview(office).events


def test_heads_that_name_nothing_do_not_stop_a_verification(office, laptop):
    closed(laptop, office_heads={"zz": (1, "zz"), "00" * 32: (2**63, ""), "": (-1, "")})
    laptop.send()
    with office.ledger.reading() as tx:
        assert told_otherwise(tx, laptop.feed_id) == 0


def test_a_scan_that_no_hex_names_is_not_there(office):
    with pytest.raises(UserProblem, match="OFFICE_007"):
        picture(office, "zz")


def test_nobody_has_a_say_in_anothers_file(office, laptop, another_laptop, head):
    file = another_laptop.finish(another_laptop.open_day())
    another_laptop.send()
    scan(laptop, number=file.number)
    laptop.write(e.RECORD_CANCELLED, e.RecordCancelled(number=file.number, reason="palsu"))
    laptop.send()
    assert scans_of(office, file.number).scans == ()
    kinds = [line.kind for line in case(office, file.number, head).history]
    assert e.RECORD_CANCELLED not in kinds
    scan(another_laptop, number=file.number, blob_id="11" * 32)
    another_laptop.send()
    assert [one.device for one in scans_of(office, file.number).scans] == [another_laptop.device]


NUMBER = "AD-26-7KQ4-M2XP-C"
REAL, FORGED = "7KQ4M2XP", "22222222"


def report(laptop, code):
    key = laptop.office.keys.card.sealing_key
    told = c.CitizenAnswer(
        citizen_id=f"of {code}",
        form_id="aduan",
        form_version="1",
        service="ADUAN",
        date="2026-11-24",
        pekon="18.04.04.2001",
        language="id",
        answers=msgspec.Raw(b"{}"),
        number=NUMBER,
        check_code=code,
        anonymous=True,
        secret=False,
    )
    sealed = seal(key, e.encode(told), c.SEAL_USE)
    laptop.write(c.CITIZEN_SEALED, c.CitizenSealed(key_id=key_id(key).hex(), sealed=sealed))
    laptop.send()


@pytest.mark.parametrize("order", [(REAL, FORGED), (FORGED, REAL)])
def test_nobody_takes_a_report_over_by_sending_under_its_number(
    office, laptop, another_laptop, head, order
):
    for code in order:
        report(laptop if code == FORGED else another_laptop, code)
    listed = [one.number for one in threads.listed(office, head).threads]
    assert listed == [NUMBER, f"{NUMBER}~2"], "a clerk sees that the number came twice"
    mine = listed[order.index(REAL)]
    for kind in ("started", "asked"):
        wanted = cm.ThreadAct(event_id=kind, kind=kind, text="Kami periksa.")
        threads.act(office, mine, wanted, head)
    seen = thread_words.status(office, NUMBER, REAL)
    assert (seen.number, [one.text for one in seen.said]) == (NUMBER, ["Kami periksa."])
    assert thread_words.status(office, NUMBER, FORGED).said == ()

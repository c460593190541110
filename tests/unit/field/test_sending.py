"""The words about sending: worst news first, honest, the same everywhere."""

import datetime

import pytest

from outreach_app import i18n
from outreach_app.casework.link import SyncState
from outreach_app.casework.link_log import LinkLog, Waiting
from outreach_app.clock import WIB
from outreach_app.field import sending
from outreach_app.store.rows import Places
from sync import errors
from sync.blob_sender import BlobProgress

NOW = datetime.datetime(2026, 11, 24, 16, 10, tzinfo=WIB)
NOW_MS = int(NOW.timestamp() * 1000)
DAY_MS = 86_400_000


@pytest.fixture(autouse=True)
def indonesian():
    i18n.use("id")


def state(**changes):
    facts = {
        "places": Places(unsent=28, unsent_bytes=2_100_000),
        "unsent_entries": 61,
        "last_contact_ms": NOW_MS - DAY_MS,
        "offset_s": 2,
        "standing": "active",
        "waiting": {"files": 28, "citizens": 12, "scans": 2, "other": 21},
    }
    return SyncState(**(facts | changes))


def failed(error, again_s):
    log = LinkLog()
    log.started(Waiting(61, 2_100_000, 28), 0)
    log.failed(error, again_s, 0)
    return log


def test_the_sentence_names_what_waits_and_when_the_office_was_reached():
    said, level = sending.sentence(state(), NOW_MS)
    assert said == "Belum terkirim 28 berkas (2,1 MB) · Kantor terakhir dihubungi: kemarin 16.10"
    assert level == ""


def test_notes_alone_are_said_too():
    said, _ = sending.sentence(state(places=Places(unsent_bytes=900), unsent_entries=1), NOW_MS)
    assert said.startswith("Belum terkirim 1 catatan hari layanan")


@pytest.mark.parametrize(("days", "level"), [(1, ""), (2, "warn"), (5, "error")])
def test_colour_changes_only_at_limits(days, level):
    old = state(last_contact_ms=NOW_MS - days * DAY_MS)
    assert sending.sentence(old, NOW_MS)[1] == level


def test_a_clock_more_than_ten_minutes_off_is_said_and_less_is_not():
    assert "Jam" not in sending.sentence(state(offset_s=600), NOW_MS)[0]
    said, level = sending.sentence(state(offset_s=-661), NOW_MS)
    assert said.endswith("Jam berbeda 11 menit")
    assert level == "warn"
    year = sending.sentence(state(offset_s=-31_622_400), NOW_MS)[0]
    assert year.endswith("Jam berbeda 366 hari")


@pytest.mark.parametrize("standing", ["revoked", "frozen"])
def test_a_laptop_that_was_stopped_says_so_before_all_else(standing):
    said, level = sending.sentence(state(standing=standing), NOW_MS)
    assert "aman" in said
    assert level == "error"


def test_what_waits_is_listed_by_sort():
    text = sending.waiting_text(state())
    assert text == "28 berkas, 12 laporan dan survei, 2 pindaian, 21 catatan hari layanan (2,1 MB)"


@pytest.mark.parametrize(
    ("error", "word"),
    [
        (errors.OfficeUnreachable("x"), "tidak terjangkau"),
        (errors.CaptivePortal("x"), "masuk ke wifi"),
        (errors.ProxyProblem("x"), "Proksi"),
        (errors.TlsProblem("x"), "Sambungan aman"),
        (errors.WrongOfficeKey("x"), "bukan kantor kita"),
        (errors.OfficeBusy("x", after_s=900), "sibuk"),
        (errors.OfficeFault("x"), "Server kantor"),
    ],
)
def test_every_trouble_has_its_own_words_and_the_next_try(error, word):
    text, level = sending.headline(state(), failed(error, 300), 0, NOW)
    assert word in text
    assert "pukul 16.15" in text
    assert error.code in text
    assert level == "warn"


def test_a_final_answer_promises_no_next_try():
    text, level = sending.headline(state(), failed(errors.ReceiptRefused("x"), None), 0, NOW)
    assert "Dicoba" not in text
    assert level == "error"


def test_a_link_below_a_kilobyte_a_second_offers_the_stick():
    log = LinkLog()
    log.started(Waiting(61, 2_100_000, 28), 0)
    log.moved(Waiting(60, 2_000_000, 27), 5_000, 10)
    assert "USB" in sending.pace_text(log, 10)
    log.moved(Waiting(40, 1_000_000, 20), 105_000, 11)
    assert "USB" not in sending.pace_text(log, 11)


def stopped():
    log = LinkLog()
    log.started(Waiting(61, 2_100_000, 28), 0)
    log.stopped(900, 0)
    return log


STATES = {
    "asks": (state(), LinkLog(running=True)),
    "waits": (state(), LinkLog()),
    "everything there": (state(unsent_entries=0, places=Places(), waiting={}), LinkLog()),
    "out of reach": (state(), failed(errors.OfficeUnreachable("x"), 300)),
    "cut": (state(), failed(errors.AnswerCutShort("x"), 300)),
    "captive portal": (state(), failed(errors.CaptivePortal("x"), 300)),
    "proxy": (state(), failed(errors.ProxyProblem("x"), 300)),
    "TLS": (state(), failed(errors.TlsProblem("x"), 300)),
    "another office": (state(), failed(errors.WrongOfficeKey("x"), 300)),
    "busy, 503 with Retry-After": (state(), failed(errors.OfficeBusy("x", after_s=900), 300)),
    "fault of the server": (state(), failed(errors.OfficeFault("x"), 300)),
    "stopped": (state(), stopped()),
    "revoked": (state(standing="revoked"), failed(errors.DeviceRevoked("x"), None)),
    "frozen": (state(standing="frozen"), failed(errors.FeedFrozen("x"), None)),
    "set back": (state(standing="frozen", set_back=True), failed(errors.DeviceSetBack("x"), None)),
    "office restored": (state(office_restored_ms=NOW_MS - 1000), LinkLog()),
    "office says otherwise": (state(contradicted_ms=NOW_MS - 1000), LinkLog()),
    "on a stick": (state(on_stick_ms=NOW_MS - 1000), LinkLog()),
}


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_state_of_the_panel_has_words_of_its_own(language):
    i18n.use(language)
    said = {}
    for name, (how, log) in STATES.items():
        text, _ = sending.headline(how, log, 0, NOW)
        said[name] = "\n".join([text, *sending.notes(how, NOW_MS), sending.advice(how, log)])
    assert len(set(said.values())) == len(STATES)
    trouble = [name for name, (_, log) in STATES.items() if log.problem is not None]
    safe = (
        ("aman", "ganda", "disimpan", "Tidak ada yang")
        if language == "id"
        else ("safe", "twice", "keeps", "Nothing")
    )
    for name in trouble:
        assert any(word in said[name] for word in safe), f"{name}: {said[name]}"


def test_an_office_restored_long_ago_is_not_said_any_more():
    assert sending.notes(state(office_restored_ms=NOW_MS - 8 * DAY_MS), NOW_MS) == ()


ONLY_SCANS = {"places": Places(), "unsent_entries": 0, "waiting": {"scans": 2}}


def test_scans_alone_are_never_called_everything():
    only = state(scan_bytes=400_000, **ONLY_SCANS)
    assert sending.sentence(only, NOW_MS)[0].startswith("Belum terkirim 2 pindaian (400 KB)")
    assert sending.waiting_text(only) == "2 pindaian (400 KB)"
    assert "Semua" not in sending.headline(only, LinkLog(), 0, NOW)[0]
    assert sending.waiting_text(state(scan_bytes=400_000)).endswith("(2,5 MB)")


def test_scans_on_the_way_are_said_with_bytes_pace_and_what_is_left():
    log = LinkLog()
    log.started(Waiting(), 0)
    log.scanned(BlobProgress(left=2, bytes_done=20_000, bytes_total=420_000, rate=8_000.0))
    only = state(scan_bytes=400_000, **ONLY_SCANS)
    text, _ = sending.headline(only, log, 5, NOW)
    assert text == "Mengirim pindaian: tinggal 2, 20 KB dari 420 KB"
    assert "8 KB" in sending.pace_text(log, 5)
    assert "50 detik" in sending.pace_text(log, 5)


def test_lost_scans_are_named_with_what_to_do():
    (text,) = sending.notes(state(lost_scans=("LB-1", "LB-2")), NOW_MS)
    assert "LB-1, LB-2" in text
    assert "Pindai lagi" in text
    lost = state(lost_scans=("LB-1",), **(ONLY_SCANS | {"waiting": {}}))
    for said, level in (sending.sentence(lost, NOW_MS), sending.headline(lost, LinkLog(), 0, NOW)):
        assert said.startswith("Berkas yang dokumennya perlu dipindai lagi: 1")
        assert level == "warn"

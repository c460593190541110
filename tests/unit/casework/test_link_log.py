"""What the panel is told of the link: pace over ten seconds, cuts, what is left."""

from outreach_app.casework.link_log import LinkLog, Waiting
from sync.blob_sender import BlobProgress
from sync.errors import AnswerCutShort, OfficeBusy, OfficeUnreachable

ALL = Waiting(100, 1_000_000, 40)


def sending():
    log = LinkLog()
    log.started(ALL, 0)
    return log


def test_progress_counts_what_the_office_acknowledged():
    log = sending()
    log.moved(Waiting(60, 600_000, 25), 50_000, 10)
    assert (log.done_entries, log.done_bytes, log.done_files) == (40, 400_000, 15)
    assert log.rate == 5000
    assert log.left_s(10) == 15


def test_files_captured_meanwhile_make_the_whole_larger_and_never_the_done_smaller():
    log = sending()
    log.moved(Waiting(60, 600_000, 25), 50_000, 10)
    log.moved(Waiting(90, 900_000, 35), 60_000, 12)
    assert (log.total_bytes, log.done_bytes) == (1_300_000, 400_000)


def test_the_rate_forgets_what_is_older_than_ten_seconds():
    log = sending()
    log.moved(Waiting(99, 990_000, 40), 1_000_000, 1)  # a fast second at the start
    for second in range(2, 30):
        log.moved(Waiting(99, 990_000, 40), 1_000_000 + second * 100, second)
    assert log.rate < 200


def test_a_cut_is_counted_only_when_something_had_gone_through():
    log = sending()
    log.failed(OfficeUnreachable("x"), 5, 1)
    assert log.cuts == 0
    log.started(ALL, 2)
    log.moved(Waiting(60, 600_000, 25), 50_000, 10)
    log.failed(AnswerCutShort("x"), 5, 11)
    assert (log.cuts, log.resumed_bytes, log.running) == (1, 400_000, False)
    log.started(Waiting(60, 600_000, 25), 20)
    assert log.done_bytes == 400_000, "it goes on from there"
    log.failed(OfficeBusy("x", after_s=9), 9, 21)
    assert log.cuts == 1
    log.done()
    assert log.cuts == 0


def test_without_any_progress_no_time_left_is_claimed():
    log = sending()
    assert log.rate == 0
    assert log.left_s(10) is None


def test_scans_go_after_the_entries_with_their_own_bar_rate_and_time_left():
    log = sending()
    log.moved(Waiting(), 500_000, 10)
    assert log.bar == (1_000_000, 1_000_000)
    log.scanned(BlobProgress(left=2, bytes_done=20_000, bytes_total=100_000, rate=8_000.0))
    assert log.bar == (20_000, 100_000)
    assert (log.rate, log.left_s(30)) == (8_000, 10)
    log.started(ALL, 40)
    assert log.scans is None


def test_a_network_that_comes_up_does_not_override_a_stop_or_the_offices_time():
    log = sending()
    assert log.may_try(0)
    log.failed(OfficeUnreachable("x"), 600, 10)
    assert log.may_try(11), "back-off of our own is what it cuts short"
    log.failed(OfficeBusy("x", after_s=90), 100, 20)
    assert not log.may_try(109)
    assert log.may_try(110)
    log.stopped(900, 200)
    assert not log.may_try(250)

"""One named thread, a job that can be taken away, and stopping that loses nothing."""

import queue
import threading

from outreach_app.casework.link import Synced
from outreach_app.casework.news import Applied
from outreach_app.casework.syncing import Finished, Syncing
from sync.engine import Outcome, Progress
from sync.errors import Stopped
from sync.runner import Failed, Started
from sync.storage import Standing

SYNCED = Synced(Outcome(1, 0, 0, 1, 10, 10, Standing.ACTIVE), Applied())
STOPPED = Synced(Outcome(0, 0, 1, 1, 10, 10, Standing.ACTIVE, stopped=True), Applied())
STEP = Progress(1, 1, 0, 10, 10)


def syncing():
    told = queue.Queue()
    made = Syncing(told.put, lambda: 0.5, lambda: True)
    made.start()
    return made, told


def next_of(told, kind):
    while True:
        event = told.get(timeout=10)
        if isinstance(event, kind):
            return event


def test_an_open_laptop_is_sent_for_at_once_on_a_named_thread_that_is_joined():
    made, told = syncing()
    names = []

    def job(report, stop):
        names.append(threading.current_thread().name)
        report(STEP)
        return SYNCED

    made.take(job)
    assert isinstance(next_of(told, Started), Started)
    assert next_of(told, Progress) == STEP
    assert next_of(told, Finished).synced is SYNCED
    assert names == ["sync-runner"]
    made.stop()
    assert "sync-runner" not in {t.name for t in threading.enumerate()}


def test_stopping_ends_after_the_exchange_in_hand_and_now_goes_on():
    made, told = syncing()
    entered, go = threading.Event(), threading.Event()

    def job(report, stop):
        entered.set()
        go.wait(10)
        report(STEP)
        return STOPPED if stop.asked else SYNCED

    made.take(job)
    entered.wait(10)
    made.hold()
    go.set()
    failed = next_of(told, Failed)
    assert isinstance(failed.error, Stopped)
    assert failed.again_s, "it goes on by itself after a while"
    made.now()
    assert next_of(told, Finished)
    made.stop()


def test_letting_go_waits_until_nothing_is_held():
    made, told = syncing()
    entered, go = threading.Event(), threading.Event()
    ended = []

    def job(report, stop):
        entered.set()
        go.wait(10)
        ended.append("cut" if stop.asked else "went on")
        return SYNCED

    made.take(job)
    entered.wait(10)
    letting = threading.Thread(target=made.let_go)
    letting.start()
    go.set()
    letting.join(10)
    assert not letting.is_alive()
    assert made._job is None
    assert ended == ["cut"]
    made.now()
    assert isinstance(next_of(told, Failed).error, Stopped)
    made.stop()

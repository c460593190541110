"""The runner: runs when asked, again after a failure, never for a final answer, and stops."""

import queue
import socket

from sync.engine import Outcome
from sync.errors import DeviceRevoked, OfficeBusy, OfficeUnreachable
from sync.probe import reachable
from sync.runner import Done, Failed, Runner, Started
from sync.storage import Standing

OUTCOME = Outcome(1, 0, 0, 1, 10, 10, Standing.ACTIVE)


def running(*results, **options):
    results = list(results)
    events = queue.Queue()

    def job(report):
        result = results.pop(0)
        if isinstance(result, Exception):
            raise result
        return result

    def report(event):
        if not isinstance(event, Started):
            events.put(event)

    runner = Runner(job, report, lambda: 0.0, **options)
    runner.start()
    return runner, events


def test_it_runs_when_asked_and_not_before():
    runner, events = running(OUTCOME)
    assert events.empty()
    runner.now()
    assert events.get(timeout=10) == Done(OUTCOME)
    runner.stop()


def test_a_link_that_is_away_is_tried_again_later_and_later():
    runner, events = running(OfficeUnreachable("x"), OfficeUnreachable("x"), OUTCOME)
    runner.now()
    assert events.get(timeout=10).again_s == 2.5
    runner._wake.set()  # as if the wait were over
    assert events.get(timeout=10).again_s == 5.0
    runner.now()
    assert events.get(timeout=10) == Done(OUTCOME)
    runner.stop()


def test_a_final_answer_and_a_bug_are_told_and_not_retried():
    bug = ZeroDivisionError()
    runner, events = running(DeviceRevoked("stopped"), bug, OUTCOME)
    runner.now()
    told = events.get(timeout=10)
    assert isinstance(told, Failed)
    assert told.again_s is None
    runner.now()
    assert events.get(timeout=10) == Failed(bug, None)
    runner.now()
    assert events.get(timeout=10) == Done(OUTCOME)
    runner.stop()
    assert not runner._thread.is_alive()


def test_while_nobody_is_there_it_only_knocks():
    knocks = iter([False, False, True])
    runner, events = running(OfficeUnreachable("x"), OUTCOME, probe=lambda: next(knocks))
    runner.now()
    waits = [events.get(timeout=10).again_s]
    for _ in range(2):
        runner._wake.set()  # as if the wait were over
        waits.append(events.get(timeout=10).again_s)
    assert waits == [2.5, 5.0, 10.0], "only the first try was a run"
    runner._wake.set()
    assert events.get(timeout=10) == Done(OUTCOME)
    runner.stop()


def test_a_person_who_asks_is_not_kept_waiting_by_the_knocking():
    runner, events = running(OfficeUnreachable("x"), OUTCOME, probe=lambda: False)
    runner.now()
    events.get(timeout=10)
    runner.now()
    assert events.get(timeout=10) == Done(OUTCOME)
    runner.stop()


def test_an_office_that_names_a_time_is_not_called_before_it():
    runner, events = running(OfficeBusy("later", after_s=90))
    runner.now()
    assert events.get(timeout=10).again_s == 90
    runner.stop()


def test_it_calls_by_itself_after_a_long_quiet():
    runner, events = running(OUTCOME, OUTCOME, idle_s=0.02)
    runner.now()
    assert events.get(timeout=10) == Done(OUTCOME)
    assert events.get(timeout=10) == Done(OUTCOME)
    runner.stop()


def test_knocking_tells_a_listener_from_nobody(monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        assert reachable(f"http://127.0.0.1:{port}")
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{port}")
        monkeypatch.setenv("no_proxy", "")
        assert reachable("http://kantor.invalid"), "the proxy is the first hop"
    assert not reachable(f"http://127.0.0.1:{port}", timeout_s=1)

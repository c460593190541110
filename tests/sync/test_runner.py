"""The runner: runs when asked, again after a failure, never for a final answer, and stops."""

import queue

from sync.engine import Outcome
from sync.errors import DeviceRevoked, OfficeUnreachable
from sync.runner import Done, Failed, Runner
from sync.storage import Standing

OUTCOME = Outcome(1, 0, 0, 1, 10, 10, Standing.ACTIVE)


def running(*results):
    results = list(results)
    events = queue.Queue()

    def job(report):
        result = results.pop(0)
        if isinstance(result, Exception):
            raise result
        return result

    runner = Runner(job, events.put, lambda: 0.0)
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

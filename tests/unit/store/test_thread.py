"""The store thread: one owner, jobs in order, failures to their callers."""

import threading

import pytest

from outreach_app.errors import EnvironmentProblem
from outreach_app.store import Store, StoreThread


def test_jobs_run_in_order_on_one_named_thread(path, key):
    seen = []
    with StoreThread(path, key) as thread:
        futures = [
            thread.submit(lambda store, n=n: seen.append((n, threading.current_thread().name)))
            for n in range(50)
        ]
        for future in futures:
            future.result()
    assert [n for n, _ in seen] == list(range(50))
    assert {name for _, name in seen} == {"store_0"}


def test_failing_job_reports_to_its_caller_and_disturbs_no_other(path, key, draft):
    with StoreThread(path, key) as thread:

        def fail(store):
            with store.transaction():
                store.drafts.save(draft())
                raise LookupError("mine")

        failed, fine = thread.submit(fail), thread.submit(lambda store: store.drafts.all())
        assert fine.result() == []
        with pytest.raises(LookupError, match="mine"):
            failed.result()


def test_closing_finishes_what_is_queued(path, key, draft):
    thread = StoreThread(path, key)
    for number in range(30):
        thread.submit(lambda store, n=number: store.drafts.save(draft(draft_id=str(n))))
    thread.close()
    thread.close()
    assert not path.with_name(path.name + "-wal").exists()
    assert not [t for t in threading.enumerate() if t.name.startswith("store")]
    store = Store(path, key)
    assert len(store.drafts.all()) == 30
    store.close()


def test_closed_thread_takes_no_job(path, key):
    thread = StoreThread(path, key)
    thread.close()
    with pytest.raises(RuntimeError):
        thread.run(lambda store: None)


def test_wrong_key_is_told_to_who_opens_and_leaves_no_thread(path, key):
    StoreThread(path, key).close()
    with pytest.raises(EnvironmentProblem) as caught:
        StoreThread(path, bytes(32))
    assert caught.value.code == "STORE_001"
    assert not [t for t in threading.enumerate() if t.name.startswith("store")]


def test_job_that_waits_for_its_own_thread_is_a_mistake(path, key):
    with StoreThread(path, key) as thread, pytest.raises(RuntimeError, match="itself"):
        thread.run(lambda store: thread.run(lambda inner: None))


def test_inner_transaction_joins_the_outer(path, key, draft):
    def job(store):
        with store.transaction():
            with store.transaction():
                store.drafts.save(draft())
            raise LookupError

    with StoreThread(path, key) as thread:
        with pytest.raises(LookupError):
            thread.run(job)
        assert thread.run(lambda store: store.drafts.all()) == []

"""The laptop's feed beside the rows it records, and the office's news on its way to casework."""

import pytest

from sync.entry import Head, next_entry
from sync.errors import ChainBroken
from sync.storage import Standing

OFFICE, BROADCAST = b"o" * 32, b"b" * 32


def office_run(count, feed_id=OFFICE, head=None, body=b"{}"):
    head, made = head or Head(0, feed_id), []
    for _ in range(count):
        entry = next_entry(
            feed_id,
            head,
            time_ms=1,
            clock_offset_s=0,
            author="rina",
            kind="intake.judged",
            body=body,
            salt=bytes(16),
        )
        made.append(entry)
        head = entry.head
    return made


def test_entry_and_row_stand_or_fall_together(store, append, draft):
    def half():
        with store.transaction():
            append()
            store.drafts.save(draft())
            raise LookupError

    with pytest.raises(LookupError):
        half()
    assert store.feed.head() == Head(0, store.feed.feed_id)
    assert store.drafts.all() == []
    with store.transaction():
        append()
        store.drafts.save(draft())
    assert store.feed.head().number == len(store.drafts.all()) == 1


def test_beginning_again_continues_the_same_feed(store, append):
    entry = append()
    store.feed.begin(store.feed.feed_id)
    assert store.feed.head() == entry.head


def test_new_enrolment_starts_a_new_feed_and_never_continues_the_former(store, append):
    former = store.feed.feed_id
    append()
    store.feed.begin(b"n" * 32)
    assert store.feed.head() == Head(0, b"n" * 32)
    assert store.feed.entry(1) is None
    with pytest.raises(ValueError, match="never continued"):
        store.feed.begin(former)


def test_laptop_that_is_not_enrolled_has_no_feed(path, key):
    from outreach_app.store import Store

    store = Store(path, key)
    with pytest.raises(LookupError):
        store.feed.head()
    store.close()


def test_feed_is_the_same_after_opening_again(path, key, store, append):
    from outreach_app.store import Store

    entry = append()
    store.feed.record_contact(Standing.FROZEN, -7200)
    store.close()
    again = Store(path, key)
    assert again.feed.entry(1) == entry
    assert again.feed.feed_id == entry.feed_id
    assert again.feed.standing() is Standing.FROZEN
    assert again.feed.clock_offset_s() == -7200
    again.close()


def test_receipts_that_move_a_mark_are_kept_as_evidence(store, append, acknowledge):
    append()
    append()
    for number in (1, 1, 2, 1):
        acknowledge(number)
    kept = store._db.execute("SELECT number FROM receipts ORDER BY id").fetchall()
    assert kept == [(1,), (2,)]


def test_news_wait_in_order_until_they_are_applied(store):
    store.feed.store_incoming(OFFICE, office_run(3))
    store.feed.store_incoming(BROADCAST, office_run(2, BROADCAST))
    assert [(n.feed_id, n.number) for n in store.news.pending(4)] == [
        (OFFICE, 1),
        (OFFICE, 2),
        (OFFICE, 3),
        (BROADCAST, 1),
    ]
    store.news.applied(OFFICE, 2)
    store.news.applied(OFFICE, 1)
    assert [n.number for n in store.news.pending(9)] == [3, 1, 2]
    assert {k: v[0] for k, v in store.news.heads().items()} == {OFFICE: 2}
    store.news.again()
    assert len(store.news.pending(9)) == 5


def test_news_applied_in_a_failed_transaction_wait_again(store):
    store.feed.store_incoming(OFFICE, office_run(1))

    def half():
        with store.transaction():
            store.news.applied(OFFICE, 1)
            raise LookupError

    with pytest.raises(LookupError):
        half()
    assert len(store.news.pending(9)) == 1


def test_gap_or_other_content_stores_nothing(store):
    run = office_run(4)
    store.feed.store_incoming(OFFICE, run[:1])
    other = office_run(1, head=run[0].head, body=b"[]")
    for bad in ([run[0], run[3]], run[2:], [*other, *run[2:]]):
        with pytest.raises(ChainBroken):
            store.feed.store_incoming(OFFICE, bad)
        assert [f.head.number for f in store.feed.followed()] == [1]
    assert store.feed.store_incoming(OFFICE, run) == 3

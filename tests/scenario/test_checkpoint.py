"""The yearly checkpoint: walks start there on both sides, and what was changed still shows."""

import secrets
import shutil
from dataclasses import replace

import pytest
from sqlalchemy import select, text, update

from outreach_app.casework import open_laptop
from outreach_app.casework.checkpoints import walk
from outreach_app.cli import office_checkpoint
from outreach_app.clock import SystemClock
from outreach_app.domain import entries as e
from outreach_app.domain.checkpoint_entries import FEEDS_CHECKPOINTED, FeedMark, FeedsCheckpointed
from outreach_app.domain.contradiction_entries import OFFICE_CONTRADICTED, OfficeContradicted
from outreach_app.errors import UserProblem
from outreach_app.identity.checkpoints import signed
from outreach_app.office import verifying
from outreach_app.office.checkpoint_tables import checkpoint
from outreach_app.office.checkpoints import make_checkpoint
from outreach_app.office.clerks import SignedIn
from outreach_app.office.entry_rows import ENTRY, OFFICE_ENTRY, as_entry
from outreach_app.office.tables import device_feed, entry, office_entry, office_feed
from outreach_app.practice import office_day
from outreach_app.practice.village_day import PEKON
from sync.entry import Head, rehash
from sync.keys import OfficeKeys

HEAD = SignedIn(office_day.CLERK, "Maria S.", "kepala")
OPENED = 2
"""Numbers of the laptop's feed: its recovery code, the opened day."""


@pytest.fixture
def world(practice):
    _, laptop, post, _ = practice
    laptop.open_day(PEKON)
    laptop.sync_now(post)
    return practice


def signed_and_sent(world):
    office, laptop, post, _ = world
    done = make_checkpoint(office.office, HEAD)
    laptop.sync_now(post)
    return done


def one_more(world):
    _, laptop, post, _ = world
    laptop.close_day()
    laptop.sync_now(post)


def change(office, statement):
    with office.office.ledger.transaction() as tx:
        tx.connection.execute(text(statement))


def found(office, *, whole=False):
    (feed,) = verifying.verify_feeds(office.office, whole=whole).feeds
    return feed


def test_both_sides_walk_from_the_checkpoint(world):
    office, laptop, _, _ = world
    done = signed_and_sent(world)
    assert done.left_out == ()
    one_more(world)
    at_office, here = found(office), walk(laptop.place)
    assert (at_office.since, at_office.why) == (OPENED, "")
    assert (here.since, here.why) == (OPENED, "")
    assert at_office.entries == here.number > OPENED
    assert (found(office, whole=True).since, walk(laptop.place, whole=True).since) == (0, 0)
    own = verifying.verify_feeds(office.office).own
    assert all(feed.why == "" for feed in own)
    assert any(feed.since for feed in own)
    with office.office.ledger.reading() as tx:
        query = select(office_entry).where(office_entry.c.kind == FEEDS_CHECKPOINTED)
        told = tx.connection.execute(query).one()
    assert told.author == office_day.CLERK
    assert len(e.decode(told.body, FeedsCheckpointed).marks) >= 2


def test_what_is_changed_after_it_shows(world):
    office, *_ = world
    signed_and_sent(world)
    one_more(world)
    change(office, f"UPDATE entry SET author = 'lain' WHERE number = {OPENED + 1}")
    assert (found(office).why, found(office).broken_at) == ("hash", OPENED + 1)


def test_what_is_changed_before_it_shows_in_a_whole_walk(world):
    office, *_ = world
    signed_and_sent(world)
    change(office, "UPDATE entry SET author = 'lain' WHERE number = 1")
    assert found(office).why == "", "the twin: a walk from the checkpoint does not look there"
    assert (found(office, whole=True).why, found(office, whole=True).broken_at) == ("hash", 1)


def rewritten(office, table, feed_id, columns, heads, head):
    """Write a feed anew from its first entry, with another author and hashes that fit."""
    with office.office.ledger.transaction() as tx:
        here = table.c.feed_id == feed_id
        rows = tx.connection.execute(select(*columns).where(here).order_by(table.c.number)).all()
        before = feed_id
        for one in map(as_entry, rows):
            forged = replace(one, author="lain", previous=before)
            before = rehash(forged)
            values = {"author": "lain", "previous": forged.previous, "hash": before}
            this = update(table).where(here, table.c.number == one.number)
            tx.connection.execute(this.values(values))
        this = update(heads).where(heads.c.feed_id == feed_id)
        tx.connection.execute(this.values({head: before}))


def test_an_office_feed_that_was_written_anew_is_not_signed_again(world):
    office, *_ = world
    signed_and_sent(world)
    with office.office.ledger.reading() as tx:
        feed_id = tx.connection.scalar(select(office_feed.c.feed_id).order_by(office_feed.c.id))
    rewritten(office, office_entry, feed_id, OFFICE_ENTRY, office_feed, "head_hash")
    assert feed_id.hex()[:8] in make_checkpoint(office.office, HEAD).left_out
    for whole in (False, True):
        own = verifying.verify_feeds(office.office, whole=whole).own
        assert "checkpoint" in {one.why for one in own}


def test_a_laptop_feed_that_was_written_anew_is_not_signed(world):
    """Not even the first time: the laptop's own signatures are kept."""
    office, laptop, *_ = world
    feed_id = laptop.place.run(lambda store: store.feed.feed_id)
    rewritten(office, entry, feed_id, ENTRY, device_feed, "head_hash")
    assert make_checkpoint(office.office, HEAD).left_out == ("D001",)


def test_a_checkpoint_says_otherwise_than_what_stands_here(world):
    office, *_ = world
    signed_and_sent(world)
    change(office, f"UPDATE entry SET hash = randomblob(32) WHERE number = {OPENED}")
    assert found(office).why == "checkpoint"


def test_a_forged_checkpoint_is_noticed_on_both_sides(world):
    office, laptop, post, _ = world
    signed_and_sent(world)
    with office.office.ledger.transaction() as tx:
        forged = {"hash": bytes(32), "signature": bytes(64)}
        tx.connection.execute(update(checkpoint).values(forged))
    assert found(office).why == "checkpoint"
    stranger = OfficeKeys.generate(office.office.random, 1)
    feed_id = laptop.place.unlocked.certificate.feed_id
    here = laptop.place.run(lambda store: store.feed.head())
    one_more(world)
    true = FeedMark(feed_id=feed_id, number=here.number + 1, hash=here.hash, erased=0, made_ms=1)
    for mark in (signed(true, stranger), signed(true, office.office.keys)):
        with office.office.ledger.transaction() as tx:
            body = FeedsCheckpointed(marks=(mark,))
            office.office.write(tx, feed_id, author="x", kind=FEEDS_CHECKPOINTED, body=body)
        laptop.sync_now(post)
        assert (walk(laptop.place).why, walk(laptop.place).broken_at) == (
            "checkpoint",
            here.number + 1,
        )
    assert walk(laptop.place, whole=True).why == ""


def test_nothing_broken_is_signed(world):
    office, *_ = world
    change(office, "UPDATE entry SET author = 'lain' WHERE number = 1")
    assert make_checkpoint(office.office, HEAD).left_out == ("D001",)
    with office.office.ledger.reading() as tx:
        marks = tx.connection.scalars(select(checkpoint.c.feed_id)).all()
    assert world[1].place.unlocked.certificate.feed_id not in marks


def test_a_laptop_set_back_to_before_it_is_still_noticed(world, tmp_path):
    office, laptop, post, profile = world
    laptop.lock()
    old = shutil.copytree(profile.folder, tmp_path / "old")
    again = open_at(profile)
    again.close_day()
    again.sync_now(post)
    make_checkpoint(office.office, HEAD)
    again.sync_now(post)
    assert walk(again.place).since == OPENED + 1
    again.lock()
    shutil.rmtree(profile.folder)
    shutil.copytree(old, profile.folder)
    restored = open_at(profile)
    restored.close_day(note="lain")
    restored.sync_now(post)
    assert restored.sync_state().standing == "frozen"
    assert make_checkpoint(office.office, HEAD).left_out == ("D001",), "two stories are not signed"
    restored.lock()


def open_at(profile):
    return open_laptop(
        profile,
        office_day.OFFICER.officer_id,
        office_day.OFFICER_PASSPHRASE,
        clock=SystemClock(),
        random=secrets.token_bytes,
    )


def test_the_command_and_who_may(world, tmp_path, monkeypatch, capsys):
    office, *_ = world
    clerk = SignedIn("x", "x", "petugas_meja")
    with pytest.raises(UserProblem) as caught:
        make_checkpoint(office.office, clerk)
    assert caught.value.code == "OFFICE_006"
    monkeypatch.setattr("getpass.getpass", lambda _asked: office_day.CLERK_PASSPHRASE)
    folder = tmp_path / "office"
    assert office_checkpoint.run(folder, office_day.CLERK) == 0
    assert "ditandatangani" in capsys.readouterr().out
    change(office, "UPDATE entry SET author = 'lain' WHERE number = 1")
    assert office_checkpoint.run(folder, office_day.CLERK) == 1
    assert "D001" in capsys.readouterr().out


def broadcast_of(office):
    with office.office.ledger.reading() as tx:
        query = select(office_feed.c.feed_id).where(office_feed.c.audience == b"")
        return tx.connection.scalar(query)


def kept(laptop, feed_id):
    return next(
        one.head
        for one in laptop.place.run(lambda store: store.feed.followed())
        if one.feed_id == feed_id
    )


def told(laptop):
    """Return what the laptop told the office of a feed that is two."""

    def job(store):
        entries = store.feed.entries_after(0, 1000)
        return [one.body for one in entries if one.kind == OFFICE_CONTRADICTED]

    return [e.decode(body, OfficeContradicted) for body in laptop.place.run(job)]


def marked(office, laptop, head, feed_id):
    """Have the office sign one of its feeds up to `head` and tell the laptop."""
    mark = FeedMark(feed_id=feed_id, number=head.number, hash=head.hash, erased=0, made_ms=1)
    mark = signed(mark, office.office.keys)
    laptop_feed = laptop.place.unlocked.certificate.feed_id
    with office.office.ledger.transaction() as tx:
        body = FeedsCheckpointed(marks=(mark,))
        office.office.write(tx, laptop_feed, author="x", kind=FEEDS_CHECKPOINTED, body=body)
    return mark


def publish_more(office):
    with office.office.ledger.transaction() as tx:
        office.office.write(tx, b"", author="x", kind="x.more", body=FeedsCheckpointed(marks=()))


def one_entry(laptop):
    body = FeedsCheckpointed(marks=())
    laptop.place.run(lambda store: laptop.place.append(store, "x.more", body))


def test_a_laptop_holds_the_offices_feeds_to_a_checkpoint(world):
    """The twin is a true checkpoint: nothing is said of that, before or after."""
    office, laptop, post, _ = world
    signed_and_sent(world)
    assert (laptop.sync_state().contradicted_ms, told(laptop)) == (0, [])
    feed_id = broadcast_of(office)
    here = kept(laptop, feed_id)
    rewritten(office, office_entry, feed_id, OFFICE_ENTRY, office_feed, "head_hash")
    with office.office.ledger.reading() as tx:
        (there,) = tx.office_entries_after(feed_id, here.number - 1, 1)
    mark = marked(office, laptop, there.head, feed_id)
    laptop.sync_now(post)
    assert laptop.sync_state().contradicted_ms > 0
    (said,) = told(laptop)
    assert (said.feed, said.number, said.hash, said.mark) == (feed_id, here.number, here.hash, mark)
    assert kept(laptop, feed_id) == here
    assert (found(office).why, found(office).broken_at) == ("two_stories", OPENED + 1)
    one_more(world)
    assert (laptop.sync_state().unsent_entries, len(told(laptop))) == (0, 1)
    marked(office, laptop, here, feed_id)
    laptop.sync_now(post)
    assert laptop.sync_state().contradicted_ms == 0, "the office signs what is here again"


def test_a_laptop_that_looks_at_its_own_feed_only_is_caught(world, monkeypatch):
    monkeypatch.setattr("outreach_app.casework.checkpoints.note_mark", lambda _store, _mark: None)
    office, laptop, post, _ = world
    feed_id = broadcast_of(office)
    marked(office, laptop, Head(kept(laptop, feed_id).number, bytes(32)), feed_id)
    laptop.sync_now(post)
    assert laptop.sync_state().contradicted_ms == 0


def test_a_mark_waits_until_its_entry_is_here(world):
    office, laptop, post, _ = world
    feed_id = broadcast_of(office)
    here = kept(laptop, feed_id)
    later = Head(here.number + 1, bytes(32))
    marked(office, laptop, later, feed_id)
    laptop.sync_now(post)
    assert laptop.sync_state().contradicted_ms == 0
    publish_more(office)
    laptop.sync_now(post)
    assert kept(laptop, feed_id).number == later.number
    assert laptop.sync_state().contradicted_ms > 0


def test_entries_that_do_not_follow_are_told_and_hold_up_nothing(world):
    office, laptop, post, _ = world
    feed_id = broadcast_of(office)
    here = kept(laptop, feed_id)
    rewritten(office, office_entry, feed_id, OFFICE_ENTRY, office_feed, "head_hash")
    publish_more(office)
    for _ in range(2):
        one_entry(laptop)
        laptop.sync_now(post)
    assert laptop.sync_state().unsent_entries == 0, "what is said here arrives all the same"
    assert laptop.sync_state().contradicted_ms > 0
    (said,) = told(laptop)
    assert (said.number, said.hash, said.mark) == (here.number, here.hash, None)
    assert kept(laptop, feed_id) == here
    assert found(office).why == "two_stories"

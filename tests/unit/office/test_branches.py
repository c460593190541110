"""Choosing a branch is one step: a stop in the middle leaves everything as it was."""

import pytest
from sqlalchemy import select

from outreach_app.domain import entries as e
from outreach_app.office import branches
from outreach_app.office.tables import revision
from sync.storage import DeviceFeed, Evidence


@pytest.fixture
def forked(office, laptop):
    """A laptop of two branches: what the first wrote counts, what its copy wrote is held."""
    day_id = laptop.open_day()
    laptop.send()
    common = laptop.head
    laptop.finish(day_id, instance_id="uuid:first")
    laptop.send()
    whole, laptop.head = laptop.head, common
    laptop.finish(day_id, instance_id="uuid:copy")
    with office.ledger.arriving() as tx:
        feed = tx.lock_feed(laptop.feed_id)
        tx.store(laptop.feed_id, laptop.unsent, Evidence(b"o", b"d", bytes(64)), held=True)
        tx.set_feed(laptop.feed_id, DeviceFeed(whole, feed.safe, forked_at=common.number + 1))
    return laptop.device


def taken(office):
    with office.ledger.reading() as tx:
        return set(tx.connection.scalars(select(revision.c.instance_id)))


def other_branch(office, device, by):
    shown = branches.branches(office, device, by).branches
    return next(one for one in shown if not one.current)


def test_the_chosen_branch_counts(office, forked, head):
    assert taken(office) == {"uuid:first"}
    branches.choose(office, forked, other_branch(office, forked, head).head, head)
    assert taken(office) == {"uuid:copy"}


@pytest.mark.parametrize("step", ["make_again", "_note"])
def test_a_stop_in_the_middle_of_choosing_leaves_nothing_half_done(
    office, laptop, forked, head, monkeypatch, step
):
    def fails(*_args):
        raise RuntimeError("the power is gone")

    other = other_branch(office, forked, head)
    monkeypatch.setattr(branches, step, fails)
    with pytest.raises(RuntimeError, match="power"):
        branches.choose(office, forked, other.head, head)
    monkeypatch.undo()
    assert taken(office) == {"uuid:first"}
    assert not other_branch(office, forked, head).chosen_by
    with office.ledger.reading() as tx:
        kept = tx.entries_after(laptop.feed_id, 0, 100)
    finished = [one for one in kept if one.kind == e.RECORD_FINISHED]
    assert [e.decode(one.body, e.RecordFinished).instance_id for one in finished] == ["uuid:first"]

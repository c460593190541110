"""Days, tickets, slips, publications, settings: what is written comes back."""

import pytest
from sqlcipher3.dbapi2 import IntegrityError

from outreach_app.store.day_schema import v3_days_know_their_feed
from outreach_app.store.rows import Day, Resource, StoredForm, Ticket

DAY = Day(day_id="D1", pekon="18.04.04.2001", date="2026-11-24", officers=("yulia", "budi"))


def test_day_opens_closes_and_opens_again(store):
    store.days.add(DAY)
    assert store.days.current() == store.days.get("D1") == DAY
    store.days.close("D1", 99, 12)
    assert store.days.current() is None
    store.days.reopen("D1", 13)
    assert store.days.current().manifest_entry == 12
    assert [d.day_id for d in store.days.all()] == ["D1"]


def test_a_day_of_an_older_version_learns_its_feed(store, append):
    store.days.add(DAY)
    append("day.opened", b'{"day_id":"D1"}')
    closed = append("day.closed", b'{"day_id":"D1"}')
    store.days.emitted_again("D1", first_entry=1, manifest_entry=closed.number)
    known, row = store.days.get("D1"), store.feed.row
    store.feed.begin(b"g" * 32)
    for day_id in ("D2", "D3"):  # the same numbers in the next feed, of other days
        append("day.closed", b'{"day_id":"%s"}' % day_id.encode())
    db = store._db
    for column in ("feed", "manifest_feed"):
        db.execute(f"ALTER TABLE days DROP COLUMN {column}")
    v3_days_know_their_feed(db)
    assert store.days.get("D1") == known
    assert (known.feed, known.manifest_feed) == (row, row)
    assert store.own_feeds.entry(row, closed.number) == closed


def test_tickets_count_up_in_each_lane_of_each_day(store):
    issued = [store.tickets.issue(day, lane, "", 5) for day, lane in ("1A", "1A", "1P", "2A")]
    assert [t.ticket for t in issued] == ["A-001", "A-002", "P-001", "A-001"]
    assert [t.ticket for t in store.tickets.of_day("1")] == ["A-001", "A-002", "P-001"]


def test_calls_are_counted(store):
    ticket = store.tickets.issue("1", "A", "PAS-BARU", 5)
    once = store.tickets.change(ticket, "dipanggil", 10)
    twice = store.tickets.change(once, "dipanggil", 20)
    assert (twice.called_times, twice.called_ms) == (2, 20)
    served = store.tickets.change(twice, "dilayani", 30)
    assert store.tickets.get("1", "A-001") == served
    assert served.called_ms == 20


def test_ticket_of_another_laptop_cannot_take_a_number_twice(store):
    store.tickets.issue("1", "A", "PAS-BARU", 5)
    with pytest.raises(IntegrityError):
        store.tickets.add(Ticket(day_id="1", ticket="A-001", lane="A", number=1))


def test_slips_are_counted_by_size_and_number(store):
    assert [store.slips.add("N-1", size, "D1", 1) for size in ("a5", "58mm", "58mm")] == [0, 1, 2]
    store.slips.add("N-2", "a5", "D2", 1)
    assert store.slips.counts("D1") == {"58mm": 2, "a5": 1}
    assert store.slips.copies("N-1") == 3


def test_newest_form_version_is_the_one_that_came_last(store):
    old = StoredForm(form_id="p", form_version="9", xform="<a/>", attachments={"a.csv": "x,y"})
    new = StoredForm(form_id="p", form_version="10", xform="<b/>")
    store.forms.put(old)
    store.forms.put(new)
    store.forms.put(old)
    assert store.forms.get("p") == new
    assert store.forms.get("p", "9") == old
    assert store.forms.get("q") is None
    assert store.forms.all() == [old, new]


def test_resource_replaces_the_former(store):
    store.resources.put(Resource(name="fees", version="1", text="a"))
    store.resources.put(Resource(name="fees", version="2", text="b"))
    assert store.resources.get("fees") == Resource(name="fees", version="2", text="b")
    assert store.resources.get("calendar") is None
    assert len(store.resources.all()) == 1


def test_settings_are_kept(store):
    assert store.settings.get("printer", "none") == "none"
    store.settings.put("printer", "58mm")
    store.settings.put("printer", "80mm")
    assert store.settings.get("printer") == "80mm"
    assert store.settings.all() == {"printer": "80mm"}

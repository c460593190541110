"""Texts are checked, counted into versions, taken back, and made again from the feed."""

import pytest

from outreach_app.domain import publication_source
from outreach_app.domain import publishing_entries as pe
from outreach_app.errors import UserProblem
from outreach_app.office import contacts, publishing
from outreach_app.office.projection import rebuild
from outreach_app.officeapi import publishing_messages as pm
from sync.entry import Head


def text(**changes):
    facts = {
        "publication_id": "uji",
        "version": 9,
        "kind": "notice",
        "audience": "public",
        "title": {"id": "Judul", "en": "Title"},
        "text": {"id": "Isi", "en": "Text"},
        "valid_from": "2026-11-01",
        "published_on": "1999-01-01",
    }
    return pm.PublishText(body=pe.PublicationPublished(**(facts | changes)))


def test_a_new_office_has_every_text_of_the_product_once(office, head):
    there = {one.body.publication_id for one in publishing.texts(office).texts}
    assert there == {b.publication_id for b in publication_source.bundled("2026-11-24")}
    assert publishing.publish_bundled(office, head) == 0


def test_the_office_counts_versions_and_dates_itself(office, head):
    assert publishing.publish_text(office, text(), head).version == 1
    again = publishing.publish_text(office, text(version=3), head)
    assert (again.version, again.unchanged) == (1, True)
    assert publishing.publish_text(office, text(text={"id": "B", "en": "B"}), head).version == 2
    newest, first = publishing.history(office, "uji").versions
    assert (newest.body.version, newest.current) == (2, True)
    assert (first.body.published_on, first.current) == ("2026-11-24", False)


def test_a_text_with_problems_is_not_published_and_says_where(office, head):
    wanted = text(text={"id": "a\n<b>x</b>", "en": "T"})
    checked = publishing.publish_text(office, wanted, head)
    (problem,) = checked.problems
    assert (problem.code, problem.part, problem.line) == ("PUBLISH_021", "text.id", 2)
    assert checked.version == 0
    with pytest.raises(UserProblem):
        publishing.history(office, "uji")


def test_a_check_publishes_nothing(office, head):
    wanted = pm.PublishText(body=text().body, check_only=True)
    assert publishing.publish_text(office, wanted, head).problems == ()
    with pytest.raises(UserProblem) as caught:
        publishing.history(office, "uji")
    assert caught.value.code == "OFFICE_007"


def test_a_withdrawn_text_says_why_and_can_come_back(office, head):
    publishing.publish_text(office, text(), head)
    with pytest.raises(UserProblem) as caught:
        publishing.withdraw(office, "uji", " ", head)
    assert caught.value.code == "PUBLISH_032"
    for _ in range(2):
        (gone,) = publishing.withdraw(office, "uji", "Sudah berubah.", head).versions
        assert (gone.standing, gone.withdrawn_reason) == ("withdrawn", "Sudah berubah.")
    assert publishing.publish_text(office, text(), head).version == 2
    assert [v.standing for v in publishing.history(office, "uji").versions] == [
        "in_force",
        "withdrawn",
    ]
    with pytest.raises(UserProblem):
        publishing.withdraw(office, "tidak-ada", "x", head)


def test_only_those_who_may_publish(office, clerk):
    for act in (
        lambda: publishing.publish_text(office, text(), clerk),
        lambda: publishing.withdraw(office, "uji", "x", clerk),
        lambda: publishing.publish_bundled(office, clerk),
    ):
        with pytest.raises(UserProblem) as caught:
            act()
        assert caught.value.code == "OFFICE_006"


def test_a_frequent_answer_is_one_step(office, head):
    wanted = pm.PublishShort(
        kind="frequent_answer", title={"id": "Apakah bisa diwakilkan?"}, text={"id": "Tidak."}
    )
    done = publishing.publish_short(office, wanted, head)
    assert done.publication_id == "frequent-answer-apakah-bisa-diwakilkan-2026-11-24"
    body = publishing.history(office, done.publication_id).versions[0].body
    assert (body.title["en"], body.audience) == ("Apakah bisa diwakilkan?", "public")
    with pytest.raises(UserProblem) as caught:
        publishing.publish_short(
            office, pm.PublishShort(kind="policy_card", title={}, text={}), head
        )
    assert caught.value.code == "PUBLISH_031"


def test_who_has_a_text_is_what_laptops_said(office, head, laptop, another_laptop):
    publishing.publish_text(office, text(), head)
    with office.ledger.reading() as tx:
        feed_id = office.feed_for(b"")
        heads = {feed.feed_id: feed.head for feed in tx.office_feeds(b"")}
    told = type("Asked", (), {})()
    told.feed_id, told.head, told.time_ms = laptop.feed_id, Head(0, laptop.feed_id), 0
    told.cursors, told.most = {feed_id: heads[feed_id]}, 1
    contacts.record(office, told)
    newest = publishing.history(office, "uji").versions[0]
    assert (newest.reached, newest.waiting) == ((laptop.device,), (another_laptop.device,))


def test_versions_and_withdrawals_come_out_equal_from_the_feed(office, head):
    publishing.publish_text(office, text(), head)
    publishing.withdraw(office, "uji", "x", head)
    publishing.publish_text(office, text(), head)
    before = publishing.texts(office), publishing.history(office, "uji")
    rebuild(office)
    assert (publishing.texts(office), publishing.history(office, "uji")) == before

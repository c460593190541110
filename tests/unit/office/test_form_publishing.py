"""Spreadsheets are published once, or refused with sheet, row and column."""

import pytest

from outreach_app import resources
from outreach_app.domain import bundled, publication_source
from outreach_app.domain import entries as e
from outreach_app.errors import UserProblem
from outreach_app.office.form_publishing import FormNotPublished, check_form, publish_form
from outreach_app.office.office import ALL
from outreach_app.office.publications import (
    form_source,
    listed,
    publish_resource,
)
from outreach_app.office.published import published
from outreach_app.office.publishing import publish_short
from outreach_app.officeapi import messages as m
from outreach_app.officeapi import publishing_messages as pm

GOOD = """
| survey |      |      |       |          |
|        | type | name | label | relevant |
|        | text | nama | Nama  |          |
|        | text | alias | Alias | ${nama} != '' |
| settings |
|          | form_id | version | form_title |
|          | uji     | 1       | Uji        |
"""
BROKEN = GOOD.replace("${nama} != ''", "${nama} > > 1 (")
BIOMETRIC = GOOD.replace("| text | alias | Alias |", "| image | wajah | Wajah |")


def form(text, **changes):
    return m.PublishForm(name="uji.md", data=text.encode(), **changes)


def broadcast(office):
    with office.ledger.reading() as tx:
        return tx.office_entries_after(office.feed_for(ALL), 0, 1000)


def test_a_new_office_publishes_what_it_came_with(office):
    kinds = [entry.kind for entry in broadcast(office)]
    # Without the calendar, with the complaints key and the wire dictionary.
    assert kinds.count(e.SERVICES_PUBLISHED) == len(bundled.NAMES) + 1
    assert kinds.count(e.CALENDAR_PUBLISHED) == 1
    workbooks = resources.tables("forms")
    assert kinds.count(e.FORM_PUBLISHED) == len(workbooks)
    names = {one.name for one in listed(office).publications}
    texts = {body.publication_id for body in publication_source.bundled("2026-11-24")}
    assert names == {
        *bundled.NAMES,
        "complaints_key",
        "sealing-key",
        "wire_dictionary",
        *workbooks,
        *texts,
    }


def test_a_form_goes_to_every_laptop(office, publisher):
    made = publish_form(office, form(GOOD, attachments={"w.csv": "name,label\na,A\n"}), publisher)
    last = broadcast(office)[-1]
    body = e.decode(last.body, e.FormPublished)
    assert (made.name, made.version, made.entry_number) == ("uji", "1", last.number)
    assert (body.form_id, body.attachments) == ("uji", {"w.csv": "name,label\na,A\n"})
    assert last.author == "tono"
    assert form_source(office, "uji", "1").xform == body.xform


def test_a_syntax_error_is_refused_with_sheet_row_and_column(office, publisher):
    before = broadcast(office)
    with pytest.raises(FormNotPublished) as caught:
        publish_form(office, form(BROKEN), publisher)
    (problem,) = caught.value.problems
    assert (problem.sheet, problem.row, problem.column) == ("survey", 3, "relevant")
    assert broadcast(office) == before


def test_a_list_is_refused_with_file_row_and_column_and_one_that_is_missing(office, publisher):
    asks = GOOD.replace("| text | alias |", "| select_one_from_file w.csv | alias |")
    before = broadcast(office)
    for beside, place in (
        ({}, ("survey", 3, "type")),
        ({"w.csv": "name,label\na,A\nb,B,C\n"}, ("w.csv", 3, "")),
        ({"w.csv": "name,teks\na,A\n"}, ("w.csv", 1, "label")),
    ):
        for act in (publish_form, check_form):
            with pytest.raises(FormNotPublished) as caught:
                act(office, form(asks, attachments=beside), publisher)
            (problem,) = caught.value.problems
            assert (problem.sheet, problem.row, problem.column) == place
    assert broadcast(office) == before
    publish_form(office, form(asks, attachments={"w.csv": "name,label\na,A\n"}), publisher)
    assert len(broadcast(office)) == len(before) + 1


def test_a_form_that_asks_for_a_face_is_refused(office, publisher):
    with pytest.raises(FormNotPublished) as caught:
        publish_form(office, form(BIOMETRIC), publisher)
    assert caught.value.problems[0].row == 3


def test_a_file_that_is_no_spreadsheet_is_refused(office, publisher):
    with pytest.raises(FormNotPublished):
        publish_form(office, m.PublishForm(name="x.xlsx", data=b"not a spreadsheet"), publisher)


def test_checking_publishes_nothing(office, publisher):
    before = broadcast(office)
    assert publish_form(office, form(GOOD, check_only=True), publisher).entry_number == 0
    assert broadcast(office) == before


def test_the_same_version_again_changes_nothing_and_other_content_is_refused(office, publisher):
    publish_form(office, form(GOOD), publisher)
    before = broadcast(office)
    assert publish_form(office, form(GOOD), publisher).entry_number == 0
    for other in (form(GOOD.replace("Alias", "Julukan")), form(GOOD, attachments={"w.csv": ""})):
        with pytest.raises(UserProblem) as caught:
            publish_form(office, other, publisher)
        assert caught.value.code == "OFFICE_017"
    assert broadcast(office) == before


def test_only_those_who_may_publish(office, clerk):
    notice = pm.PublishShort(kind="notice", title={"id": "a"}, text={"id": "b"})
    wanted = m.PublishResource(name="fees", version="1", text="")
    for act in (
        lambda: publish_form(office, form(GOOD), clerk),
        lambda: publish_resource(office, wanted, clerk),
        lambda: publish_short(office, notice, clerk),
    ):
        with pytest.raises(UserProblem) as caught:
            act()
        assert caught.value.code == "OFFICE_006"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("services", "version = "),
        ("services", "no_version = 1"),
        ("fees", "x = 1"),
        ("calendar", "date,name\n24-12-2026,Natal\n"),
        ("prices", "x = 1"),
    ],
)
def test_a_text_that_cannot_be_read_is_not_published(office, publisher, name, text):
    before = broadcast(office)
    with pytest.raises(UserProblem) as caught:
        publish_resource(office, m.PublishResource(name=name, version="1", text=text), publisher)
    assert caught.value.code == "OFFICE_025"
    assert broadcast(office) == before


def test_a_published_calendar_counts_at_once(office, publisher):
    from datetime import date

    text = resources.text("calendars/holidays-id.csv") + "2026-12-28,cuti_bersama,Baru,ditetapkan\n"
    publish_resource(office, m.PublishResource(name="calendar", version="2", text=text), publisher)
    with office.ledger.reading() as tx:
        assert published(tx.connection).calendar.roll(date(2026, 12, 24)) == date(2026, 12, 29)

"""Threads: limits in working days, moves by the table, lateness told upwards, names that hide."""

from datetime import date, timedelta

import pytest

from outreach_app import resources
from outreach_app.domain import bundled, threads
from outreach_app.domain.calendar import Calendar
from outreach_app.domain.complaint_rules import ComplaintRules
from outreach_app.domain.threads import CITIZEN, OFFICE, ThreadEvent
from outreach_app.errors import UserProblem

CALENDAR = Calendar.load(resources.text("calendars/holidays-id.csv"), "t")
TUESDAY = date(2026, 11, 24)
TABLE = bundled.text("complaints")
RULES = ComplaintRules.load(TABLE)


def event(kind, by=OFFICE, on=TUESDAY, **values):
    return ThreadEvent(kind, by, on, **values)


@pytest.mark.parametrize(
    ("class_", "due"),
    [
        ("NORMATIF", date(2026, 12, 1)),
        ("TANPA_PENGAWASAN", date(2026, 12, 14)),
        ("PENGAWASAN", date(2027, 2, 23)),
    ],
)
def test_limits_of_5_14_and_60_working_days(class_, due):
    here = threads.standing("PENGADUAN", [event("classed", value=class_)])
    found = threads.limits(here, TUESDAY, TUESDAY, CALENDAR, RULES)
    assert found.answer_by == due == CALENDAR.add_working_days(TUESDAY, threads_days(class_))
    assert found.forward_by == date(2026, 11, 27)
    assert found.start_by == date(2026, 12, 1)
    assert CALENDAR.is_working(found.answer_by)


def threads_days(class_):
    return RULES.on(TUESDAY).classes[class_].days


def test_a_complaint_goes_its_way_to_the_end_and_back():
    here = threads.begin("PENGADUAN")
    assert (here.state, here.class_) == ("diterima", "TANPA_PENGAWASAN")
    events = [event("forwarded", value="Kanwil"), event("started"), event("answered", text="Maaf")]
    here = threads.standing("PENGADUAN", events)
    assert (here.state, here.forwarded_to, here.answered_on) == ("dijawab", "Kanwil", TUESDAY)
    again = threads.standing("PENGADUAN", [*events, event("reopened", CITIZEN)])
    assert (again.state, again.answered_on, again.reopened) == ("dikerjakan", None, 1)
    closed = threads.standing("PENGADUAN", [*events, event("confirmed", CITIZEN)])
    assert (closed.state, closed.closed_on) == ("selesai", TUESDAY)


def test_an_answer_without_reply_closes_after_ten_working_days():
    here = threads.standing("PERTANYAAN", [event("answered")])
    found = threads.limits(here, TUESDAY, TUESDAY, CALENDAR, RULES)
    assert found.close_on == CALENDAR.add_working_days(TUESDAY, 10)


@pytest.mark.parametrize(
    ("state_events", "kind", "by"),
    [
        ([], "confirmed", CITIZEN),
        ([], "answered", CITIZEN),
        ([event("answered"), event("closed", "system")], "answered", OFFICE),
        ([], "unheard", OFFICE),
    ],
)
def test_moves_that_the_table_does_not_allow_are_refused(state_events, kind, by):
    here = threads.standing("PENGADUAN", state_events)
    with pytest.raises(UserProblem) as caught:
        threads.check(here, kind, by)
    assert caught.value.code == "THREAD_002"


def test_lateness_is_told_upwards():
    here = threads.begin("INFORMASI")
    due = threads.limits(here, TUESDAY, TUESDAY, CALENDAR, RULES).answer_by
    told = []
    for past in range(12):
        found = threads.limits(here, TUESDAY, due + timedelta(days=past), CALENDAR, RULES)
        told.append(found.told)
        assert found.late_days == max(
            0, -CALENDAR.working_days_left(due + timedelta(days=past), due)
        )
    assert told[0] == ()
    assert told[-1] == ("petugas_pengaduan", "kepala", "kanwil")


def test_an_answer_in_time_is_never_late_afterwards():
    here = threads.standing("INFORMASI", [event("answered")])
    assert threads.limits(here, TUESDAY, date(2027, 5, 3), CALENDAR, RULES).late_days == 0


@pytest.mark.parametrize(
    ("name", "told", "hides"),
    [
        ("R. Yulianti", ["bu yulianti di meja dua"], True),
        ("Budi Santoso", ["Pak BUDI"], True),
        ("Budi Santoso", ["petugas antrean"], False),
        ("Fajar Nugroho", ["mas Pajar"], True),
        ("Siti Aminah", [""], False),
    ],
)
def test_a_named_officer_is_recognised(name, told, hides):
    assert threads.is_named(name, told) is hides


def test_every_word_of_the_table_stands_in_both_languages():
    for state in ("diterima", "diteruskan", "dikerjakan", "dijawab", "selesai"):
        assert threads.state_name(state, "en") != state
        assert threads.tells(state, "id")
        assert threads.tells(state, "en")
    assert RULES.class_name("PENGAWASAN", "en") == "With oversight"
    assert threads.kind_name("PERTANYAAN", "id") == "Pertanyaan"
    assert RULES.told_name("kepala", "en") == "Head of office"


def test_an_unknown_kind_is_refused():
    with pytest.raises(UserProblem):
        threads.begin("GOSIP")


@pytest.mark.parametrize(
    ("story", "named"),
    [
        ("Bu Yulianti meminta uang", True),
        ("petugas yulianti kasar", True),
        ("Rina Yulianti kasar", True),
        ("Yulianti tetangga saya juga menunggu", False),
        ("Antrean tidak urut", False),
    ],
)
def test_a_story_names_an_officer_by_title_or_by_two_words(story, named):
    assert threads.is_named_in("Rina Yulianti", story) is named


def test_what_came_before_a_later_decree_keeps_its_limits():
    head, _, rest = TABLE.partition("# Which class")
    part = head[head.index("[[version]]") :].replace("2018-12-01", "2026-12-01")
    rules = ComplaintRules.load(head + part.replace("days = 14", "days = 7") + "#" + rest)
    here, today = threads.begin("PENGADUAN"), date(2026, 12, 1)
    old = threads.limits(here, TUESDAY, today, CALENDAR, rules)
    assert old == threads.limits(here, TUESDAY, today, CALENDAR, RULES)
    new = threads.limits(here, today, today, CALENDAR, rules)
    assert new.answer_by == CALENDAR.add_working_days(today, 7)


@pytest.mark.parametrize(
    ("before", "after"),
    [("TANPA_PENGAWASAN = { days", "LAIN = { days"), ("forward_days = 3", ""), ("2018-12-01", "1")],
)
def test_a_table_that_leaves_a_complaint_without_limits_is_refused(before, after):
    with pytest.raises(ValueError):
        ComplaintRules.load(TABLE.replace(before, after, 1))

"""A later decree on complaints and on the index: old records keep the rule of their day."""

import pytest

from outreach_app.clock import office_date
from outreach_app.domain import bundled
from outreach_app.errors import UserProblem
from outreach_app.office import rule_tables, survey, threads
from outreach_app.office.thread_intake import open_thread
from outreach_app.officeapi import citizen_messages as cm
from outreach_app.officeapi import rule_messages as rm
from tests.unit.office.conftest import HEAD

DAY_MS = 86_400_000


def with_version(name, end, *changes):
    """Return the bundled table with a further version, made of the one it came with."""
    head, mark, rest = bundled.text(name).partition(end)
    part = head[head.index("[[version]]") :]
    for before, after in changes:
        assert before in part
        part = part.replace(before, after)
    return head + part + mark + rest


def publish(office, name, text, instead_of=""):
    wanted = rm.PublishRules(
        name=name,
        version="2027",
        text=text,
        instead_of=instead_of or bundled.version(),
        legal_basis="PermenPANRB 1/2026",
        reason="Peraturan baru",
    )
    return rule_tables.publish_rules(office, wanted, HEAD)


def complain(office, name):
    wanted = cm.NewThread(
        thread_id=name, channel="telepon", kind="PENGADUAN", about="", story="Antrean tidak urut."
    )
    return open_thread(office, wanted, HEAD)


def test_an_older_complaint_keeps_its_limit_and_a_new_one_has_the_new(office, clock):
    old = complain(office, "satu")
    tomorrow = office_date(clock.now_ms() + DAY_MS)
    changes = (("2018-12-01", tomorrow.isoformat()), ("days = 14", "days = 7"))
    publish(office, "complaints", with_version("complaints", "# Which class", *changes))
    clock.ms += DAY_MS
    new = complain(office, "dua")
    assert new.answer_by < old.answer_by
    assert threads.thread(office, old.number, HEAD).row.answer_by == old.answer_by
    assert threads.thread(office, new.number, HEAD).row.answer_by == new.answer_by


def test_a_version_in_force_is_not_rewritten(office):
    text = bundled.text("complaints")
    with pytest.raises(UserProblem) as refused:
        publish(office, "complaints", text.replace("days = 14", "days = 90"))
    assert (refused.value.code, refused.value.facts["day"]) == ("RULES_003", "01-12-2018")
    assert {t.name: t.text for t in rule_tables.listed(office).tables}["complaints"] == text


def test_a_quarter_is_counted_by_the_rule_of_its_own_date(office):
    changes = (("2017-05-17", "2027-01-01"), ('weight = "1/9"', 'weight = "0.111"'))
    publish(office, "satisfaction", with_version("satisfaction", "[elements]", *changes))
    weights = {
        since: survey.survey(office, since, until).all.weight
        for since, until in (("2026-10-01", "2026-12-31"), ("2027-01-01", "2027-03-31"))
    }
    assert weights == {"2026-10-01": "1/9", "2027-01-01": "0.111"}


def test_an_office_older_than_a_table_can_still_replace_it(office):
    from sqlalchemy import delete

    from outreach_app.office.tables import publication, resource

    with office.ledger.transaction() as tx:
        for table in (publication, resource):
            tx.connection.execute(delete(table).where(table.c.name == "complaints"))
    row = {t.name: t for t in rule_tables.listed(office).tables}["complaints"]
    assert (row.version, row.published_ms) == (bundled.version(), 0)
    text = with_version("complaints", "# Which class", ("2018-12-01", "2030-01-01"))
    publish(office, "complaints", text, row.version)
    row = {t.name: t for t in rule_tables.listed(office).tables}["complaints"]
    assert (row.version, row.text) == ("2027", text)

"""A later decree from the desk: refused with its line, compared, published, on the laptop."""

from datetime import date

import pytest
from PySide6.QtWidgets import QFileDialog

from outreach_app.desk.rule_pages import RuleChangePage, RulesPage
from outreach_app.officeapi.case_client import CaseClient
from outreach_app.practice.answers import fill
from outreach_app.practice.people import People
from outreach_app.practice.village_day import PEKON


@pytest.fixture
def page(clerk_window, reach):
    window = clerk_window()
    window.rules.show()
    return window, reach(window, RulesPage)


def row_of(page, name):
    page.choose(name)
    return page.chosen()


def taken_in(laptop, post):
    """Take a file in on the laptop, send it, and return its number."""
    laptop.open_day(PEKON)
    people = People(5, laptop.place.today(), PEKON).draw(30)
    person = next(p for p in people if p.service == "PAS-BARU" and not p.edge)
    file = laptop.start_file("PAS-BARU")
    fill(file, person, laptop.place.today())
    number = file.finish(similar_reason="Sudah dibandingkan").number
    laptop.sync_now(post)
    return number


def test_a_later_decree_moves_a_deadline_at_desk_and_laptop(
    page, practice, reach, tmp_path, monkeypatch, qtbot
):
    window, rules = page
    _, laptop, post, _ = practice
    laptop.sync_now(post)
    number = taken_in(laptop, post)
    cases = CaseClient(window.client)
    due = date.fromisoformat(cases.state(number).clock.due)
    row = row_of(rules, "calendar")
    copy = tmp_path / "libur.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(copy), ""))
    window.rules._save_as(rules)
    assert copy.read_bytes().decode() == row.text
    copy.write_text(row.text + f"{due:%d-%m-%Y},libur_nasional,Uji,ditetapkan\n")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *a, **k: (str(copy), ""))
    window.rules._choose(rules)
    rules = reach(window, RulesPage)
    lines = len(row.text.splitlines()) + 1
    assert rules.faults.item(0, 0).text() == str(lines)
    assert "2026-12-25" in rules.faults.item(0, 1).text()
    window.switch_language()
    assert "Write a date" in window.page.faults.item(0, 1).text()
    window.switch_language()

    copy.write_text(row.text + f"{due},libur_nasional,Uji,ditetapkan\n")
    window.rules.take(row, copy)
    change = reach(window, RuleChangePage)
    assert change.table.rowCount() == 1
    assert change.table.item(0, 2).text() == "Uji, libur nasional, ditetapkan"
    window.rules.publish(change)
    qtbot.waitUntil(lambda: not window.busy, timeout=10_000)
    assert "dasar hukum" in window.frame.banner.text
    change.version.setText("SKB-9")
    change.basis.setText("SKB 3 Menteri 9/2026")
    change.reason.setText("Hari libur baru")
    window.switch_language()
    window.switch_language()
    window.rules.publish(window.page)
    rules = reach(window, RulesPage)
    now = row_of(rules, "calendar")
    assert (now.version, now.legal_basis) == ("SKB-9", "SKB 3 Menteri 9/2026")
    clock = cases.state(number).clock
    assert (clock.calendar, date.fromisoformat(clock.due) > due) == ("SKB-9", True)
    assert laptop.place.rules.calendar.roll(due) == due
    laptop.sync_now(post)
    assert laptop.place.rules.calendar.version == "SKB-9"
    assert laptop.place.rules.calendar.roll(due) > due


def test_a_table_replaced_meanwhile_is_not_overwritten(page, reach, tmp_path, qtbot):
    window, rules = page
    row = row_of(rules, "fees")
    file = tmp_path / "fees.toml"
    for version, idr in (("A", "960000"), ("B", "970000")):
        file.write_text(row.text.replace("950000", idr, 1))
        window.rules.take(row, file)  # both compared with the same former version
        change = reach(window, RuleChangePage)
        for field, said in zip(
            (change.version, change.basis, change.reason), (version, "PP 1/2027", "x"), strict=True
        ):
            field.setText(said)
        window.rules.publish(change)
        qtbot.waitUntil(lambda: not window.busy, timeout=10_000)
        if version == "A":
            reach(window, RulesPage)
    assert isinstance(window.page, RuleChangePage)
    (fees,) = [t for t in window.rules._client.tables() if t.name == "fees"]
    assert fees.version == "A"
    assert "960000" in fees.text


def test_an_equal_file_and_the_alert_level_are_not_published_here(page, reach, tmp_path):
    window, rules = page
    row = row_of(rules, "services")
    file = tmp_path / "services.toml"
    file.write_bytes(row.text.encode())
    window.rules.take(row, file)
    rules = reach(window, RulesPage)
    assert "sama dengan tabel yang berlaku" in rules.faults.item(0, 1).text()
    rules.choose("alert")
    window.rules._choose(rules)
    assert "Tingkat siaga" in rules.problem.text()

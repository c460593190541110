"""Files taken in page by page come out as file by file: same rows, same words to the laptop."""

import random
import shutil

import pytest
from sqlalchemy import select

from outreach_app.clock import SetClock
from outreach_app.domain import entries as e
from outreach_app.office import projection
from outreach_app.office.arriving_page import ArrivingPage
from outreach_app.office.case_tables import case_status
from outreach_app.office.erasure_tables import erasure
from outreach_app.office.setup import open_office
from outreach_app.office.tables import (
    case_file,
    entry,
    event,
    office_entry,
    office_feed,
    revision,
)
from tests.unit.office.conftest import CHEAP, MORNING_MS, enrol_laptop, seeded

TABLES = (entry, revision, case_file, case_status, event, office_entry, office_feed)
NIKS = [f"18040457089{serial:05d}" for serial in range(90001, 90005)]


def write_at_random(laptop, day_id, chance, count):
    """New files, corrections of any revision, used ids, foreign numbers, damage, cancellations."""
    files = [laptop.finish(day_id)]
    for _ in range(count):
        one, kind = chance.choice(files), chance.randrange(8)
        again = {"number": one.number}
        if kind == 0:
            files.append(laptop.finish(day_id, nik=chance.choice(NIKS)))
        elif kind == 1:
            files.append(laptop.finish(day_id, **again, deprecated_id=one.instance_id))
        elif kind == 2:
            laptop.finish(day_id, **again, instance_id=one.instance_id, name="LAIN")
        elif kind == 3:
            laptop.write(e.RECORD_FINISHED, one)
        elif kind == 4:
            laptop.finish(day_id, number="LB-26-D900-00001-K", name="ASING")
        elif kind == 5:
            laptop.write_bytes(e.RECORD_FINISHED, chance.choice([b"\0", b"{}", b'{"number":"X"}']))
        elif kind == 6:
            laptop.write(e.RECORD_CANCELLED, e.RecordCancelled(number=one.number, reason="salah"))
        else:
            files.append(laptop.finish(day_id))


def taken_in(folder, seed, pages, monkeypatch):
    """Return all rows after the same entries came in pages of so many."""
    clock = SetClock(MORNING_MS)
    office = open_office(folder, clock=clock, random=seeded(2), rules=CHEAP)
    laptop, chance = enrol_laptop(office, clock), random.Random(seed)
    day_id = laptop.open_day()
    write_at_random(laptop, day_id, chance, 40)
    first = laptop.unsent[1]
    number = e.decode(first.body, e.RecordFinished).number
    laptop.send(project_now=False)
    for size in pages:
        monkeypatch.setattr(projection, "PAGE", size)
        projection.project(office, laptop.feed_id)
        with office.ledger.transaction() as tx:  # what comes later about it must bring nobody back
            tx.connection.execute(erasure.delete())
            row = {"number": number, "reason": "", "clerk": "budi", "time_ms": 0, "clean": True}
            named = {column.name for column in erasure.c}
            row |= dict.fromkeys(named - set(row), "")
            tx.connection.execute(erasure.insert(), row)
        write_at_random(laptop, day_id, chance, 20)
        laptop.write(e.RECORD_FINISHED, e.decode(first.body, e.RecordFinished))
        laptop.send(project_now=False)
    projection.project(office, laptop.feed_id)
    with office.ledger.reading() as tx:
        rows = {one.name: set(map(tuple, tx.connection.execute(select(one)))) for one in TABLES}
    office.close()
    return rows


@pytest.fixture
def compared(template, tmp_path, monkeypatch):
    """Run one seed in whole pages and file by file; return both outcomes."""

    def run(seed):
        print("seed", seed)
        found = []
        for at, pages in enumerate(((100, 100), (1, 1))):
            folder = shutil.copytree(template, tmp_path / f"{seed}-{at}")
            found.append(taken_in(folder, seed, pages, monkeypatch))
        return found

    return run


@pytest.mark.parametrize("seed", range(6))
def test_a_page_comes_out_as_file_by_file(compared, seed):
    paged, single = compared(seed)
    assert paged == single
    assert len({reason for *_, reason in map(_judged, paged["revision"])}) > 4


def _judged(row):
    names = [column.name for column in revision.c]
    return (row[names.index("number")], row[names.index("intake_reason")])


def _forgets_states(page):
    page._touched.clear()


def _loses_the_last(page):
    del page._told[-1:]


@pytest.mark.parametrize("fault", [_forgets_states, _loses_the_last])
def test_a_page_that_forgets_something_is_caught(compared, monkeypatch, fault):
    def close(page):
        if len(page._touched) > 5:
            fault(page)
        real(page)

    real = ArrivingPage.close
    monkeypatch.setattr(ArrivingPage, "close", close)
    paged, single = compared(0)
    assert paged != single

"""Corrections of times: few count at a time, so nobody waits for a laptop that writes many."""

from sqlalchemy import func, select

from outreach_app.domain import entries as e
from outreach_app.domain.time_entries import CLOCK_CORRECTED, ClockCorrected
from outreach_app.office import clock_corrections
from outreach_app.office.projection import UNREADABLE
from outreach_app.office.tables import event, revision


def passed_over(office):
    with office.ledger.reading() as tx:
        query = select(func.count()).where(event.c.kind == UNREADABLE)
        return tx.connection.scalar(query)


def test_files_slips_and_the_manifest_get_their_honest_times(office, laptop):
    day_id = laptop.open_day()
    files = [laptop.finish(day_id) for _ in range(3)]
    laptop.write(e.SLIP_PRINTED, e.SlipPrinted(number=files[0].number, size="80mm"))
    laptop.close_day(day_id, files)
    said = ClockCorrected(first=1, last=laptop.head.number, by_s=-3600)
    laptop.write(CLOCK_CORRECTED, said)
    laptop.send()
    with office.ledger.reading() as tx:
        finished = tx.connection.scalars(select(revision.c.finished_ms)).all()
        printed = tx.connection.scalar(select(event.c.time_ms))
    hour_before = laptop.clock.now_ms() - 3_600_000
    assert [*finished, printed] == [hour_before] * 4


def test_of_many_corrections_in_a_row_only_some_count(office, laptop):
    laptop.finish(laptop.open_day())
    for by_s in range(-1, -61, -1):
        laptop.write(CLOCK_CORRECTED, ClockCorrected(first=1, last=2**62, by_s=by_s))
    laptop.send()
    assert passed_over(office) == 60 - clock_corrections._MOST_NEAR
    with office.ledger.reading() as tx:
        finished = tx.connection.scalar(select(revision.c.finished_ms))
    assert finished == laptop.clock.now_ms() - clock_corrections._MOST_NEAR * 1000

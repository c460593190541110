"""What a laptop gives back is put in force in pages; a stop between two goes on where it was."""

import pytest
from sqlalchemy import func, select

from outreach_app.domain import entries as e
from outreach_app.office import decisions, held_files, returned_pages, settlements
from outreach_app.office.case_tables import case_status
from outreach_app.office.projection import rebuild
from outreach_app.office.restore_tables import returned_entry
from outreach_app.office.returned import take_returned
from outreach_app.office.tables import case_file, decision, entry, revision
from outreach_app.officeapi import messages as m
from outreach_app.officeapi import settlement_messages as s
from tests.postgresql import emptied
from tests.returned_office import returned
from tests.unit.office.conftest import HEAD

FILES = 8


def work(office, laptop):
    """Files, one person twice (held, then let through), and a decision on each third."""
    day = f"{laptop.device}-2026-11-24-1"
    files = [laptop.finish(day, nik=f"18040457089{n % 7 + 1:05d}") for n in range(FILES)]
    laptop.send()
    (held,) = held_files.held(office).files
    wanted = s.Settle(
        settlement_id="s-1",
        instance_id=held.instance_id,
        state=e.ACCEPTED,
        sentence="Dua permohonan, keduanya benar.",
    )
    settlements.settle(office, wanted, HEAD)
    for n, file in enumerate(files[::3]):
        wanted = m.Decide(
            decision_id=f"d-{n}", number=file.number, instance_id=file.instance_id, state=e.READY
        )
        decisions.decide(office, wanted, HEAD)
    decisions.reply(office, f"{laptop.device}.{day}", HEAD)


def seen(office):
    """Return what the office knows of every file, without what a projection may count anew."""
    with office.ledger.reading() as tx:
        run = tx.connection.execute
        return {
            "revisions": run(select(revision).order_by(revision.c.entry_number)).all(),
            "files": run(select(case_file).order_by(case_file.c.number)).all(),
            "states": run(select(case_status).order_by(case_status.c.number)).all(),
            "decisions": run(select(decision).order_by(decision.c.decision_id)).all(),
            "arrivals": run(select(entry.c.arrived_ms).order_by(entry.c.number)).all(),
        }


def waiting(office):
    with office.ledger.reading() as tx:
        return tx.connection.scalar(select(func.count()).select_from(returned_entry))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.nightly)])
def made(request, tmp_path, clock, monkeypatch):
    monkeypatch.setattr(returned_pages, "PAGE", 3)
    postgresql = request.param == "postgresql"
    url = emptied(request.getfixturevalue("postgresql")) if postgresql else ""
    found = returned(tmp_path / "office", clock, work, url)
    yield found
    found.office.close()


def test_it_is_in_force_once_and_as_if_made_again(made):
    office = made.office
    assert take_returned(office, made.laptop.feed_id) >= FILES + 4
    assert waiting(office) == 0
    before = seen(office)
    assert {row.intake for row in before["revisions"]} == {e.ACCEPTED}
    assert [row.decision_id for row in before["decisions"]] == ["d-0", "d-1", "d-2"]
    assert all(row.released_ms for row in before["decisions"])
    assert take_returned(office, made.laptop.feed_id) == 0
    rebuild(office)
    assert seen(office) == before


def test_a_stop_between_two_pages_goes_on_at_the_next_start(made, clock, monkeypatch):
    real, pages = returned_pages._page, []

    def stops(*args):
        pages.append(1)
        if len(pages) == 3:
            raise KeyboardInterrupt
        return real(*args)

    monkeypatch.setattr(returned_pages, "_page", stops)
    with pytest.raises(KeyboardInterrupt):
        take_returned(made.office, made.laptop.feed_id)
    monkeypatch.setattr(returned_pages, "_page", real)
    assert 0 < waiting(made.office) < FILES + 4
    office = made.open_again(clock)
    assert waiting(office) == 0
    before = seen(office)
    assert len(before["decisions"]) == 3
    assert {row.intake for row in before["revisions"]} == {e.ACCEPTED}
    rebuild(office)
    assert seen(office) == before


def test_the_last_page_tells_the_laptop_also_when_it_is_full(made, monkeypatch):
    """A stop right after it would leave nobody who knows that something is to be told."""
    real, told = returned_pages._page, []
    tell = returned_pages.adopting.tell_again

    def page(office, *rest):
        assert waiting(office), "a page after the last one"
        return real(office, *rest)

    def noted(*args):
        told.append(args)
        return tell(*args)

    monkeypatch.setattr(returned_pages, "PAGE", 1)
    monkeypatch.setattr(returned_pages, "_page", page)
    monkeypatch.setattr(returned_pages.adopting, "tell_again", noted)
    take_returned(made.office, made.laptop.feed_id)
    assert len(told) == 1

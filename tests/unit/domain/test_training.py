"""Who is current: pass mark, new versions, months, and only what belongs to the officer."""

from datetime import date

import pytest

from outreach_app.domain import publishing_entries as pe
from outreach_app.domain import training
from outreach_app.domain.training import Attempt, Currency, TimeRead

TODAY = date(2026, 11, 24)


def module(version=2, renew="read", months=12):
    return pe.PublicationPublished(
        publication_id="modul",
        version=version,
        kind="training_module",
        audience="officers",
        title={"id": "M", "en": "M"},
        text={"id": "M", "en": "M"},
        valid_from="2026-11-20",
        published_on="2026-11-20",
        services=("PAS-ANAK",),
        training=pe.Training(quiz="kuis", renew=renew, valid_months=months, reading_min=4),
    )


def tried(version=2, score=4, on="2026-11-01", officer="rina"):
    return Attempt(officer, "modul", version, score, 5, on, "LB-1")


def read(seconds, version=2, officer="rina"):
    return TimeRead(officer, "modul", version, seconds)


@pytest.mark.parametrize(
    ("asked", "attempts", "readings", "stands"),
    [
        (module(), [], [], Currency.NEVER),
        (module(), [tried(score=3)], [], Currency.FAILED),
        (module(), [tried(score=3), tried(score=4)], [], Currency.CURRENT),
        (module(), [tried(version=1)], [], Currency.CHANGED),
        (module(), [tried(version=1)], [read(119)], Currency.CHANGED),
        (module(), [tried(version=1)], [read(60), read(60)], Currency.CURRENT),
        (module(), [tried(version=1)], [read(500, version=1)], Currency.CHANGED),
        (module(), [tried(version=1)], [read(500, officer="budi")], Currency.CHANGED),
        (module(renew="quiz"), [tried(version=1)], [read(500)], Currency.CHANGED),
        (module(), [tried(on="2025-11-24")], [], Currency.CURRENT),
        (module(), [tried(on="2025-11-23")], [], Currency.LAPSED),
        (module(months=0), [tried(on="2001-01-01")], [], Currency.CURRENT),
        (module(), [tried(officer="budi")], [read(500)], Currency.NEVER),
    ],
)
def test_how_an_officer_stands(asked, attempts, readings, stands):
    assert training.currency(asked, "rina", attempts, readings, TODAY) is stands


def test_the_pass_mark_is_exact():
    rule = pe.Training(quiz="kuis", pass_percent=67)
    assert Attempt("r", "m", 1, 67, 100, "2026-11-01").passed(rule)
    assert not Attempt("r", "m", 1, 2, 3, "2026-11-01").passed(rule)
    assert not Attempt("r", "m", 1, 0, 0, "2026-11-01").passed(rule)


@pytest.mark.parametrize(
    ("passed", "months", "ends"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 11, 24), 12, date(2027, 11, 24)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_a_pass_ends_on_the_same_day_of_a_later_month(passed, months, ends):
    assert training.ends_on(passed, months) == ends


def test_a_module_without_services_is_asked_of_everybody():
    import msgspec

    everyone = msgspec.structs.replace(module(), publication_id="semua", services=())
    both = [module(), everyone]
    assert training.asked_for(both, "PAS-ANAK") == both
    assert training.asked_for(both, "ITK") == [everyone]

"""The map of all 136 pekon and kelurahan."""

from datetime import date

from outreach_app.domain import coverage as c
from outreach_app.domain.coverage import Visit

TODAY = date(2026, 11, 24)
KUBU_PERAHU = "18.04.04.2002"


def place(tiles, code):
    return next(p for tile in tiles for p in tile.places if p.pekon.code == code)


def test_the_empty_map_shows_every_place_as_never_visited() -> None:
    tiles = c.coverage([], [], TODAY)
    assert len(tiles) == 15
    assert c.totals(tiles) == {
        "visited": 0,
        "planned": 0,
        "never": 136,
        "never_pekon": 131,
        "never_kelurahan": 5,
    }
    assert len({(t.row, t.column) for t in tiles}) == 15, "no two tiles in one place"


def test_a_visit_counts_for_twelve_months_to_the_day() -> None:
    held = [Visit("H-1", KUBU_PERAHU, "2025-11-24"), Visit("H-2", "18.04.04.2005", "2025-11-25")]
    tiles = c.coverage(held, [], TODAY)
    old, young = place(tiles, KUBU_PERAHU), place(tiles, "18.04.04.2005")
    assert (old.state, old.last, old.days) == ("never", "2025-11-24", ())
    assert (young.state, young.days) == ("visited", ("H-2",))


def test_planned_shows_only_where_nobody_was_and_only_days_to_come() -> None:
    held = [Visit("H-1", KUBU_PERAHU, "2026-06-01")]
    planned = [
        Visit("H-2", KUBU_PERAHU, "2026-12-01"),
        Visit("H-3", "18.04.04.2005", "2026-11-24"),
        Visit("H-4", "18.04.04.2006", "2026-11-23"),
    ]
    tiles = c.coverage(held, planned, TODAY)
    assert place(tiles, KUBU_PERAHU).state == "visited"
    assert place(tiles, KUBU_PERAHU).next == "2026-12-01"
    assert place(tiles, "18.04.04.2005").state == "planned"
    assert place(tiles, "18.04.04.2006").state == "never"
    balik_bukit = next(t for t in tiles if t.code == "18.04.04")
    assert balik_bukit.label == "Balik Bukit 1/12"


def test_a_place_outside_changes_nothing() -> None:
    assert (
        c.totals(c.coverage([Visit("H-1", "18.13.01.2001", "2026-11-01")], [], TODAY))["visited"]
        == 0
    )


def test_months_back_end_on_the_last_day_of_a_short_month() -> None:
    assert c.back(date(2026, 3, 31), 1) == date(2026, 2, 28)
    assert c.back(date(2028, 2, 29), 12) == date(2027, 2, 28)
    assert c.back(date(2026, 1, 15), 1) == date(2025, 12, 15)

"""The season's day page: every sum with what it is made of, warnings first, reasons beside."""

import pytest

from outreach_app import i18n
from outreach_app.desk import season_day_page
from outreach_app.desk.season_day_page import SeasonDayPage
from outreach_app.officeapi import days_messages as dm
from outreach_app.ui import theme


def row(**changes):
    facts = {
        "day_id": "H-2026-0001",
        "date": "2026-11-24",
        "pekon": "18.04.04.2002",
        "kind": "layanan",
        "tickets": {"selesai": 17, "pulang": 2},
        "files": tuple(f"LB-{n}" for n in range(21)),
        "applications": tuple(f"LB-{n}" for n in range(20)),
        "spent_idr": 425_000,
        "spending": {"bbm": 150_000, "konsumsi": 275_000},
        "expenses": ("LB-1", "LB-2"),
        "budget_idr": 500_000,
        "warn": ("kertas", "anggaran"),
        "counted": (
            dm.Counted(what="kertas", expected=1, counted=1),
            dm.Counted(what="cadangan", expected=50, counted=49, reasons=("rusak",)),
        ),
        "events": ("LB-9",),
        "came": 41,
        "speakers": ("Sukardi, Disnaker",),
        "opinions": ("LB-10", "LB-11"),
        "points": "3.50",
        "before_90": 3,
        "on_day": 7,
        "after_30": 12,
    }
    return dm.SeasonRow(**(facts | changes))


@pytest.fixture(autouse=True)
def indonesian(qapp):
    theme.apply(qapp)
    i18n.use("id")


def cells(table):
    return [
        [table.item(r, c).text() for c in range(table.columnCount())]
        for r in range(table.rowCount())
    ]


def test_money_and_counts_stand_with_their_parts(qtbot):
    page = SeasonDayPage(row())
    qtbot.addWidget(page)
    money = dict(cells(page.money))
    assert money["Per permohonan (20)"] == "21.250"
    assert money["Per orang terlayani (17)"] == "25.000"
    assert money["Sisa anggaran"] == "75.000"
    spare = cells(page.counted)[1]
    assert spare[1:] == ["50", "49", "-1", "rusak"]


def test_low_stock_and_a_budget_near_or_over_its_end_are_said():
    low, near = season_day_page.warnings(row())
    assert "Kertas termal (rol), sisa 1" in low
    assert "85 %" in near
    over = season_day_page.warnings(row(spent_idr=600_000, over_budget=True))[-1]
    assert "Melebihi anggaran: terpakai 120 %" in over
    assert season_day_page.warnings(row(warn=())) == []


def test_reach_says_whether_before_and_after_compare_yet():
    told = "3 dalam 90 hari sebelum, 7 pada hari itu, 12 dalam 30 hari sesudah"
    assert told in season_day_page.reach(row())
    assert "belum selesai" in season_day_page.reach(row())
    assert "belum selesai" not in season_day_page.reach(row(whole=True))

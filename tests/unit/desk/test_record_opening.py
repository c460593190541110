"""What a figure's trace names leads to its page, whatever its check character is."""

from types import SimpleNamespace

import pytest

from outreach_app import i18n
from outreach_app.desk.record_opening import open_record
from outreach_app.domain.numbering import local_number


@pytest.fixture
def opened():
    i18n.use("id")
    calls = []

    def to(kind):
        return lambda name, *_: calls.append((kind, name))

    window = SimpleNamespace(
        cases=SimpleNamespace(show=to("file")),
        days=SimpleNamespace(show_season_day=to("day")),
        citizens=SimpleNamespace(show_thread=to("thread")),
        texts=SimpleNamespace(show_text=to("text")),
        frame=SimpleNamespace(banner=SimpleNamespace(show_text=to("told"))),
    )

    def at(name):
        calls.clear()
        open_record(window, name, lambda: None)
        return calls[0]

    return at


def test_every_laptop_number_opens_its_file(opened):
    numbers = [str(local_number(2026, "D001", serial)) for serial in range(1, 80)]
    assert any(number.endswith("-K") for number in numbers)
    for number in numbers:
        assert opened(number) == ("file", number)
        assert opened(f"sample-1/{number}") == ("file", number)


def test_a_desk_number_has_no_page(opened):
    assert opened(str(local_number(2026, "K001", 1)))[0] == "told"


def test_days_and_their_tickets_open_the_day(opened):
    for name in ("H-2026-0001", "H-2026-0001/A-014", "H-2026-0001/kertas"):
        assert opened(name) == ("day", "H-2026-0001")
    day = "D007-2026-11-24-1"
    assert opened(day) == opened(f"{day}/A-014") == ("day", day)
    assert opened("modul-tppo/2") == ("text", "modul-tppo")

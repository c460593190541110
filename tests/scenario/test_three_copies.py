"""R17: one disk on three laptops, each a day offline with slips in people's hands.

Every copy gave out the same numbers. Each is noticed, every branch is kept, each file comes once,
and the clerk sees every number that stands on several slips, to be settled one by one.
"""

import pytest

from outreach_app.casework.slips import slip_printed
from outreach_app.desk.held_page import Held, HeldPage
from outreach_app.officeapi.client import OfficeClient
from outreach_app.officeapi.link_client import LinkCalls
from outreach_app.officeapi.settlement_client import SettlementClient
from outreach_app.practice import office_day
from outreach_app.practice.answers import fill
from outreach_app.practice.people import People
from outreach_app.practice.village_day import PEKON
from tests.scenario.test_copies import at_office, copied, enrolled_again, opened

COPIES, EACH = 3, 2


def capture(laptop, person):
    """Finish a file, hand out its slip; return (number, revision id)."""
    file = laptop.start_file(person.service)
    fill(file, person, laptop.place.today())
    number = file.finish(similar_reason="Sudah dibandingkan").number
    slip_printed(laptop.place, number, "58mm")
    return number, laptop.file(number).instance_id


@pytest.fixture
def clerk(practice):
    client = OfficeClient(practice[0].url)
    client.sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)
    yield client
    client.close()


def test_three_copies_a_day_offline_with_slips(practice, tmp_path, clerk, qtbot):
    office, laptop, post, profile = practice
    laptop.sync_now(post)
    laptop.open_day(PEKON, ("RY",))
    people = iter([p for p in People(17, laptop.place.today(), PEKON).draw(60) if not p.edge])
    common = capture(laptop, next(people))
    laptop.sync_now(post)
    laptop.lock()
    profiles = [profile, *(copied(profile, tmp_path / f"copy{n}") for n in range(1, COPIES))]
    laptops = [opened(one) for one in profiles]
    given = [[capture(one, next(people)) for _ in range(EACH)] for one in laptops]
    numbers = [[number for number, _ in one] for one in given]
    assert numbers == [numbers[0]] * COPIES, "each copy gave out the same numbers"
    for one in laptops:
        one.sync_now(post)
    laptops[0].sync_now(post)
    assert [one.sync_state().standing for one in laptops] == ["frozen"] * COPIES
    shown = LinkCalls(clerk).branches("D001")
    assert len(shown.branches) == COPIES, "all three branches are kept"
    chosen = next(b for b in shown.branches if b.current)
    LinkCalls(clerk).choose("D001", chosen.head)
    new = [
        enrolled_again(one, which, office.url) for one, which in zip(laptops, profiles, strict=True)
    ]
    for one in [*new, *new]:
        one.sync_now(post)
    assert {one.sync_state().standing for one in new} == {"active"}
    ids = [common[1], *(instance for one in given for _, instance in one)]
    assert at_office(office) == sorted(ids), "every file once"
    held = SettlementClient(clerk).held()
    clashes = [one.number for one in held if one.reason == "INTAKE_003"]
    assert sorted(clashes) == sorted(numbers[0] * (COPIES - 1))
    page = HeldPage(Held(held, office_day.CLERK, ()), id, id, id)
    qtbot.addWidget(page)
    told = " ".join(
        page.table.item(row, column).text()
        for row in range(page.table.rowCount())
        for column in range(page.table.columnCount())
        if page.table.item(row, column)
    )
    assert all(number in told for number in numbers[0])
    for one in new:
        one.lock()

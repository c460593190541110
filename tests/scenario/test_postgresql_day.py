"""A whole outreach day with the office on a real PostgreSQL, balanced to the last number."""

import secrets

from outreach_app.clock import SystemClock
from outreach_app.officeapi.client import OfficeClient
from outreach_app.practice import office_day
from outreach_app.practice.village_day import VillageDay
from outreach_app.settings import Profile
from sync.client import Transport
from tests.postgresql import emptied


def test_a_day_on_postgresql_balances(postgresql, tmp_path):
    clock, chance = SystemClock(), secrets.token_bytes
    office = office_day.start_office(
        tmp_path / "office", clock, chance, database_url=emptied(postgresql)
    )
    try:
        code = office_day.new_code(office.url)
        laptop = office_day.enrol_laptop(
            Profile(tmp_path / "laptop"), office.url, code, clock=clock, random=chance
        )
        clerk, post = OfficeClient(office.url), Transport(office.url)
        clerk.sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)
        report = VillageDay(laptop, post, clerk, 1, tmp_path).run(6)
        laptop.lock()
        post.close()
    finally:
        office.stop()
    assert report.differences == []
    assert report.counts["received"] == 6
    assert not (tmp_path / "office" / "office.sqlite").exists()

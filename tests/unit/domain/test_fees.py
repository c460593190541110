"""What an applicant is told to pay, by the tariff in force."""

from datetime import date

import pytest

from outreach_app import resources
from outreach_app.domain.fees import Fees

FEES = Fees.load(resources.text("services/fees.toml"))
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("rule", "years", "idr"),
    [
        ("passport", 5, 650_000),
        ("passport", 10, 950_000),
        ("passport5", 10, 650_000),
        ("passport+lost", 5, 1_650_000),
        ("passport+lost", 10, 1_950_000),
        ("passport+damaged", 10, 1_450_000),
        ("free", 10, 0),
    ],
)
def test_electronic_passports_of_pp_45_2024(rule: str, years: int, idr: int) -> None:
    fee = FEES.fee(rule, TODAY, years=years)
    assert (fee.idr, fee.legal_basis, fee.offered) == (idr, "PP 45/2024", True)


def test_an_act_of_god_waives_the_charge_and_not_the_book() -> None:
    assert FEES.fee("passport+lost", TODAY, force=True).idr == 950_000
    assert FEES.fee("passport+damaged", TODAY, years=5, force=True).idr == 650_000


def test_a_sum_says_what_it_is_made_of() -> None:
    fee = FEES.fee("passport+lost", TODAY)
    assert fee.parts == (("passport.e.10", 950_000), ("passport.lost", 1_000_000))
    assert fee.idr == sum(idr for _, idr in fee.parts)


def test_plain_passports_have_a_fee_and_are_not_offered() -> None:
    fee = FEES.fee("passport", TODAY, electronic=False)
    assert (fee.idr, fee.offered) == (650_000, False)


@pytest.mark.parametrize(
    ("rule", "period", "idr"),
    [
        ("itk", "7H", 250_000),
        ("itk", "30H", 500_000),
        ("itk", "180H", 2_000_000),
        ("imk", "30H", 300_000),
        ("imk", "1T", 1_500_000),
        ("imk", "10T", 5_000_000),
        ("imk", "6B", None),
        ("itk", "1T", None),
        ("itk", "", None),
        ("ask", "1T", None),
        ("passport+stolen", "", None),
    ],
)
def test_stay_permits_by_period_and_no_guess_where_the_tariff_is_silent(
    rule: str, period: str, idr: int | None
) -> None:
    fee = FEES.fee(rule, TODAY, period=period)
    assert fee.idr == idr
    assert idr is not None or fee.parts == ()


@pytest.mark.parametrize(
    ("day", "basis", "idr"),
    [
        (date(2024, 12, 16), "PP 28/2019", 650_000),
        (date(2024, 12, 17), "PP 45/2024", 950_000),
        (date(2010, 1, 1), "", None),
    ],
)
def test_the_day_decides_the_tariff(day: date, basis: str, idr: int | None) -> None:
    fee = FEES.fee("passport", day)
    assert (fee.legal_basis, fee.idr) == (basis, idr)


ONE = '[[table]]\nversion = "a"\nvalid_from = 2024-01-01\nlegal_basis = "x"\nfee = {}\n'


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "Expected `array`"),
        (ONE + ONE, "two versions"),
        (ONE.replace("2024-01-01", '"soon"'), "Invalid|Expected"),
        (ONE.replace("{}", '{"passport.e.5" = "650.000"}'), "Expected `int`"),
    ],
)
def test_a_tariff_that_contradicts_itself_is_refused(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Fees.load(text)

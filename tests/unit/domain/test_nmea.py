"""GPS sentences are believed only when their check sum is right."""

import pytest

from outreach_app.domain.nmea import Fix, fields, fix


def sentence(body):
    check = 0
    for byte in body.encode():
        check ^= byte
    return f"${body}*{check:02X}\r\n"


def test_the_example_of_the_standard_is_read():
    line = "$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47"
    found = fix(line)
    assert found == Fix(pytest.approx(48.1173), pytest.approx(11.516667), 545.4, 4.5)


def test_south_and_rmc():
    line = sentence("GNRMC,031500.00,A,0501.8000,S,10404.8000,E,0.1,,241126,,,A")
    assert fix(line) == Fix(pytest.approx(-5.03), pytest.approx(104.08))


@pytest.mark.parametrize(
    "line",
    [
        "$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*48",  # damaged
        "$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9",  # cut off
        sentence("GPGGA,123519,,,,,0,00,99.9,,M,,M,,"),  # no position yet
        sentence("GPRMC,123519,V,4807.038,N,01131.000,E,,,241126,,"),  # warned
        sentence("GPGGA,123519,9907.038,N,01131.000,E,1,08,0.9,5,M,4,M,,"),  # 99 degrees
        sentence("GPGGA,123519,4861.038,N,01131.000,E,1,08,0.9,5,M,4,M,,"),  # 61 minutes
        sentence("GPGGA,123519,4807.038,Q,01131.000,E,1,08,0.9,5,M,4,M,,"),
        sentence("GPGSV,1,1,00"),
        "",
        "hello",
    ],
)
def test_anything_else_is_no_position(line):
    assert fix(line) is None


def test_the_known_bad_twin_without_a_check_would_believe_a_damaged_line():
    damaged = "$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*48"
    assert fields(damaged) is None
    assert damaged.split("*")[0].split(",")[2] == "4807.038", "it looks like a position"


def test_a_position_is_written_as_forms_do():
    assert Fix(-5.03, 104.08, 900, 4.5).lexical() == "-5.0300000 104.0800000 900.0 4.5"

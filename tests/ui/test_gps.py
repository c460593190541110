"""A GPS receiver on a real serial line (a pseudo terminal that plays NMEA)."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication

from outreach_app import i18n
from outreach_app.errors import EnvironmentProblem
from outreach_app.forms import ItemView
from outreach_app.ui import gps
from outreach_app.ui.questions.around import Around
from outreach_app.ui.questions.kinds import field_for

pytest.importorskip("pty", reason="pseudo terminals are a Unix thing")


def sentence(body):
    check = 0
    for byte in body.encode():
        check ^= byte
    return f"${body}*{check:02X}\r\n".encode()


NOTHING = sentence("GPGGA,031500,,,,,0,00,99.9,,M,,M,,")
ROUGH = sentence("GPGGA,031501,0501.8100,S,10404.8000,E,1,04,6.0,900.0,M,0,M,,")
GOOD = sentence("GPGGA,031502,0501.8000,S,10404.8000,E,1,09,0.8,900.0,M,0,M,,")


def test_the_good_position_is_waited_for(receiver):
    port = receiver(b"\xff\xfehalf a line\r\n", NOTHING, ROUGH, GOOD)
    found = gps.read((port,), threading.Event())
    assert (round(found.latitude, 4), round(found.longitude, 4)) == (-5.03, 104.08)
    assert found.accuracy == 4.0


def test_the_best_is_taken_when_the_time_is_over(receiver):
    found = gps.read((receiver(ROUGH),), threading.Event(), wait_ms=2000)
    assert found.accuracy == 30.0


def test_a_receiver_without_a_position_is_not_a_missing_receiver(receiver):
    with pytest.raises(EnvironmentProblem) as said:
        gps.read((receiver(NOTHING),), threading.Event(), wait_ms=1500)
    assert said.value.code == "DEVICE_002"
    with pytest.raises(EnvironmentProblem) as said:
        gps.read(("/dev/no-such-port",), threading.Event(), wait_ms=400)
    assert said.value.code == "DEVICE_001"


def test_the_button_reads_off_the_screen_and_stops_when_asked(receiver, qtbot):
    i18n.use("id")
    port = receiver(NOTHING)
    view = ItemView("/d/q", "q", "geopoint", label="Letak")
    made = field_for(view, Around(date(2026, 11, 24), gps=lambda: (port,)))
    qtbot.addWidget(made)
    made.show()
    made._receiver.click()
    assert made._receiver.text() == "Berhenti membaca"
    QCoreApplication.processEvents()
    made._receiver.click()
    qtbot.waitUntil(lambda: not made._receiver.reading, timeout=5000)
    assert made.value() == ""
    assert "DEVICE_00" in made._aside.text()


def test_a_position_goes_into_the_answer(receiver, qtbot):
    port = receiver(GOOD)
    made = field_for(
        ItemView("/d/q", "q", "geopoint"), Around(date(2026, 1, 1), gps=lambda: (port,))
    )
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.answered, timeout=5000) as told:
        made._receiver.click()
    assert told.args == ["/d/q", "-5.0300000 104.0800000 900.0 4.0"]

"""Reading a position from a GPS receiver on a serial port; called off the screen's thread.

Qt's own serial port is used: it comes with PySide6 and works on Linux and Windows alike.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator

from PySide6.QtCore import QDeadlineTimer, QIODevice
from PySide6.QtSerialPort import QSerialPort, QSerialPortInfo

from outreach_app.domain.nmea import Fix, fields, fix
from outreach_app.errors import EnvironmentProblem

BAUD = 4800, 9600
"""NMEA's own rate, and that of most receivers today; over USB it does not matter."""

WAIT_MS = 30_000
_STEP_MS = 200
_SILENT_MS = 2500
_LONGEST = 4096


def ports() -> tuple[str, ...]:
    """Return the ports a receiver may be at: the one named in `OUTREACH_GPS`, else those on USB."""
    if named := os.environ.get("OUTREACH_GPS"):
        return (named,)
    found = QSerialPortInfo.availablePorts()
    return tuple(p.systemLocation() for p in found if p.hasVendorIdentifier())


def read(
    places: tuple[str, ...], stop: threading.Event, good_m: float = 5.0, wait_ms: int = WAIT_MS
) -> Fix:
    """Return a position, the first that is good enough, else the best until the time is over.

    Args:
        places: ports to try.
        stop: set by the screen when the officer does not want to wait.
        good_m: accuracy in metres that is good enough.
        wait_ms: how long to wait at most.

    Raises:
        EnvironmentProblem: DEVICE_001 no receiver answers; DEVICE_002 it knows no position yet.
    """
    best: Fix | None = None
    heard = False
    until = QDeadlineTimer(wait_ms)
    for line in _lines(places, stop, until):
        heard = heard or fields(line) is not None
        found = fix(line)
        if found is None:
            continue
        best = _better(best, found)
        if found.accuracy and found.accuracy <= good_m:
            return found
    if best is not None:
        return best
    raise EnvironmentProblem("DEVICE_002" if heard else "DEVICE_001", retry=True)


def _better(best: Fix | None, found: Fix) -> Fix:
    """Prefer a known accuracy, then the smaller one."""
    if best is None or not best.accuracy:
        return found
    return found if found.accuracy and found.accuracy < best.accuracy else best


def _lines(places: tuple[str, ...], stop: threading.Event, until: QDeadlineTimer) -> Iterator[str]:
    for place in places:
        for baud in BAUD:
            heard = False
            for line in _spoken(place, baud, stop, until):
                heard = heard or fields(line) is not None
                yield line
            if heard or stop.is_set():
                return


def _spoken(place: str, baud: int, stop: threading.Event, until: QDeadlineTimer) -> Iterator[str]:
    """Yield lines of one port; given up when nothing that is NMEA was heard for a while."""
    port = QSerialPort(place)
    port.setBaudRate(baud)
    if not port.open(QIODevice.OpenModeFlag.ReadOnly):
        return
    silent, rest = QDeadlineTimer(_SILENT_MS), b""
    try:
        while not (stop.is_set() or until.hasExpired() or silent.hasExpired()):
            if not port.waitForReadyRead(_STEP_MS):
                continue
            rest = (rest + bytes(port.readAll().data()))[-_LONGEST:]
            *whole, rest = rest.split(b"\n")
            for line in whole:
                text = line.decode("ascii", errors="replace")
                if fields(text) is not None:
                    silent.setRemainingTime(_SILENT_MS)
                yield text
    finally:
        port.close()

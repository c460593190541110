"""Starts the clerk's window."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication

from outreach_app.desk.window import DeskWindow
from outreach_app.officeapi.client import OfficeClient
from outreach_app.ui import theme

_open: list[DeskWindow] = []


def open_desk(office_url: str, practice: str = "") -> DeskWindow:
    """Show a clerk's window in a running application and return it."""
    window = DeskWindow(OfficeClient(office_url), practice)
    window.resize(1366, 697)
    window.show()
    _open.append(window)
    return window


def run_desk(office_url: str, practice: str = "") -> int:
    """Show the clerk's window until it is closed; return the exit code."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)  # noqa: S101 - for the type checker
    theme.apply(app)
    open_desk(office_url, practice)
    return int(app.exec())

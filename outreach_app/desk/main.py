"""Starts the clerk's window."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication

from outreach_app.desk.window import DeskWindow
from outreach_app.officeapi.client import OfficeClient
from outreach_app.ui import theme
from sync.tls import fingerprint

_open: list[DeskWindow] = []


def open_desk(office_url: str, practice: str = "", office_key: str = "") -> DeskWindow:
    """Show a clerk's window in a running application and return it.

    Args:
        office_url: address of the office.
        practice: accounts of a practice day, for the first page.
        office_key: fingerprint of the office's key, as its server prints it; for HTTPS.
    """
    is_ours = (lambda key: fingerprint(key) == office_key) if office_key else None
    window = DeskWindow(OfficeClient(office_url, is_ours=is_ours), practice)
    window.resize(1366, 697)
    window.show()
    _open.append(window)
    return window


def run_desk(office_url: str, practice: str = "", office_key: str = "") -> int:
    """Show the clerk's window until it is closed; return the exit code."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)  # noqa: S101 - for the type checker
    theme.apply(app)
    open_desk(office_url, practice, office_key)
    return int(app.exec())

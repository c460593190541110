"""Buttons, labels and rows as every window makes them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from outreach_app.ui import theme


def button(
    text: str, on_click: Callable[[], object], shortcut: str = "", *, primary: bool = False
) -> QPushButton:
    """Return a button; its shortcut stands beside its text."""
    shown = shortcut.replace("Return", "Enter").replace("Escape", "Esc")
    made = QPushButton(f"{text}   {shown}" if shortcut else text)
    made.setProperty("primary", primary)
    made.setAccessibleName(text)
    made.setAutoDefault(False)
    if shortcut:
        made.setShortcut(QKeySequence(shortcut))
    made.clicked.connect(lambda: on_click())
    return made


def label(text: str, role: str = "") -> QLabel:
    """Return a label that breaks its lines; roles: `title big called label hint warn problem`."""
    made = QLabel(text)
    made.setWordWrap(True)
    if role:
        made.setProperty("role", role)
    return made


def lead_of(text: str) -> QLabel:
    """Return the words with which a row of controls begins; as high as the controls."""
    made = label(text, "label")
    made.setWordWrap(False)
    made.setMinimumHeight(theme.px(38))
    return made


def title_of(widget: QWidget, text: str) -> QLabel:
    """Return the label of a field, by which a screen reader names it too."""
    made = label(text, "label")
    made.setBuddy(widget)
    widget.setAccessibleName(text)
    return made


def secret_line(name: str, width: int = 0) -> QLineEdit:
    """Return a field for a PIN or a passphrase; `width` in pixels at 100 %, 0 for all the room."""
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    made.setAccessibleName(name)
    if width:
        made.setFixedWidth(theme.px(width))
    return made

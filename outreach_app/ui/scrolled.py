"""A page that scrolls down where it does not fit, as with large text, and never sideways."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from outreach_app.ui import theme

LEAST_LIST = 150
"""So many pixels a list keeps, times the text size."""


def scrolled(area: QScrollArea) -> QVBoxLayout:
    """Return the column in which the parts of a page stand."""
    inside = QWidget()
    inside.setObjectName("page")
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    column = QVBoxLayout(inside)
    column.setContentsMargins(24, 12, 24, 8)
    return column


def add_list(column: QVBoxLayout, made: QWidget) -> None:
    """Add the list of a page: it takes the room that is left, and never less than a few lines."""
    made.setMinimumHeight(theme.px(LEAST_LIST))
    column.addWidget(made, 1)

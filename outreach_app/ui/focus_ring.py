"""Where the keys go: a ring around whatever has the focus (ux section 7)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFocusFrame,
    QProxyStyle,
    QSlider,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)
from shiboken6 import isValid

from outreach_app.ui import theme

_OUT, _THICK = 4, 3
_RINGED = (QAbstractButton, QSlider)
"""Lines and lists show the focus by their own border; these have none of their own."""


class _Above(QProxyStyle):
    """Lets the ring lie above what it surrounds; below, parents cut it to a sliver."""

    def styleHint(  # noqa: N802 - Qt's name
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        """Answer for the one hint, else as the style below does."""
        if hint == QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1
        return super().styleHint(hint, option, widget, returned)

    def pixelMetric(  # noqa: N802 - Qt's name
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        """Leave room for the line around what is surrounded."""
        margins = (QStyle.PixelMetric.PM_FocusFrameHMargin, QStyle.PixelMetric.PM_FocusFrameVMargin)
        return _OUT if metric in margins else super().pixelMetric(metric, option, widget)


class FocusRing(QFocusFrame):
    """Follows the focus inside one window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._above = _Above("Fusion")  # kept: a widget does not own its style
        self.setStyle(self._above)
        self.hide()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._moved)

    def _moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if not isValid(self) or not isValid(self._window):
            return  # the window is just going
        ours = isinstance(new, _RINGED) and self._window.isAncestorOf(new)
        self.setWidget(new if ours else None)  # type: ignore[arg-type]  # Qt takes none

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring in the theme's colour."""
        on_bar = self.widget() is not None and _on_bar(self.widget())
        colour = "#FFDD00" if on_bar else theme.token("focus")
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(colour), _THICK))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), 5, 5)


def _on_bar(widget: QWidget) -> bool:
    above = widget.parentWidget()
    return above is not None and above.objectName() == "topbar"

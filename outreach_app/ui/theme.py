"""Colours, faces and heights, from data (`resources/theme`); one palette, one style sheet."""

from __future__ import annotations

import re

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from outreach_app import resources

THEMES = ("terang", "terik", "gelap")
TEXT_FACE = "Atkinson Hyperlegible Next"
MONO_FACE = "Atkinson Hyperlegible Mono"
_tokens: dict[str, str] = {}

_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "window",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.Highlight: "selection",
    QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "text",
}


def apply(app: QApplication, name: str = "terang") -> None:
    """Dress the application in a theme; may be called again to change it."""
    _tokens.clear()
    _tokens.update({key: str(value) for key, value in resources.toml(f"theme/{name}.toml").items()})
    for font in resources.names("fonts", ".ttf"):
        QFontDatabase.addApplicationFont(str(resources.path(font)))
    app.setStyle("Fusion")
    face = QFont(TEXT_FACE)
    face.setPixelSize(16)
    app.setFont(face)
    palette = QPalette()
    for role, key in _ROLES.items():
        palette.setColor(role, QColor(_tokens[key]))
    app.setPalette(palette)
    app.setStyleSheet(_style())


def token(name: str) -> str:
    """Return a colour of the theme in force, `#0B5394`."""
    if not _tokens:
        _tokens.update({k: str(v) for k, v in resources.toml("theme/terang.toml").items()})
    return _tokens[name]


def _style() -> str:
    def colour(match: re.Match[str]) -> str:
        return _tokens.get(match[1], match[0])

    return re.sub(r"\{(\w+)\}", colour, resources.text("theme/style.qss"))

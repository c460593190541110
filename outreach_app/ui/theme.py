"""Colours, faces and heights, from data (`resources/theme`); one palette, one style sheet.

Everything in pixels is times the text size, 100 to 200 % (ux section 7).
"""

from __future__ import annotations

import re
from functools import cache

from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication

from outreach_app import resources

THEMES = ("terang", "terik", "gelap")
SIZES = (100, 110, 125, 150, 175, 200)
"""Text sizes in percent; Ctrl+plus and Ctrl+minus step through them."""

TEXT_FACE = "Atkinson Hyperlegible Next"
MONO_FACE = "Atkinson Hyperlegible Mono"
TEXT_PX = 16
_tokens: dict[str, str] = {}
_now: list[tuple[str, int]] = [("terang", 100)]

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
    QPalette.ColorRole.Link: "info",
}


def apply(app: QApplication, name: str = "terang", size: int = 100) -> None:
    """Dress the application in a theme; may be called again to change it.

    Args:
        app: the application.
        name: one of `THEMES`.
        size: of text, in percent.
    """
    if app.styleSheet() and _now[0] == (name, size):
        return  # dressing every widget again takes long
    _now[0] = (name, size)
    _tokens.clear()
    _tokens.update({key: str(value) for key, value in resources.toml(f"theme/{name}.toml").items()})
    for icon in ("arrow", "check"):
        _tokens[icon] = resources.path(f"icons/{_tokens[icon]}").as_posix()
    _add_fonts()
    app.setStyle("Fusion")
    app.setFont(face())
    palette = QPalette()
    for role, key in _ROLES.items():
        palette.setColor(role, QColor(_tokens[key]))
    app.setPalette(palette)
    app.setStyleSheet(_style())


def theme() -> str:
    """Return the name of the theme in force."""
    return _now[0][0]


def size() -> int:
    """Return the text size in force, in percent."""
    return _now[0][1]


def px(at_100: int) -> int:
    """Return a length in pixels at the text size in force."""
    return round(at_100 * size() / 100)


def face(*, mono: bool = False, bold: bool = False, at_100: int = TEXT_PX) -> QFont:
    """Return a font of the house at the text size in force."""
    made = QFont(MONO_FACE if mono else TEXT_FACE)
    made.setPixelSize(px(at_100))
    made.setBold(bold)
    return made


def digits(count: int, *, mono: bool = False) -> int:
    """Return how wide `count` digits are, in pixels at the text size in force."""
    return QFontMetrics(face(mono=mono)).horizontalAdvance("0") * count


def token(name: str) -> str:
    """Return a colour of the theme in force, `#0B5394`."""
    if not _tokens:
        _tokens.update({k: str(v) for k, v in resources.toml("theme/terang.toml").items()})
    return _tokens[name]


@cache
def _add_fonts() -> None:
    for font in resources.names("fonts", ".ttf"):
        QFontDatabase.addApplicationFont(str(resources.path(font)))


def _style() -> str:
    def colour(match: re.Match[str]) -> str:
        return _tokens.get(match[1], match[0])

    def length(match: re.Match[str]) -> str:
        # Lines stay thin; what holds text grows with it.
        value = int(match[1])
        return f"{px(value) if value > 4 else value}px"

    text = re.sub(r"\{(\w+)\}", colour, resources.text("theme/style.qss"))
    return re.sub(r"\b(\d+)px\b", length, text)

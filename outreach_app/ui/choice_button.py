"""One answer to choose: a big target whose text breaks, with a mark that is more than a colour."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy

from outreach_app.ui import markup, theme
from outreach_app.ui.buttons import label

_MARK = 18
_PICTURE = 96


class ChoiceButton(QAbstractButton):
    """A choice of a question.

    Args:
        text: label.
        digit: key that chooses it, 0 for none.
        many: several may be chosen (a box instead of a circle).
        mark: draw the box or circle (appearance `no-buttons` leaves it out).
        picture: shown above the text.
    """

    def __init__(
        self,
        text: str,
        digit: int = 0,
        *,
        many: bool = False,
        mark: bool = True,
        picture: QPixmap | None = None,
    ) -> None:
        super().__init__()
        self.setCheckable(True)
        self._many, self._mark = many, mark
        self._measured: tuple[tuple[str, str], int] = ("", ""), 0
        self._digit = label(str(digit) if digit else "", "digit")
        self._digit.setWordWrap(False)
        self._words = label("")
        self._picture = label("")
        self._row = row = QHBoxLayout(self)
        left = 10 + (theme.px(_MARK) + 8 if mark else 0)
        row.setContentsMargins(left, 4, 12, 4)
        row.setSpacing(8)
        for part in (self._digit, self._picture, self._words):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(part, 1 if part is self._words else 0)
        self._digit.setVisible(bool(digit))
        self._picture.setVisible(picture is not None)
        if picture is not None:
            self._picture.setPixmap(_fitted(picture))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumSize(theme.px(44), theme.px(38))
        self.say(text)

    def say(self, text: str) -> None:
        """Change the label, as when the language changes."""
        markup.show(self._words, text)
        self._words.setVisible(bool(text))
        self.setAccessibleName(markup.plain(text))
        self.updateGeometry()

    @property
    def words(self) -> str:
        """Return the label."""
        return self._words.text()

    def sizeHint(self) -> QSize:
        """Return the size with the whole text on one line."""
        self.ensurePolished()
        margins = self._margins()
        width = self._on_one_line() + 2 + margins.left() + margins.right() + self._beside()
        return QSize(width, self.heightForWidth(width)).expandedTo(self.minimumSize())

    def _on_one_line(self) -> int:
        """Return the width of the words; a layout asks for it dozens of times."""
        measured = self.words, self._words.font().key()
        if self._measured[0] != measured:
            box = self._words.fontMetrics().boundingRect(
                QRect(0, 0, 4000, 4000), Qt.AlignmentFlag.AlignLeft, markup.plain(self.words)
            )
            self._measured = measured, box.width()
        return self._measured[1]

    def minimumSizeHint(self) -> QSize:
        """Return the size with the longest word on a line."""
        words = markup.plain(self.words).split() or [""]
        longest = max(self._words.fontMetrics().horizontalAdvance(w) for w in words)
        margins = self._margins()
        width = longest + margins.left() + margins.right() + self._beside() + 4
        return QSize(max(width, self.minimumWidth()), self.minimumHeight())

    def hasHeightForWidth(self) -> bool:
        """Its text breaks."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width."""
        margins = self._margins()
        room = width - margins.left() - margins.right() - self._beside()
        text = self._words.heightForWidth(max(room, 1)) if self.words else 0
        picture = self._picture.pixmap().height() if not self._picture.isHidden() else 0
        return max(text, picture) + margins.top() + margins.bottom() + 4

    def _margins(self) -> QMargins:
        return self._row.contentsMargins()

    def _beside(self) -> int:
        shown = [p for p in (self._digit, self._picture) if not p.isHidden()]
        return sum(p.sizeHint().width() + 8 for p in shown)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw frame and mark in the colours of the theme."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            chosen, able = self.isChecked(), self.isEnabled()
            edge = theme.token("primary" if chosen else "border" if able else "line")
            fill = theme.token("selection" if chosen or self.underMouse() else "surface")
            painter.setPen(QPen(QColor(edge), 3 if chosen else 2))
            painter.setBrush(QColor(fill))
            painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), 4, 4)
            if self._mark:
                side = theme.px(_MARK)
                place = QRect(QPoint(12, (self.height() - side) // 2), QSize(side, side))
                draw_mark(painter, place, chosen=chosen, many=self._many)


def draw_mark(painter: QPainter, place: QRect, *, chosen: bool, many: bool) -> None:
    """Draw a circle (one) or a box (many), filled with a dot or a tick when chosen."""
    ink = QColor(theme.token("text"))
    painter.setPen(QPen(ink, 2))
    painter.setBrush(QColor(theme.token("surface")))
    if many:
        painter.drawRoundedRect(place, 3, 3)
        if chosen:
            tick(painter, place, ink)
        return
    painter.drawEllipse(place)
    if chosen:
        painter.setBrush(ink)
        inner = place.width() // 4
        painter.drawEllipse(place.adjusted(inner, inner, -inner, -inner))


def tick(painter: QPainter, place: QRect, ink: QColor) -> None:
    """Draw a tick into a square; the house's face has no such letter."""
    painter.setPen(QPen(ink, max(2, place.width() // 7)))
    x, y, side = place.x(), place.y(), place.width()
    painter.drawPolyline(
        [
            QPoint(x + side * 22 // 100, y + side * 52 // 100),
            QPoint(x + side * 43 // 100, y + side * 74 // 100),
            QPoint(x + side * 80 // 100, y + side * 28 // 100),
        ]
    )


def _fitted(picture: QPixmap) -> QPixmap:
    side = theme.px(_PICTURE)
    return picture.scaled(
        side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )

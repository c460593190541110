"""A sheet that is written from the top and knows its height only at the end.

Every mark is remembered first and drawn when the page size is known, so a roll is as long as what
stands on it. Lengths are points; `y` counts down from the top.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import segno
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from outreach_app.documents import fonts

Mark = Callable[[Any, float], object]
_LEADING = 1.25


class Sheet:
    """Writes marks from top to bottom.

    Args:
        width_mm: of the page.
        margin_mm: left and right.
        title: of the PDF.
    """

    def __init__(self, width_mm: float, margin_mm: float, title: str) -> None:
        fonts.register()
        self.width = width_mm * mm
        self.left = margin_mm * mm
        self.inner = self.width - 2 * self.left
        self.y = margin_mm * mm
        self._marks: list[Mark] = []
        self._title = title

    def gap(self, points: float) -> None:
        """Leave space."""
        self.y += points

    def rule(self, weight: float = 0.7) -> None:
        """Draw a line across, with a little air."""
        self.y += 3
        y, left, right = self.y, self.left, self.left + self.inner
        self._marks.append(lambda c, h: (c.setLineWidth(weight), c.line(left, h - y, right, h - y)))
        self.y += 3

    def text(
        self,
        text: str,
        size: float,
        *,
        font: str = fonts.TEXT,
        indent: float = 0,
        width: float | None = None,
        centred: bool = False,
    ) -> None:
        """Write `text`, broken into lines that fit; nothing is ever cut off."""
        room = (width or self.inner) - indent
        for line in wrapped(text, font, size, room):
            x = self.left + indent
            if centred:
                x += (room - fonts.width(line, font, size)) / 2
            self.line_at(line, x, self.y, size, font)
            self.y += size * _LEADING

    def line_at(self, text: str, x: float, y: float, size: float, font: str) -> None:
        """Write one line with its top at `y`."""
        base = y + size * 0.95
        self._marks.append(lambda c, h: (c.setFont(font, size), c.drawString(x, h - base, text)))

    def pair(self, label: str, value: str, size: float, column: float) -> None:
        """Write a bold label and its value beside it."""
        top = self.y
        self.text(label, size, font=fonts.BOLD, width=column)
        below, self.y = self.y, top
        self.text(value, size, indent=column)
        self.y = max(self.y, below)

    def box_item(self, text: str, size: float, *, ticked: bool, indent: float = 0) -> None:
        """Write an item with a square before it, crossed when `ticked`."""
        x, y, side = self.left + indent, self.y + size * 0.2, size * 0.75

        def mark(c: Any, h: float) -> None:
            c.setLineWidth(0.8)
            c.rect(x, h - y - side, side, side, stroke=1, fill=0)
            if ticked:
                c.line(x, h - y, x + side, h - y - side)
                c.line(x, h - y - side, x + side, h - y)

        self._marks.append(mark)
        self.text(text, size, indent=indent + side + 3)

    def qr(self, content: str, side: float, x: float | None = None, y: float | None = None) -> None:
        """Draw a QR code; in the middle below what was written unless `x` and `y` are given."""
        matrix = [list(row) for row in segno.make(content, error="m", micro=False).matrix]
        module = side / len(matrix)
        left = self.left + (self.inner - side) / 2 if x is None else x
        top = self.y if y is None else y

        def mark(c: Any, h: float) -> None:
            for row, cells in enumerate(matrix):
                for start, length in _runs(cells):
                    where = h - top - (row + 1) * module
                    c.rect(left + start * module, where, length * module, module, stroke=0, fill=1)

        self._marks.append(mark)
        if y is None:
            self.y += side

    def pdf(self, height: float | None = None) -> bytes:
        """Return the PDF; the page is as high as what was written unless `height` is given."""
        high = height or self.y + self.left
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=(self.width, high), invariant=1, initialFontName=fonts.TEXT)
        canvas.setTitle(self._title)
        for mark in self._marks:
            mark(canvas, high)
        canvas.save()
        return out.getvalue()


def _runs(cells: list[int]) -> list[tuple[int, int]]:
    """Return (start, length) of the dark stretches of a row."""
    found: list[tuple[int, int]] = []
    for at, dark in enumerate(cells):
        if not dark:
            continue
        if found and found[-1][0] + found[-1][1] == at:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((at, 1))
    return found


def wrapped(text: str, font: str, size: float, room: float) -> list[str]:
    """Return `text` in lines that fit `room`; a word that is too long is broken."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        candidate = f"{line} {word}".strip()
        if fonts.width(candidate, font, size) <= room:
            line = candidate
            continue
        if line:
            lines.append(line)
        line = word
        while fonts.width(line, font, size) > room and len(line) > 1:
            fits = _fitting(line, font, size, room)
            lines.append(line[:fits])
            line = line[fits:]
    return [*lines, line] if line else lines


def _fitting(word: str, font: str, size: float, room: float) -> int:
    count = len(word)
    while count > 1 and fonts.width(word[:count], font, size) > room:
        count -= 1
    return count

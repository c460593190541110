"""Published text on the screen: Markdown without HTML, and nothing is ever loaded."""

from __future__ import annotations

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QTextCursor, QTextDocument, QTextLength, QTextTable
from PySide6.QtWidgets import QTextBrowser, QWidget

from outreach_app.i18n import tr

_FEATURES = (
    QTextDocument.MarkdownFeature.MarkdownDialectGitHub
    | QTextDocument.MarkdownFeature.MarkdownNoHTML
)


class MarkdownView(QTextBrowser):
    """Shows Markdown; a link is told, not opened, since laptops work offline.

    Signals:
        link: the address of a link that somebody chose.
        ended: the end of the text came on the screen.
    """

    link = Signal(str)
    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setAccessibleName(tr("Text"))
        self.anchorClicked.connect(lambda url: self.link.emit(url.toString()))
        self.document().setDocumentMargin(12)
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(self._moved)
        bar.rangeChanged.connect(lambda _low, _high: self._moved(bar.value()))

    def show_markdown(self, text: str) -> None:
        """Show `text` from its beginning."""
        document = self.document()
        document.clear()
        document.setMarkdown(text, _FEATURES)
        _dress_tables(document)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Return nothing, whatever a text asks for."""
        return None

    def _moved(self, value: int) -> None:
        if self.isVisible() and value >= self.verticalScrollBar().maximum():
            self.ended.emit()


def _dress_tables(document: QTextDocument) -> None:
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            shape = frame.format()
            shape.setCellPadding(6)
            shape.setBorder(1)
            shape.setBorderCollapse(True)
            shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
            frame.setFormat(shape)

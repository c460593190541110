"""What a citizen reads before a statement: the draft or topic, large, with nothing around it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach_app.domain.publications import Edition
from outreach_app.domain.publishing_entries import PublicationPublished
from outreach_app.i18n import language, tr
from outreach_app.ui.buttons import label
from outreach_app.ui.markdown_view import MarkdownView
from outreach_app.ui.text_words import as_read, iso_day, kind_words


class CitizenText(QWidget):
    """One published text; the arrows and Page keys scroll it."""

    def __init__(self, about: PublicationPublished) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        said = [kind_words(about.kind)]
        if about.consultation is not None:
            said.append(tr("open until {day}", day=iso_day(about.consultation.open_to)))
        column.addWidget(label("  ·  ".join(said), "citizen-hint"))
        self.view = MarkdownView()
        self.view.show_markdown(as_read(Edition(about), language()))
        column.addWidget(self.view, 1)
        self.setFocusProxy(self.view)

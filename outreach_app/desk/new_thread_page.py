"""Writing down a telephone call (hotline) or a letter as a complaint or a question."""

from __future__ import annotations

from uuid import uuid4

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from outreach_app.desk.threads_page import about_text, channel_text
from outreach_app.domain import threads
from outreach_app.i18n import language, tr
from outreach_app.officeapi import citizen_messages as cm
from outreach_app.ui.buttons import label

_KINDS = ("PERTANYAAN", "PENGADUAN", "ASPIRASI", "INFORMASI")
_ABOUT = ("PAS-BARU", "PAS-GANTI", "PAS-ANAK", "PAS-HILANG", "IZIN", "INFO", "LAIN")


class NewThreadPage(QWidget):
    """What the caller says; number and code come back to be read to the caller."""

    def __init__(self) -> None:
        super().__init__()
        self._id = str(uuid4())
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.addWidget(label(tr("Write down a call or a letter"), "title"))
        form = QFormLayout()
        column.addLayout(form, 1)
        self.channel, self.kind, self.about = QComboBox(), QComboBox(), QComboBox()
        for channel in ("telepon", "meja"):
            self.channel.addItem(channel_text(channel), channel)
        for kind in _KINDS:
            self.kind.addItem(threads.kind_name(kind, language()), kind)
        for code in _ABOUT:
            self.about.addItem(about_text(code), code)
        self.story, self.wish, self.named = QPlainTextEdit(), QLineEdit(), QLineEdit()
        self.name, self.phone = QLineEdit(), QLineEdit()
        self.secret = QCheckBox(tr("Keep it secret"))
        self.public = QCheckBox(tr("May be published without a name"))
        for text, widget in (
            ("How it came", self.channel),
            ("Kind", self.kind),
            ("About", self.about),
            ("What was told", self.story),
            ("What is hoped for", self.wish),
            ("Officer named in it", self.named),
            ("Name (may stay empty)", self.name),
            ("Phone (may stay empty)", self.phone),
        ):
            widget.setAccessibleName(tr(text))
            form.addRow(label(tr(text), "label"), widget)
        form.addRow("", self.secret)
        form.addRow("", self.public)
        self.setFocusProxy(self.channel)

    def wanted(self) -> cm.NewThread:
        """Return what was written down; asking again with the same page gives the same number."""
        return cm.NewThread(
            thread_id=self._id,
            channel=str(self.channel.currentData()),
            kind=str(self.kind.currentData()),
            about=str(self.about.currentData()),
            story=self.story.toPlainText(),
            wish=self.wish.text(),
            named=self.named.text(),
            secret=self.secret.isChecked(),
            may_publish=self.public.isChecked(),
            name=self.name.text(),
            phone=self.phone.text(),
        )

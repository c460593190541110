"""A form's text in a label: its Markdown shown, everything else as it is written."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from outreach_app.forms.markdown import to_html, to_plain

plain = to_plain


def show(label: QLabel, text: str) -> None:
    """Write a form's text into a label; what looks like HTML in it stays text."""
    marked = to_html(text)
    if "<" in marked:
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setText(marked)
    else:
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setText(text)

"""Writing a text at the desk: fields, two languages, a live preview, and problems in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from outreach_app.domain import markdown
from outreach_app.domain import publications as pub
from outreach_app.domain.publications import Edition
from outreach_app.domain.publishing_entries import Consultation, PublicationPublished, Training
from outreach_app.i18n import LANGUAGES, Language, language, tr
from outreach_app.officeapi import publishing_messages as pm
from outreach_app.ui.buttons import label
from outreach_app.ui.dates import shown, typed
from outreach_app.ui.markdown_view import MarkdownView
from outreach_app.ui.text_words import AUDIENCE_WORDS, as_read, kind_words

_LINES = (
    ("publication_id", "Short name"),
    ("valid_from", "Valid from, e.g. 26112026"),
    ("valid_to", "Valid until (may stay empty)"),
    ("services", "Services (codes, may stay empty)"),
    ("legal_basis", "Legal basis"),
    ("sources", "Sources, separated by ;"),
)
_TRAINING = (
    ("quiz", "Quiz form"),
    ("pass_percent", "Pass mark, percent"),
    ("valid_months", "Months"),
)
_CONSULTATION = (("open_from", "Statements from"), ("open_to", "Statements until"))
LANGUAGE_NAMES: dict[Language, str] = {"id": "Indonesian", "en": "English"}


class TextEditor(QWidget):
    """The fields of a text.

    Attributes:
        lines: field name -> its line.
        titles, texts: by language.
    """

    def __init__(self, start: PublicationPublished | None, today: str) -> None:
        super().__init__()
        self._start = start
        self.kind, self.audience = _combo(pub.KINDS, kind_words), _combo(pub.AUDIENCES, _readers)
        names = (*_LINES, *_TRAINING, *_CONSULTATION)
        self.lines = {name: QLineEdit() for name, _ in names}
        self.titles = {spoken: QLineEdit() for spoken in LANGUAGES}
        self.texts = {spoken: QPlainTextEdit() for spoken in LANGUAGES}
        self.changed = {spoken: QLineEdit() for spoken in LANGUAGES}
        self.problems = label("", "problem")
        self.problems.setTextFormat(Qt.TextFormat.PlainText)  # a problem may quote HTML
        self.problems.hide()
        self.preview = MarkdownView()
        self.tabs = QTabWidget()
        self._wait = QTimer(self, singleShot=True, interval=250)
        self._wait.timeout.connect(self.show_preview)
        self._lay_out()
        self.fill(start or _empty(today))
        self._connect()
        self.show_preview()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self._form = form
        for text, combo in (("Kind", self.kind), ("Readers", self.audience)):
            form.addRow(label(tr(text), "label"), combo)
            combo.setAccessibleName(tr(text))
        for name, text in (*_LINES, *_TRAINING, *_CONSULTATION):
            form.addRow(label(tr(text), "label"), self.lines[name])
            self.lines[name].setAccessibleName(tr(text))
        head = QWidget()
        head.setObjectName("page")
        head.setLayout(form)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setWidget(head)
        for spoken in LANGUAGES:
            self.tabs.addTab(self._language_tab(spoken), tr(LANGUAGE_NAMES[spoken]))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        left = QVBoxLayout()
        left.addWidget(self.problems)
        left.addWidget(self.tabs, 1)
        right = QVBoxLayout()
        right.addWidget(label(tr("Preview"), "label"))
        right.addWidget(self.preview, 1)
        row.addWidget(scroll, 4)
        row.addLayout(left, 5)
        row.addLayout(right, 5)
        self.setFocusProxy(self.lines["publication_id"])

    def _language_tab(self, spoken: Language) -> QWidget:
        tab = QWidget()
        column = QVBoxLayout(tab)
        for name, line in (("Title", self.titles[spoken]), ("What is new", self.changed[spoken])):
            column.addWidget(label(tr(name), "label"))
            column.addWidget(line)
            line.setAccessibleName(tr(name))
        column.addWidget(label(tr("Text in Markdown"), "label"))
        self.texts[spoken].setAccessibleName(tr("Text in Markdown"))
        self.texts[spoken].setTabChangesFocus(True)
        column.addWidget(self.texts[spoken], 1)
        return tab

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(lambda _: self.show_preview())
        self.kind.currentIndexChanged.connect(lambda _: self._show_kind())
        for spoken in LANGUAGES:
            self.texts[spoken].textChanged.connect(self._wait.start)
            self.titles[spoken].textChanged.connect(lambda _: self._wait.start())
        self._show_kind()

    def _show_kind(self) -> None:
        kind = self.kind.currentData()
        for names, kinds in ((_TRAINING, (pub.TRAINING_MODULE,)), (_CONSULTATION, pub.CONSULTED)):
            for name, _ in names:
                self._form.setRowVisible(self.lines[name], kind in kinds)

    def fill(self, body: PublicationPublished) -> None:
        """Put a text into the fields."""
        self._start = body
        self.kind.setCurrentIndex(self.kind.findData(body.kind))
        self.audience.setCurrentIndex(self.audience.findData(body.audience))
        for name in ("publication_id", "legal_basis"):
            self.lines[name].setText(str(getattr(body, name)))
        for name in ("valid_from", "valid_to"):
            self.lines[name].setText(shown(str(getattr(body, name))))
        self.lines["services"].setText(" ".join(body.services))
        self.lines["sources"].setText("; ".join(body.sources))
        for part, names in ((body.training, _TRAINING), (body.consultation, _CONSULTATION)):
            for name, _ in names if part is not None else ():
                self.lines[name].setText(shown(str(getattr(part, name))))
        for spoken in LANGUAGES:
            self.titles[spoken].setText(body.title.get(spoken, ""))
            self.changed[spoken].setText(body.changed.get(spoken, ""))
            self.texts[spoken].setPlainText(body.text.get(spoken, ""))

    def body(self) -> PublicationPublished:
        """Return what the fields say; the office counts the version and sets the date."""
        line = {name: field.text().strip() for name, field in self.lines.items()}
        changed = {spoken: field.text().strip() for spoken, field in self.changed.items()}
        texts: dict[str, str] = {
            spoken: field.toPlainText() for spoken, field in self.texts.items()
        }
        return PublicationPublished(
            publication_id=line["publication_id"],
            version=0,
            kind=str(self.kind.currentData()),
            audience=str(self.audience.currentData()),
            title={spoken: field.text().strip() for spoken, field in self.titles.items()},
            text=texts,
            valid_from=typed(line["valid_from"]),
            valid_to=typed(line["valid_to"]),
            published_on="",
            services=tuple(line["services"].split()),
            legal_basis=line["legal_basis"],
            sources=tuple(s.strip() for s in line["sources"].split(";") if s.strip()),
            changed={spoken: text for spoken, text in changed.items() if text},
            training=self._training(line, texts["id"]),
            consultation=self._consultation(line),
            replies_to=self._start.replies_to if self._start else "",
        )

    def _training(self, line: dict[str, str], text: str) -> Training | None:
        if self.kind.currentData() != pub.TRAINING_MODULE:
            return None
        was = self._start.training if self._start else None
        return Training(
            quiz=line["quiz"],
            pass_percent=_whole(line["pass_percent"], 80),
            valid_months=_whole(line["valid_months"], 12),
            reading_min=markdown.reading_minutes(text),
            renew=was.renew if was else "quiz",
        )

    def _consultation(self, line: dict[str, str]) -> Consultation | None:
        if self.kind.currentData() not in pub.CONSULTED:
            return None
        return Consultation(open_from=typed(line["open_from"]), open_to=typed(line["open_to"]))

    def show_preview(self) -> None:
        """Show the language at hand as its readers will."""
        spoken = LANGUAGES[self.tabs.currentIndex()]
        self.preview.show_markdown(as_read(Edition(self.body()), spoken))

    def show_problems(self, found: Sequence[pm.TextProblem]) -> None:
        """Say what to mend and go to the first place."""
        self.problems.setText("\n".join(_problem(one) for one in found))
        self.problems.setVisible(bool(found))
        if found:
            self._go_to(found[0])

    def _go_to(self, problem: pm.TextProblem) -> None:
        part, _, spoken = problem.part.partition(".")
        if spoken in LANGUAGES:
            at = LANGUAGES.index(spoken)
            self.tabs.setCurrentIndex(at)
            field: QWidget = (self.titles if part == "title" else self.texts)[LANGUAGES[at]]
            if part == "text" and problem.line:
                text = self.texts[LANGUAGES[at]]
                cursor = text.textCursor()
                cursor.setPosition(text.document().findBlockByNumber(problem.line - 1).position())
                text.setTextCursor(cursor)
        else:
            field = self.lines.get(part, self.lines["publication_id"])
        field.setFocus()


def _problem(one: pm.TextProblem) -> str:
    text = one.text_id if language() == "id" else one.text_en
    spoken = one.part.partition(".")[2]
    place = next((tr(words) for key, words in LANGUAGE_NAMES.items() if key == spoken), "")
    line = tr("line {n}", n=one.line) if one.line else ""
    return ", ".join(filter(None, (place, line))) + (": " if place or line else "") + text


def _combo(values: Sequence[str], words: Callable[[str], str]) -> QComboBox:
    made = QComboBox()
    for value in values:
        made.addItem(words(value), value)
    return made


def _readers(audience: str) -> str:
    return tr(AUDIENCE_WORDS[audience])


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isdigit() else otherwise


def _empty(today: str) -> PublicationPublished:
    return PublicationPublished(
        publication_id="",
        version=0,
        kind=pub.NOTICE,
        audience=pub.PUBLIC,
        title={},
        text={},
        valid_from=today,
        published_on="",
    )

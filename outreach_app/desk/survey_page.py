"""The satisfaction index at the desk: one number, nine elements, by service, day and pekon."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QScrollArea, QVBoxLayout, QWidget

from outreach_app.desk.figure_words import hidden_text
from outreach_app.desk.period_bar import REPORTS, PeriodBar
from outreach_app.desk.threads_page import about_text
from outreach_app.domain.regions import pekon
from outreach_app.domain.satisfaction import element
from outreach_app.i18n import language, tr
from outreach_app.officeapi import citizen_messages as cm
from outreach_app.ui import theme
from outreach_app.ui.buttons import label
from outreach_app.ui.dates import shown
from outreach_app.ui.survey_picture import SurveyPicture, SurveyShape
from outreach_app.ui.tables import fill, table


class SurveyPage(QWidget):
    """The survey of a period.

    Args:
        survey: as the office counted it.
        ask: asks for another period, ISO dates.
    """

    def __init__(self, survey: cm.Survey, ask: Callable[[str, str], object]) -> None:
        super().__init__()
        self.survey = survey
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 12, 24, 12)
        outer.addLayout(PeriodBar(survey.since, survey.until, ask, REPORTS))
        scroll = QScrollArea(widgetResizable=True)
        body = QWidget()
        body.setObjectName("page")
        column = QVBoxLayout(body)
        scroll.setWidget(body)
        outer.addWidget(scroll, 1)
        found = survey.all
        column.addWidget(label(self._finding(found), "title"))
        for line in self._lines(found):
            column.addWidget(label(line, "hint"))
        if found.means:
            column.addWidget(SurveyPicture(self._shape(found), language()))
        column.addLayout(self._groups())
        column.addStretch(1)

    def _finding(self, found: cm.SurveyIndex) -> str:
        if found.hidden:
            return tr(
                "{count} answers; the index is shown from {least} on",
                count=self.survey.waiting,
                least=self.survey.least,
            )
        if not found.value:
            return tr("No complete survey yet.")
        return tr(
            "Satisfaction index {value} ({letter}, {words}), {count} answers",
            value=found.value.replace(".", ","),
            letter=found.category,
            words=self.survey.category[language()],
            count=found.respondents,
        )

    def _lines(self, found: cm.SurveyIndex) -> list[str]:
        lines = []
        if found.lowest:
            names = ", ".join(element(code, language()) for code in found.lowest)
            lines.append(tr("Lowest: {names}", names=names))
        if found.respondents < found.sample:
            lines.append(
                tr(
                    "Only {count} of {sample} answers that {served} served persons would need.",
                    count=found.respondents,
                    sample=found.sample,
                    served=found.population,
                )
            )
        if found.incomplete:
            lines.append(tr("{count} incomplete answers are left out.", count=found.incomplete))
        if self.survey.waiting and found.value:
            lines.append(
                tr(
                    "{count} more count when {least} are there; nobody's answers can be found.",
                    count=self.survey.waiting,
                    least=self.survey.least,
                )
            )
        lines.append(tr("Weight {weight}; {basis}", weight=found.weight, basis=self.survey.basis))
        return lines

    def _shape(self, found: cm.SurveyIndex) -> SurveyShape:
        limits = [float(lowest) / 25 for lowest in self.survey.limits[:-1]]
        return SurveyShape(found.means, limits, found.respondents >= found.sample)

    def _groups(self) -> QVBoxLayout:
        column = QVBoxLayout()
        self.by = QComboBox()
        self.by.setFixedWidth(theme.px(240))
        self.by.setAccessibleName(tr("Group by"))
        for text, kind in (("By service", "service"), ("By day", "date"), ("By pekon", "pekon")):
            self.by.addItem(tr(text), kind)
        self.by.currentIndexChanged.connect(self._fill)
        heads = [tr(head) for head in ("Group", "Index", "Answers", "Needed", "Lowest element")]
        self.table = table(heads, (320, 140, 240, 100))
        self.table.setMinimumHeight(200)
        column.addWidget(self.by)
        column.addWidget(self.table)
        if self.survey.wishes:
            column.addWidget(label(tr("Suggestions, mixed"), "label"))
            for wish in self.survey.wishes[:20]:
                column.addWidget(label(wish))
        self._fill()
        return column

    def _fill(self) -> None:
        kind = str(self.by.currentData())
        rows: tuple[cm.SurveyIndex, ...] = getattr(self.survey, f"by_{kind}")
        fill(self.table, [self._cells(kind, row) for row in rows])

    def _cells(self, kind: str, row: cm.SurveyIndex) -> tuple[str, ...]:
        lowest = element(row.lowest[0], language()) if row.lowest else ""
        value = f"{row.value.replace('.', ',')} ({row.category})" if row.value else "-"
        needed = str(row.sample) if row.population else "-"
        answers = str(row.respondents)
        if row.hidden:
            answers = hidden_text(row.hidden, str(self.survey.least))
        return (_group(kind, row.group), value, answers, needed, lowest)


def _group(kind: str, code: str) -> str:
    if kind == "date":
        return shown(code)
    if kind == "pekon":
        found = pekon(code)
        return found.label if found else code
    return about_text(code)

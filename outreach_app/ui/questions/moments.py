"""Dates and times: typed in any usual way, read back in words."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QLineEdit, QPushButton, QWidget

from outreach_app.forms import ItemView
from outreach_app.i18n import language, tr
from outreach_app.ui import dates, markup, theme
from outreach_app.ui.questions.field import Field
from outreach_app.ui.questions.lines import LineField

_PLAIN = frozenset(("no-calendar", "month-year", "year"))


class DateField(LineField):
    """A day, a month (`month-year`) or a year (`year`).

    A calendar stands beside a day unless the form has `no-calendar`; it is no tab stop. A year of
    two digits is asked once.
    """

    def _make(self, view: ItemView) -> QWidget:
        looks = view.appearance
        self._form = next((f for f in ("month-year", "year") if f in looks), "day")
        holder = super()._make(view)
        self._years: list[QPushButton] = []
        if not _PLAIN & set(looks) and not view.readonly:
            self._open = QPushButton(tr("Calendar"))
            self._open.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._open.clicked.connect(self._calendar)
            self._row.insertWidget(1, self._open)
        return holder

    def meant(self, text: str) -> str:
        """Return the ISO date."""
        read = {"month-year": dates.typed_month, "year": dates.typed_year}
        return read.get(self._form, dates.typed)(text)

    def shown(self, value: str) -> str:
        """Return the date as it is read."""
        say = {"month-year": dates.shown_month, "year": dates.shown_year}
        return say.get(self._form, dates.shown)(value)

    def tell_aside(self, value: str) -> None:
        """Say the date in words."""
        if self._form == "day":
            self._aside.setText(dates.spoken(value, language(), self.around.today))
        elif self._form == "month-year":
            self._aside.setText(dates.month(value, language()))

    def update_view(self, view: ItemView, *, tried: bool) -> None:
        """Show how the question stands, the words beside it in the language of the moment."""
        super().update_view(view, tried=tried)
        self.tell_aside(view.value)

    def _left(self) -> None:
        self._ask_year()
        super()._left()

    def _ask_year(self) -> None:
        """Two digits of a year have two meanings: one key says which."""
        for old in self._years:
            old.deleteLater()
        self._years = []
        if self._form != "day":
            return
        for iso in dates.two_digit_years(self._edit.text(), self.around.today):
            made = QPushButton(iso[:4])
            made.setAccessibleName(tr("The year {year}", year=iso[:4]))
            made.clicked.connect(lambda _=False, iso=iso: self._choose(iso))
            self._years.append(made)
            self._row.insertWidget(self._row.count() - 1, made)

    def _choose(self, iso: str) -> None:
        self.put(iso)
        self._ask_year()
        self.commit()
        self.focus()

    def _calendar(self) -> None:
        made = QCalendarWidget(self)
        made.setWindowFlag(Qt.WindowType.Popup)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        made.setGridVisible(False)
        made.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        made.setAccessibleName(markup.plain(self.view.label))
        made.setSelectedDate(_qdate(self.value(), self.around.today))
        made.activated.connect(lambda day: self._choose(day.toString("yyyy-MM-dd")))
        made.clicked.connect(made.close)
        made.clicked.connect(lambda day: self._choose(day.toString("yyyy-MM-dd")))
        made.move(self._edit.mapToGlobal(self._edit.rect().bottomLeft()))
        made.show()


def _qdate(iso: str, today: date) -> QDate:
    found = QDate.fromString(iso, "yyyy-MM-dd")
    return found if found.isValid() else QDate(today.year, today.month, today.day)


class TimeField(LineField):
    """A time of the day, typed `0930`, `9.30` or `9:30`."""

    def meant(self, text: str) -> str:
        """Return the time as forms write it."""
        return dates.typed_time(text)

    def shown(self, value: str) -> str:
        """Return `09.30`."""
        return dates.shown_time(value)


class DateTimeField(Field):
    """A day and a time beside one another."""

    def _make(self, view: ItemView) -> QWidget:
        self._day, self._time = QLineEdit(), QLineEdit()
        self._kept = ""
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        for edit, wide in ((self._day, 12), (self._time, 7)):
            edit.setFixedWidth(theme.digits(wide) + 24)
            edit.setReadOnly(view.readonly)
            edit.textEdited.connect(self.changed)
            edit.editingFinished.connect(self._left)
            row.addWidget(edit)
        self._day.returnPressed.connect(self._time.setFocus)
        self._time.returnPressed.connect(self.enter)
        row.addStretch(1)
        holder.setFocusProxy(self._day)
        self.put(view.value)
        return holder

    def controls(self) -> tuple[QWidget, ...]:
        """Return both lines."""
        return (self._day, self._time)

    def update_view(self, view: ItemView, *, tried: bool) -> None:
        """Show how the question stands."""
        super().update_view(view, tried=tried)
        name = markup.plain(view.label)
        self._day.setAccessibleName(f"{name}, {tr('date')}")
        self._time.setAccessibleName(f"{name}, {tr('time')}")

    def value(self) -> str:
        """Return `2026-11-24T09:30:00.000+07:00`, or what was typed so far."""
        day, at = self._day.text().strip(), self._time.text().strip()
        if not day and not at:
            return ""
        return "T".join(filter(None, (dates.typed(day), dates.typed_time(at))))

    def put(self, value: str) -> None:
        """Show a value."""
        day, _, at = value.partition("T")
        self._day.setText(dates.shown(day))
        self._time.setText(dates.shown_time(at))

    def _left(self) -> None:
        # Half a moment is no answer yet: it is told when both stand there, or on leaving.
        if self._day.text().strip() and self._time.text().strip():
            self.commit()
            self.put(self.value())
